package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of jobs on their way, over real HTTP and a real journal. */
class CourierTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @Test
    void every_end_is_told_once_where_all_goes_well() throws Exception {
        try (var receiver = new Receiver(0, _ -> 200);
                var agent = agent(Optional.of(receiver.address() + "/"))) {
            var client = Client.withPassword(agent.port(), "secret");
            for (int i = 1; i <= 20; i++) {
                client.pingJob("job " + i);
            }
            await().atMost(SOON).until(() -> receiver.heard().size() >= 20);
            client.over(20);
            Thread.sleep(500);

            assertThat(receiver.bodies()).hasSize(20).doesNotHaveDuplicates().contains("job_id=1", "job_id=20");
            assertThat(receiver.heard()).allSatisfy(notice -> {
                assertThat(notice.method()).isEqualTo("POST");
                assertThat(notice.path()).isEqualTo("/api/method/press.api.callbacks.callback");
                assertThat(notice.contentType()).isEqualTo("application/x-www-form-urlencoded");
            });
        }
    }

    @Test
    void one_that_is_refused_is_told_again_and_holds_no_other_up() throws Exception {
        var refusals = new AtomicInteger();
        try (var receiver = new Receiver(
                        0, notice -> notice.body().equals("job_id=1") && refusals.incrementAndGet() < 3 ? 404 : 200);
                var agent = agent(Optional.of(receiver.address()))) {
            var client = Client.withPassword(agent.port(), "secret");
            client.over(client.pingJob("a"));
            client.over(client.pingJob("b"));
            await().atMost(SOON).until(() -> receiver.bodies().contains("job_id=2"));
            await().atMost(SOON).until(() -> refusals.get() == 3);
            assertThat(receiver.bodies().indexOf("job_id=2"))
                    .isLessThan(receiver.bodies().lastIndexOf("job_id=1"));
        }
    }

    @Test
    void the_configuration_names_the_control_plane_as_that_of_a_stock_agent_does() throws Exception {
        try (var receiver = new Receiver(0, _ -> 200)) {
            Files.writeString(home.resolve("config.json"), "{\"press_url\":\"" + receiver.address() + "\"}");
            try (var agent = agent(Optional.empty())) {
                Client.withPassword(agent.port(), "secret").pingJob("a");
                await().atMost(SOON).until(() -> receiver.bodies().contains("job_id=1"));
            }
        }
    }

    @Test
    void pauses_grow_to_an_hour_and_end_after_two_days() {
        var now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
        try (var agent = agent(Optional.of("http://127.0.0.1:1"))) {
            var client = Client.withPassword(agent.port(), "secret");
            client.over(client.pingJob("a"));
        }
        now.set(Instant.now());
        var outbox = Outbox.filled(new Journal(home.resolve("jobs.sqlite3")), now::get);
        long longest = 0;
        int tries = 0;
        for (var due = outbox.due(); !outbox.isTooOld(due.getFirst()); due = outbox.due()) {
            assertThat(due).hasSize(1);
            outbox.putOff(due.getFirst());
            var pause = outbox.quiet();
            assertThat(outbox.due()).isEmpty();
            assertThat(pause.toMillis()).isGreaterThanOrEqualTo(longest);
            longest = pause.toMillis();
            now.set(now.get().plus(pause));
            tries++;
        }
        assertThat(Duration.ofMillis(longest)).isEqualTo(Outbox.LONGEST_PAUSE);
        assertThat(tries).isBetween(45, 75);
    }

    @Test
    void a_clock_that_is_set_back_does_not_hold_notices_up() {
        try (var agent = agent(Optional.of("http://127.0.0.1:1"))) {
            var client = Client.withPassword(agent.port(), "secret");
            client.over(client.pingJob("a"));
        }
        var now = new AtomicReference<>(Instant.now());
        var outbox = Outbox.filled(new Journal(home.resolve("jobs.sqlite3")), now::get);
        outbox.putOff(outbox.due().getFirst());
        assertThat(outbox.due()).isEmpty();
        now.set(now.get().minus(Duration.ofDays(400)));
        assertThat(outbox.due()).hasSize(1);
    }

    @Test
    void where_nobody_wants_to_hear_nothing_is_kept() {
        try (var agent = agent(Optional.of("http://127.0.0.1:1"))) {
            var client = Client.withPassword(agent.port(), "secret");
            client.over(client.pingJob("a"));
        }
        try (var agent = agent(Optional.empty())) {
            var client = Client.withPassword(agent.port(), "secret");
            client.over(client.pingJob("b"));
        }
        var kept = new Journal(home.resolve("jobs.sqlite3")).read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from agent_outbox")) {
                return row.getInt(1);
            }
        });
        assertThat(kept).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "press.example.com",
                "ftp://press.example.com",
                "http://",
                "https://a:b@press.example.com",
                "https://x?y",
                "http://a b"
            })
    void an_address_that_is_none_stops_the_start(String address) {
        assertThatThrownBy(() -> agent(Optional.of(address)))
                .hasMessageContaining("press_url")
                .hasMessageNotContaining("a:b");
    }

    private Agent agent(Optional<String> press) {
        return Agent.start(new AgentSettings(home, "127.0.0.1", 0, Optional.of("secret"), press));
    }
}
