package io.chantier.bench;

import io.chantier.benches.apps.AppDesk;
import io.chantier.benches.apps.AppForm;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.GroupForm;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.benches.servers.Adoption;
import io.chantier.benches.servers.BenchServerDesk;
import io.chantier.benches.servers.BenchServerForm;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.web.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Servers with agents, release groups, a marketplace, and the sites on benches of one team with what they have been through. What
 * has to be made by the application is made by it; the past is rows of the database.
 */
final class Tenants implements AutoCloseable {

    /** One more site, on the first server, which no order for all sites is about. */
    static final String SPARE = "spare";

    private static final int BENCHES_OF_A_SERVER = 2;
    private static final int APPS = 60;
    private static final int STATES = 5;
    private static final int DAYS = 90;
    private static final int JOBS_OF_A_SITE = 20;

    private final Installation installation;
    private final JdbcClient database;
    private final Caller operator;
    private final List<BenchAgent> agents = new ArrayList<>();
    private final List<UUID> servers = new ArrayList<>();
    private final List<UUID> groups = new ArrayList<>();

    Tenants(Installation installation) {
        this.installation = installation;
        this.database = installation.part(JdbcClient.class);
        this.operator = new Caller(
                database.sql("select id from account order by created_at limit 1")
                        .query(UUID.class)
                        .single(),
                "Bench",
                installation.team(),
                Role.ADMIN,
                true,
                new Visitor.Taste(null, null),
                true);
    }

    List<BenchAgent> agents() {
        return agents;
    }

    List<UUID> servers() {
        return servers;
    }

    UUID group() {
        return groups.getFirst();
    }

    static String app(int number) {
        return "app_" + number;
    }

    /** @param work how long an agent takes for a backup */
    void fill(int count, int sites, Duration work) throws IOException {
        marketplace(count);
        for (int i = 0; i < count; i++) server(i, sites / count, work);
        past();
        database.sql("analyze").update();
    }

    private void marketplace(int count) {
        release("frappe", "15.40.0");
        for (int i = 0; i < APPS; i++) {
            for (var version : List.of("15.1.0", "15.2.0", "15.3.0")) release(app(i), version);
        }
        var desk = installation.part(GroupDesk.class);
        for (int i = 0; i < count; i++) {
            var id = desk.add(new GroupForm("Group " + i, lineup("15.1.0", 1), null), operator);
            for (int state = 2; state <= STATES; state++) {
                var group = desk.find(id).orElseThrow();
                desk.change(group, new GroupForm("Group " + i, lineup("15.2.0", state), null), operator);
            }
            groups.add(id);
        }
    }

    private static Map<String, String> lineup(String version, int apps) {
        var lineup = IntStream.range(0, apps).boxed().collect(Collectors.toMap(Tenants::app, _ -> version));
        lineup.put("frappe", "15.40.0");
        return lineup;
    }

    private void release(String name, String version) {
        var desk = installation.part(AppDesk.class);
        var about = "What it is for, in a sentence that somebody reads who looks for an app. ".repeat(4);
        var app = desk.find(name)
                .orElseGet(() -> desk.add(
                        new AppForm(name, "App " + name, about, about, "https://code.example/" + name, "Publisher"),
                        operator));
        var range = name.equals("frappe") ? "" : ">=15.0.0,<16.0.0";
        var release = desk.addRelease(app, new ReleaseForm(version, range, Map.of(), true), operator);
        desk.publish(app, release, operator);
    }

