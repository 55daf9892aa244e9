package io.chantier.benches;

import static io.chantier.benches.BenchWorkshop.LONG;
import static io.chantier.benches.BenchWorkshop.NAME;
import static io.chantier.benches.BenchWorkshop.assertProblem;
import static io.chantier.benches.BenchWorkshop.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.agent.Listing;
import io.chantier.benches.agent.PlayedAgent;
import io.chantier.benches.apps.Furniture;
import io.chantier.benches.servers.Benches;
import io.chantier.identity.TeamFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Benches that did not come, went half-way, or are needed still. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchesThatGoTest {

    private static final Set<String> APPS = Set.of("frappe", "erpnext");

    /** As a stock agent says it of any route of a bench that it does not have. */
    private static final String UNKNOWN_BENCH =
            "{\"error\": [\"Traceback (most recent call last):\", \"agent.exceptions.BenchNotExistsException: bench-1\"]}";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    Furniture furniture;

    @Autowired
    TeamFixture people;

    @Autowired
    Benches benches;

    @Autowired
    JdbcClient database;

    private BenchWorkshop here;

    @BeforeEach
    void open() {
        here = new BenchWorkshop(home, Client.ofAdmin(environment), furniture);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void a_bench_stays_while_the_last_backups_of_archived_sites_lie_in_its_folder() {
        here.ordered(here.wish());
        here.awaitStanding();
        var bench = here.id(NAME);
        var site = archivedSite(bench);

        var refused = here.archive(bench);
        assertProblem(refused, 409, "bench-has-archived");
        assertThat(refused.body()).contains("last-year.example.org");

        database.sql("update bench_site set left_at = now() - interval '31 days' where site_id = ?")
                .param(site)
                .update();
        job(here.archive(bench));
        await().atMost(LONG).until(() -> !here.names().contains(NAME));
    }

    @Test
    void a_bench_whose_archiving_failed_half_way_takes_no_site_until_it_is_archived_again() throws IOException {
        here.ordered(here.wish());
        here.awaitStanding();
        var bench = here.id(NAME);
        assertThat(isOpen(NAME)).isTrue();
        var inTheWay = Files.writeString(here.bench.directory().resolve(".archived"), "");

        var failed = job(here.archive(bench));
        awaitEnd(failed, "FAILURE");
        here.look();
        assertThat(here.names()).contains(NAME);
        assertThat(isOpen(NAME)).isFalse();

        Files.delete(inTheWay);
        assertThat(api().post("/api/agent-jobs/" + failed + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(LONG).until(() -> !here.names().contains(NAME));
    }

    @Test
    void a_bench_that_its_agent_left_as_it_was_takes_sites_again() throws IOException {
        here.ordered(here.wish());
        here.awaitStanding();
        here.docker.fail("rm", "Error: No such device");

        awaitEnd(job(here.archive(here.id(NAME))), "FAILURE");

        assertThat(isOpen(NAME)).isTrue();
    }

    @Test
    void a_bench_whose_order_failed_is_closed_until_somebody_takes_it_into_its_group() {
        here.docker.fail("run--rm", "pull access denied");
        here.ordered(here.wish());
        here.awaitMaking("FAILED");
        here.agent.bench(NAME, "frappe", "erpnext");
        here.look();
        assertThat(here.names()).contains(NAME);
        assertThat(here.told().get("benches")).isEmpty();
        assertThat(isOpen(NAME)).isFalse();

        furniture.take(UUID.fromString(here.id(NAME)), UUID.fromString(here.group));

        assertThat(isOpen(NAME)).isTrue();
        assertThat(here.told().get("making")).isEmpty();
    }

    @Test
    void an_order_that_another_replaced_is_not_repeated_and_other_ports_are_tried() {
        here.docker.fail("run--rm", "Bind for 127.0.0.1:18001 failed: port is already allocated");
        var first = here.ordered(here.wish());
        here.awaitMaking("FAILED");
        int ports = here.told().at("/making/0/ports").asInt();
        for (int tries = 1; tries <= 2; tries++) {
            here.ordered(here.with("name", NAME));
            await().atMost(LONG)
                    .until(() -> here.told().at("/making/0/state").asString().equals("FAILED"));
            assertThat(here.told().at("/making/0/ports").asInt()).isEqualTo(ports + tries);
        }

        assertProblem(api().post("/api/agent-jobs/" + first + "/retry", Map.of()), 409, "bench-order-over");
    }

    @Test
    void a_bench_that_was_taken_away_before_it_was_listed_is_told_lost_and_comes_into_its_group_if_it_comes_back() {
        var server = furniture.server("quimper", 1, 5);
        var wish = here.with("server", server);
        wish.put("name", "bench-0077");
        here.ordered(wish);
        made(server, "59 minutes");
        benches.listed(server, Map.of(), Instant.now());
        assertThat(here.told().at("/making/0/state").asString()).isEqualTo("LISTING");
        made(server, "61 minutes");
        benches.listed(server, Map.of(), Instant.now());
        assertThat(here.told().at("/making/0/state").asString()).isEqualTo("LOST");
        assertThat(people.browser(people.operator())
                        .get(here.page() + "?lang=en")
                        .body())
                .contains("Made, no longer there", "has not listed it for an hour");

        benches.listed(server, Map.of("bench-0077", new Listing(APPS, Set.of())), Instant.now());

        assertThat(here.told().at("/benches/0/name").asString()).isEqualTo("bench-0077");
        assertThat(here.told().get("making")).isEmpty();
    }

    @Test
    void the_name_of_a_lost_bench_can_be_ordered_again() {
        var server = furniture.server("quimper", 1, 5);
        here.ordered(here.with("server", server));
        made(server, "2 hours");
        benches.listed(server, Map.of(), Instant.now());
        var again = here.with("server", server);
        again.put("name", here.told().at("/making/0/name").asString());

        here.ordered(again);

        assertThat(here.told().get("making")).hasSize(1);
        assertThat(here.told().at("/making/0/state").asString()).isEqualTo("MAKING");
    }

    @Test
    void a_bench_that_a_stock_agent_does_not_know_any_more_can_leave_the_list() throws IOException {
        var known = "{\"name\": \"bench-1\", \"apps\": {\"frappe\": {}}, \"config\": {}, \"sites\": {}}";
        try (var stock = new PlayedAgent()
                .says("GET", "/benches", 200, "{\"bench-1\": " + known + "}")
                .says("POST", "/benches/bench-1/archive", 404, UNKNOWN_BENCH)) {
            var server = UUID.fromString(Client.json(api().post(
                                    "/api/bench-servers",
                                    Map.of(
                                            "name",
                                            "stock-" + UUID.randomUUID(),
                                            "url",
                                            stock.url(),
                                            "password",
                                            PlayedAgent.PASSWORD,
                                            "databasePassword",
                                            "root")))
                    .get("id")
                    .asString());
            benches.listed(server, Map.of("bench-1", new Listing(Set.of("frappe"), Set.of())), Instant.now());
            var bench = benches.on(server).getFirst();
            benches.listed(server, Map.of(), Instant.now());

            awaitEnd(job(api().delete("/api/bench-servers/" + server + "/benches/" + bench.id())), "FAILURE");

            assertThat(benches.on(server)).isEmpty();
        }
    }

    @Test
    void a_missing_bench_whose_archiving_was_called_off_stays_in_its_group() {
        var server = furniture.server("quimper", 1, 5);
        var listing = new Listing(APPS, Set.of());
        benches.listed(server, Map.of("bench-9", listing), Instant.now());
        var bench = benches.on(server).getFirst().id();
        furniture.changeBench(bench, "apps = '{\"frappe\": \"15.2.0\", \"erpnext\": \"15.1.0\"}'");
        furniture.take(bench, UUID.fromString(here.group));
        benches.listed(server, Map.of(), Instant.now());

        var job = job(api().delete("/api/bench-servers/" + server + "/benches/" + bench));
        assertThat(api().post("/api/agent-jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        awaitEnd(job, "FAILURE");

        assertThat(benches.on(server)).hasSize(1);
        benches.listed(server, Map.of("bench-9", listing), Instant.now());
        assertThat(here.told().at("/benches/0/name").asString()).isEqualTo("bench-9");
    }

    @Test
    void a_lost_bench_keeps_its_ports_while_it_may_come_back_and_ports_that_failed_are_the_last_choice() {
        var server = furniture.server("quimper", 1, 5);
        var lost = here.with("server", server);
        lost.put("name", "bench-lost");
        here.ordered(lost);
        made(server, "2 hours");
        benches.listed(server, Map.of(), Instant.now());
        database.sql("insert into bench_ports_failed values (?, 1, now()), (?, 2, now() - interval '8 days')")
                .params(server, server)
                .update();
        assertThat(here.told().at("/making/0/ports").asInt()).isZero();

        here.ordered(here.with("server", server));

        assertThat(database.sql("select ports from bench_order where server_id = ? and state = 'MAKING'")
                        .param(server)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        var full = here.with("server", server);
        database.sql("""
                        insert into bench (id, server_id, name, apps, ports)
                        select gen_random_uuid(), ?, 'older-' || number, '{}', number from generate_series(3, 999) number
                        """).param(server).update();
        here.ordered(full);
        assertThat(database.sql("select ports from bench_order where server_id = ? and state = 'MAKING' and ports <> 2")
                        .param(server)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        var refused = here.order(full);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("none-free");
    }

    @Test
    void what_was_asked_earlier_and_is_answered_later_is_no_news() {
        var server = furniture.server("quimper", 1, 5);
        var asked = Instant.now();
        benches.listed(server, Map.of("bench-1", new Listing(APPS, Set.of())), asked);

        benches.listed(server, Map.of(), asked.minusMillis(20));
        assertThat(isOpen("bench-1")).isTrue();

        benches.listed(server, Map.of(), asked.plusMillis(20));
        assertThat(isOpen("bench-1")).isFalse();

        furniture.change(server, "listed_at = now() + interval '1 year'");
        benches.listed(server, Map.of("bench-1", new Listing(APPS, Set.of())), asked.plusMillis(40));
        assertThat(isOpen("bench-1"))
                .as("a clock that was a year ahead stops nothing")
                .isTrue();
    }

    private Client api() {
        return here.api;
    }

    /** One that left the bench just now; of its backups nothing went to a store. */
    private UUID archivedSite(String bench) {
        var site = UUID.randomUUID();
        var team = people.operator().team();
        furniture.stand(UUID.fromString(bench), team, site, "last-year.example.org");
        database.sql("update bench_site set left_at = now() where site_id = ?")
                .param(site)
                .update();
        database.sql("""
                        insert into agent_job (id, server_id, team_id, site_id, name, type, method, path, body, state, next_at,
                            deadline, awaited, ordered_at, ended_at)
                        values (gen_random_uuid(), ?::uuid, ?, ?, 'Backup Site', 'BACKUP_SITE', 'POST', '/', '', 'SUCCESS',
                            now(), now(), false, now(), now())
                        """).params(here.server, team.value(), site).update();
        return site;
    }

    private boolean isOpen(String bench) {
        return database.sql("select bench_is_open(id) from bench where name = ?")
                .param(bench)
                .query(Boolean.class)
                .single();
    }

    private void awaitEnd(String job, String state) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(database.sql("select state from agent_job where id = ?::uuid")
                                .param(job)
                                .query(String.class)
                                .single())
                        .isEqualTo(state));
    }

    /** As if the agent of the server, where nothing answers, had made it this long ago. */
    private void made(UUID server, String before) {
        database.sql("update bench_order set state = 'LISTING', ended_at = now() - ?::interval where server_id = ?")
                .params(before, server)
                .update();
    }
}
