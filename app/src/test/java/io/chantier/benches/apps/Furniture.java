package io.chantier.benches.apps;

import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import io.chantier.web.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Apps, groups, servers and benches for tests; they are the whole installation's, so they go after each test. */
@Component
public class Furniture {

    /** In megabytes, as agents tell it. */
    private static final long GIGABYTE = 1L << 10;

    private final AppDesk apps;
    private final GroupDesk groups;
    private final GroupBenches benches;
    private final TeamFixture people;
    private final JdbcClient jdbc;

    Furniture(AppDesk apps, GroupDesk groups, GroupBenches benches, TeamFixture people, JdbcClient jdbc) {
        this.apps = apps;
        this.groups = groups;
        this.benches = benches;
        this.people = people;
        this.jdbc = jdbc;
    }

    public void clear() {
        for (var table : List.of("bench_site", "bench", "bench_server", "release_group", "app_release", "app")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    public Caller operator() {
        var operator = people.operator();
        var account = operator.account();
        var taste = new Visitor.Taste(null, null);
        return new Caller(account.id(), account.name(), operator.team(), Role.OWNER, true, taste, true);
    }

    public void app(String name, String title, String french) {
        apps.add(new AppForm(name, title, french, "", "", "Frappe"), operator());
    }

    public void frameworkAt(String... versions) {
        app("frappe", "Frappe Framework", "");
        for (var version : versions) published("frappe", version, "");
    }

    public void draft(String app, String version, String framework) {
        draft(app, new ReleaseForm(version, framework, Map.of(), true));
    }

    private void draft(String app, ReleaseForm form) {
        apps.addRelease(apps.find(app).orElseThrow(), form, operator());
    }

    public void published(String app, String version, String framework) {
        published(app, new ReleaseForm(version, framework, Map.of(), true));
    }

    public void published(String app, ReleaseForm form) {
        draft(app, form);
        var found = apps.find(app).orElseThrow();
        apps.publish(found, apps.release(found, form.version()).orElseThrow(), operator());
    }

    public UUID group(String name, Map<String, String> versions) {
        return groups.add(new GroupForm(name, versions, null), operator());
    }

    /** The group comes to other versions. */
    public void renew(UUID group, Map<String, String> versions) {
        var found = groups.find(group).orElseThrow();
        groups.change(found, new GroupForm(found.name(), versions, null), operator());
    }

    /** A bench is made of the newest state of the group. */
    public void take(UUID bench, UUID group) {
        var found = groups.find(group).orElseThrow();
        benches.stand(bench, found, found.current(), operator());
    }

    /** A server that was seen just now, and whose next look is an hour away: nothing answers at its address. */
    public UUID server(String name, double load, int sitesAtMost) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into bench_server (id, name, url, password, database_password, max_sites, seen_at, looked_at,
                    load, processors, memory_used, memory_total, disk_used, disk_total)
                values (?, ?, 'https://' || ? || '.example/agent', 'sealed', 'sealed', ?, now(),
                    now() + interval '1 hour', ?, 4, ?, ?, ?, ?)
                """)
                .params(id, name, name, sitesAtMost, load, 4 * GIGABYTE, 16 * GIGABYTE, 20 * GIGABYTE, 100 * GIGABYTE)
                .update();
        return id;
    }

    /** @param apps as JSON */
    public UUID bench(UUID server, String name, String apps) {
        var id = UUID.randomUUID();
        jdbc.sql("insert into bench (id, server_id, name, apps) values (?, ?, ?, ?::jsonb)")
                .params(id, server, name, apps)
                .update();
        return id;
    }

    /** As if the agent had been at the bench that was ordered by this job, and its server had listed it since, or not. */
    public void endOrder(String job, String state) {
        jdbc.sql("""
                        update bench_order set state = :state, ended_at = now(),
                            differs = case when :state = 'DIFFERS' then 'erpnext, hrms' else '' end
                        where job = :job::uuid
                        """).param("state", state).param("job", job).update();
    }

    /** A site stands on a bench. */
    public void stand(UUID bench, TeamId team, UUID site, String host) {
        jdbc.sql("insert into bench_site (site_id, team_id, bench_id, host) values (?, ?, ?, ?)")
                .params(site, team.value(), bench, host)
                .update();
    }

    public void stand(UUID bench, Site site) {
        stand(bench, site.team(), site.id().value(), site.slug() + ".example");
    }

    public void change(UUID server, String set) {
        jdbc.sql("update bench_server set " + set + " where id = ?")
                .param(server)
                .update();
    }

    public void changeBench(UUID bench, String set) {
        jdbc.sql("update bench set " + set + " where id = ?").param(bench).update();
    }
}