    private void server(int number, int sites, Duration work) throws IOException {
        var hosts = new TreeMap<String, List<String>>();
        for (int bench = 0; bench < BENCHES_OF_A_SERVER; bench++) {
            int here = bench;
            hosts.put(
                    "bench-" + bench,
                    IntStream.range(0, sites / BENCHES_OF_A_SERVER)
                            .mapToObj(site -> "tenant-%d-%d-%d.example.org".formatted(number, here, site))
                            .toList());
        }
        var apps = new ArrayList<>(
                IntStream.range(0, STATES).mapToObj(Tenants::app).toList());
        apps.add("frappe");
        if (number == 0) hosts.merge("bench-0", List.of(SPARE + ".example.org"), Tenants::both);
        var agent = new BenchAgent(hosts, apps, work);
        agents.add(agent);
        var desk = installation.part(BenchServerDesk.class);
        var form = new BenchServerForm(
                "server-" + number, agent.url(), BenchAgent.PASSWORD, "root-password", "", "", true, 200);
        var server = desk.add(form, operator);
        servers.add(server);
        for (var bench : desk.benchesOn(server)) {
            for (var host : hosts.getOrDefault(bench.name(), List.of())) {
                installation.part(Adoption.class).adopt(bench.id(), host, installation.team(), operator);
            }
            stand(bench.id(), number);
        }
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void stand(UUID bench, int number) {
        var desk = installation.part(GroupDesk.class);
        var group = desk.find(groups.get(number)).orElseThrow();
        installation.part(GroupBenches.class).stand(bench, group, group.current(), operator);
    }

    /** Months of usage, jobs of agents with what they told, jobs of ours with their steps. */
    private void past() {
        run("""
                insert into bench_usage (site_id, team_id, day, database, public, private, backups, told_at)
                select site_id, team_id, current_date - n, 40 + n, 12, 3, 30, now() - n * interval '1 day'
                from bench_site, generate_series(1, :count) n
                """, DAYS);
        run("""
                insert into agent_job (id, server_id, team_id, site_id, name, type, method, path, body, state, number, tries,
                    next_at, deadline, awaited, ordered_at, delivered_at, ended_at, told, reason_code)
                select gen_random_uuid(), bench.server_id, bench_site.team_id, site_id,
                    case when n % 5 = 0 then 'Migrate Site' else 'Backup Site' end,
                    case when n % 5 = 0 then 'MIGRATE_SITE' else 'BACKUP_SITE' end, 'POST', '/benches/b/sites/s/backup', '',
                    case when n % 19 = 0 then 'FAILURE' else 'SUCCESS' end, 1000000 + n, 1, at, at + interval '6 hours', true,
                    at, at, at + interval '20 seconds',
                    jsonb_build_object('id', 1, 'name', 'Backup Site', 'status', 'Success', 'enqueue', '2026-05-04 05:06:07.000001',
                        'commands', '[]'::jsonb,
                        'data', '{"backups": {"database": {"file": "d.sql.gz", "size": 4000000}}}'::jsonb,
                        'steps', jsonb_build_array(jsonb_build_object('id', 1, 'name', 'Backup Site', 'status', 'Success',
                            'data', '{}'::jsonb, 'commands', jsonb_build_array(jsonb_build_object('command', 'bench backup',
                                'directory', '/', 'status', 'Success', 'output', repeat('a line of what it printed ', 40)))))),
                    case when n % 19 = 0 then 'agent-job-overdue' end
                from bench_site join bench on bench.id = bench_site.bench_id,
                    generate_series(1, :count) n, lateral (select now() - n * interval '1 day' as at) moment
                """, JOBS_OF_A_SITE);
        run("""
                insert into job (id, team_id, kind, subject, priority, input, state, created_at, started_at, finished_at)
                select gen_random_uuid(), team_id, 'back-up-bench-site', site_id::text, 0,
                    '{"origin": "' || gen_random_uuid() || '", "app": ""}', 'SUCCEEDED',
                    now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day'
                from bench_site, generate_series(1, :count) n
                """, JOBS_OF_A_SITE);
        run("""
                insert into job_step (job_id, name, team_id, position, state, undoable, undo_at_once)
                select job.id, 'back-up-bench-site', team_id, 1, 'DONE', false, true from job
                where kind = 'back-up-bench-site' and :count > 0
                """, 1);
    }

    private void run(String statement, int count) {
        database.sql(statement).param("count", count).update();
    }

    @Override
    public void close() {
        agents.forEach(BenchAgent::close);
    }
}
