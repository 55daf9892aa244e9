package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.hosting.BackupsDue;
import io.chantier.lifecycle.RoutineBackups;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is backed up although nobody orders it, by our agent and on a real MariaDB. */
@ChantierTest
@TestPropertySource(
        properties = {
            "chantier.agent-jobs.tick=50ms",
            "chantier.agent-jobs.poll=20ms",
            "chantier.bench-backups.hours=24"
        })
class RoutineBackupsTest {

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    RoutineBackups routine;

    @Autowired
    BackupsDue due;

    private HostedShop shop;

    @BeforeEach
    void open() {
        shop = new HostedShop(home, environment);
    }

    @AfterEach
    void close() {
        mendOrders();
        shop.close();
    }

    @Test
    void a_site_that_nobody_backs_up_gets_a_backup_each_day() {
        routine.round(Instant.now());
        awaitBackups(1);
        awaitRest();
        assertThat(noted()).isEqualTo(1);

        routine.round(Instant.now());
        assertThat(ordered()).isEqualTo(1);

        makeOlder(Duration.ofHours(25));
        HostedShop.awaitNextSecond();
        routine.round(Instant.now());
        awaitBackups(2);
        awaitRest();
    }

    @Test
    void the_tab_says_that_backups_are_made_by_themselves() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);

        var tab = Jsoup.parse(person.get("/sites/" + shop.slug + "/backups").body());

        assertThat(tab.select("main").text()).contains("24 heures");
    }

    @Test
    void one_that_failed_is_tried_again_after_six_hours() {
        shop.bench.write("fail-backup", "no luck here\n");
        routine.round(Instant.now());
        await().atMost(Duration.ofSeconds(60)).until(() -> ordered() == 1 && !isWorkedOn(shop.slug));
        assertThat(shop.backups()).isEmpty();
        shop.bench.remove("fail-backup");

        routine.round(Instant.now());
        assertThat(ordered()).isEqualTo(1);

        makeOlder(Duration.ofHours(7));
        routine.round(Instant.now());
        awaitBackups(1);
        awaitRest();
    }

    @Test
    void a_suspended_site_and_one_whose_server_does_not_answer_are_left_alone() {
        database.sql(
                        "update bench_server set seen_at = now() - interval '1 hour', looked_at = now() + interval '1 hour'"
                                + " where id = ?::uuid")
                .param(shop.server)
                .update();
        routine.round(Instant.now());
        assertThat(ordered()).isZero();
        assertThat(due.overdue(inTwoDays()))
                .as("the silent server keeps it from being backed up")
                .isEqualTo(1);
        assertThat(shop.api
                        .post("/api/bench-servers/" + shop.server + "/test", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(shop.ended(shop.api.post(shop.path("/suspension"), Map.of())))
                .isEqualTo("SUCCEEDED");

        routine.round(Instant.now());

        assertThat(ordered()).isZero();
        assertThat(due.overdue(inTwoDays())).isZero();
    }

    private static Instant inTwoDays() {
        return Instant.now().plus(Duration.ofHours(49));
    }

    @Test
    void a_server_has_few_backups_at_a_time() {
        for (int i = 0; i < 5; i++) underWay();
        routine.round(Instant.now());
        assertThat(ordered()).isZero();

        database.sql("delete from agent_job where server_id = ?::uuid")
                .param(shop.server)
                .update();
        routine.round(Instant.now());
        awaitBackups(1);
        awaitRest();
    }

    @Test
    void an_order_that_failed_before_any_agent_heard_of_it_is_repeated_after_six_hours() {
        database.sql("""
                        insert into job (id, team_id, kind, subject, priority, input, state, created_at, finished_at)
                        select gen_random_uuid(), team_id, 'back-up-bench-site', 'behind:' || site_id, -20, '{}', 'FAILED', now(), now()
                        from bench_site where slug = ?
                        """).param(shop.slug).update();
        routine.round(Instant.now());
        assertThat(ordered()).isEqualTo(1);

        makeOlder(Duration.ofHours(7));
        routine.round(Instant.now());
        assertThat(ordered()).isEqualTo(2);
        awaitBackups(1);
        awaitRest();
    }

    @Test
    void one_bad_site_keeps_no_other_from_its_backup() {
        tried(shop.slug, Duration.ofDays(3));
        var bad = neighbour();
        breakOrders(bad);

        assertThat(routine.round(Instant.now())).isEqualTo(1);

        assertThat(ordered(bad)).isZero();
        awaitBackups(1);
        awaitRest();
        mendOrders();
        routine.round(Instant.now());
        assertThat(ordered(bad))
                .as("nothing is left of the order that went wrong")
                .isEqualTo(1);
        awaitRest(bad);
    }

    @Test
    void the_site_that_waits_longest_comes_first_where_a_server_has_room_for_one() {
        var neighbour = neighbour();
        tried(shop.slug, Duration.ofDays(3));
        for (int i = 0; i < 4; i++) underWay();
        routine.round(Instant.now());
        assertThat(ordered(neighbour)).as("it never had a backup").isEqualTo(1);
        assertThat(ordered()).isZero();

        awaitRest(neighbour);
        makeOlder(Duration.ofDays(1));
        routine.round(Instant.now());

        assertThat(ordered(neighbour)).isEqualTo(1);
        awaitBackups(1);
        awaitRest();
    }

    /** Another site on the bench, of which the agent knows nothing; its slug. */
    private String neighbour() {
        var neighbour = shop.slug + "-2";
        database.sql("""
                        insert into site (id, team_id, slug, kind, state, name)
                        select gen_random_uuid(), team_id, ?, kind, state, name from site where slug = ?
                        """).params(neighbour, shop.slug).update();
        database.sql("""
                        insert into bench_site (site_id, team_id, bench_id, host, slug, standing, adopted, came_at)
                        select neighbour.id, home.team_id, home.bench_id, 'neighbour.example.org', neighbour.slug, home.standing,
                            home.adopted, home.came_at
                        from bench_site home, site neighbour where home.slug = ? and neighbour.slug = ?
                        """).params(shop.slug, neighbour).update();
        return neighbour;
    }

    /** Its last backup was ordered so long ago, and made. */
    private void tried(String slug, Duration ago) {
        database.sql("""
                        insert into agent_job (id, server_id, team_id, site_id, name, type, method, path, body, state, next_at,
                            deadline, awaited, ordered_at, ended_at)
                        select gen_random_uuid(), :server::uuid, team_id, site_id, 'Backup Site', 'BACKUP_SITE', 'POST', '/', '',
                            'SUCCESS', now(), now(), false, now() - make_interval(secs => :ago), now() - make_interval(secs => :ago)
                        from bench_site where slug = :slug
                        """)
                .param("server", shop.server)
                .param("ago", ago.toSeconds())
                .param("slug", slug)
                .update();
    }

    /** Each order of a backup of this site goes wrong. */
    private void breakOrders(String slug) {
        var site = database.sql("select site_id::text from bench_site where slug = ?")
                .param(slug)
                .query(String.class)
                .single();
        database.sql("alter table job add constraint broken_order check (subject <> 'behind:" + site + "')")
                .update();
    }

    private void mendOrders() {
        database.sql("alter table job drop constraint if exists broken_order").update();
    }

    /** A backup of another site that waits on the server. */
    private void underWay() {
        database.sql("""
                        insert into agent_job (id, server_id, team_id, name, type, method, path, body, state, next_at, deadline,
                            awaited, ordered_at)
                        select gen_random_uuid(), ?::uuid, team_id, 'Backup Site', 'BACKUP_SITE', 'POST', '/', '', 'UNDELIVERED',
                            now() + interval '1 hour', now() + interval '2 hours', false, now()
                        from bench_site where slug = ?
                        """).params(shop.server, shop.slug).update();
    }

    /** All jobs, ours and the agent’s, are of then. */
    private void makeOlder(Duration age) {
        database.sql("update agent_job set ordered_at = ordered_at - make_interval(secs => :age),"
                        + " ended_at = ended_at - make_interval(secs => :age) where server_id = :server::uuid")
                .param("age", age.toSeconds())
                .param("server", shop.server)
                .update();
        database.sql(
                        "update job set created_at = created_at - make_interval(secs => ?) where kind = 'back-up-bench-site'")
                .param(age.toSeconds())
                .update();
    }

    private void awaitBackups(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.backups().size() == count);
    }

    private void awaitRest() {
        awaitRest(shop.slug);
    }

    private void awaitRest(String slug) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !isWorkedOn(slug));
    }

    /** How many jobs of ours there were. */
    private int ordered() {
        return ordered(shop.slug);
    }

    private int ordered(String slug) {
        return count(slug, "true");
    }

    private boolean isWorkedOn(String slug) {
        return count(slug, "job.state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')") > 0;
    }

    private int count(String slug, String which) {
        return database.sql("select count(*) from job join bench_site site on 'behind:' || site.site_id = job.subject"
                        + " where site.slug = ? and job.kind = 'back-up-bench-site' and " + which)
                .param(slug)
                .query(Integer.class)
                .single();
    }

    private int noted() {
        return database.sql("""
                        select count(*) from audit_event join bench_site site on site.site_id::text = subject
                        where action = 'site.back-up-bench-site' and site.slug = ?
                        """).param(shop.slug).query(Integer.class).single();
    }
}
