package io.chantier.benches.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.benches.agent.AgentTrouble.Kind;
import io.chantier.benches.delivery.AgentOrder.Call;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import io.chantier.sites.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ChantierTest
@Import(DeliveryTest.Switchboard.class)
@TestPropertySource(
        properties = {
            "chantier.agent-jobs.tick=50ms",
            "chantier.agent-jobs.poll=20ms",
            "chantier.agent-jobs.pause=10ms",
            "chantier.agent-jobs.longest-pause=100ms",
            "chantier.agent-jobs.lost=500ms"
        })
class DeliveryTest {

    private static final Map<UUID, StatefulAgent> AGENTS = new ConcurrentHashMap<>();

    @Autowired
    AgentJobs jobs;

    @Autowired
    JobRows rows;

    @Autowired
    Ends ends;

    @Autowired
    Turns turns;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Autowired
    PlatformTransactionManager transactions;

    @TestConfiguration
    static class Switchboard {
        @Bean
        @Primary
        AgentLine.Exchange switchboard() {
            return server -> Objects.requireNonNull(AGENTS.get(server));
        }
    }

    private final UUID server = UUID.randomUUID();
    private final StatefulAgent agent = new StatefulAgent();

    @Test
    void an_order_arrives_once_with_our_id_and_its_end_is_told() {
        var id = order("Migrate Site", Map.of());
        await().until(() -> agent.all().size() == 1);
        assertThat(agent.all().getFirst().agentJobId()).isEqualTo(id.toString());

        agent.becomes(id.toString(), AgentStatus.RUNNING, "Migrating");
        awaitState(id, AgentJobState.RUNNING);
        agent.becomes(id.toString(), AgentStatus.SUCCESS, "Migrating\ndone");
        awaitState(id, AgentJobState.SUCCESS);
        assertThat(agent.asked()).hasSize(1);
        assertThat(signalOf(id)).isEqualTo("SUCCESS");
        assertThat(rows.body(id)).isEmpty();
        assertThat(find(id).told().steps().getFirst().commands().getFirst().output())
                .endsWith("done");
    }

    @Test
    void an_order_whose_transaction_is_rolled_back_is_never_sent() {
        online();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jobs.order(migrate("Migrate Site", Map.of()));
            status.setRollbackOnly();
        });
        var id = order("Backup Site", Map.of());
        await().until(() -> !agent.all().isEmpty());
        assertThat(agent.asked()).extracting(one -> one.agentJobId()).containsExactly(id.toString());
    }

    @Test
    void ordering_twice_with_one_id_orders_once() {
        online();
        var id = UUID.randomUUID();
        jobs.order(id, migrate("Migrate Site", Map.of()));
        jobs.order(id, migrate("Migrate Site", Map.of()));
        awaitState(id, AgentJobState.PENDING);
        assertThat(agent.all()).hasSize(1);
    }

    @Test
    void a_job_whose_answer_was_lost_is_looked_up_and_not_started_again() {
        agent.losesAnswers(() -> StatefulAgent.trouble(Kind.UNSURE));
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        assertThat(agent.asked()).hasSize(1);
        assertThat(agent.all()).hasSize(1);
    }

    @Test
    void a_job_that_the_agent_takes_late_is_not_started_again() {
        agent.losesAnswers(() -> StatefulAgent.trouble(Kind.UNSURE));
        agent.takesLate(2);
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        assertThat(agent.asked()).hasSize(1);
    }

    @Test
    void what_is_ordered_for_a_site_never_overtakes_what_is_still_unsent() {
        online();
        agent.refusesWith(Kind.BROKEN);
        var site = new SiteId(UUID.randomUUID());
        var first = jobs.order(migrate("New Site", Map.of()).about(site));
        await().until(() -> agent.asked().size() >= 2);
        var second = jobs.order(migrate("Archive Site", Map.of()).about(site));
        awaitState(first, AgentJobState.DELIVERY_FAILURE);
        agent.refusesWith(null);
        awaitState(second, AgentJobState.PENDING);
        var order = agent.asked().stream().map(one -> one.agentJobId()).toList();
        assertThat(order.indexOf(second.toString())).isGreaterThan(order.lastIndexOf(first.toString()));
    }

    @Test
    void what_takes_away_is_sent_when_the_agent_says_that_the_other_is_over() {
        var made = order("New Site", Map.of());
        awaitState(made, AgentJobState.PENDING);
        agent.becomes(made.toString(), AgentStatus.RUNNING, "Installing");
        var gone = UUID.randomUUID();
        jobs.orderUndo(gone, migrate("Archive Site", Map.of()), made);
        awaitState(order("Backup Site", Map.of()), AgentJobState.PENDING);
        assertThat(find(gone).state()).isEqualTo(AgentJobState.UNDELIVERED);
        agent.becomes(made.toString(), AgentStatus.FAILURE, "the disk is full");
        awaitState(gone, AgentJobState.PENDING);
    }

    @Test
    void an_overdue_site_is_stopped_at_the_agent_before_it_is_taken_away() {
        online();
        var made = jobs.order(migrate("New Site", Map.of()).within(Duration.ofMillis(700)));
        awaitState(made, AgentJobState.PENDING);
        agent.becomes(made.toString(), AgentStatus.RUNNING, "Installing");
        awaitState(made, AgentJobState.FAILURE);
        await().until(() -> agent.all().getFirst().status() == AgentStatus.FAILURE);
    }

    @Test
    void what_never_arrived_or_made_nothing_is_not_taken_away() {
        agent.refusesWith(Kind.REFUSED);
        var made = order("New Site", Map.of());
        awaitState(made, AgentJobState.FAILURE);
        agent.refusesWith(null);
        var gone = UUID.randomUUID();
        jobs.orderUndo(gone, migrate("Archive Site", Map.of()), made);
        awaitState(gone, AgentJobState.SUCCESS);
        assertThat(find(gone).reason()).extracting(Failure::code).isEqualTo("agent-job-needless");
        assertThat(agent.all()).isEmpty();
    }

    @Test
    void who_dies_between_the_word_and_the_answer_starts_nothing_twice() {
        agent.losesAnswers(() -> new IllegalStateException("killed"));
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        assertThat(agent.asked()).hasSize(1);
    }

    @Test
    void an_agent_that_breaks_after_it_took_the_job_is_asked_before_another_try() {
        agent.losesAnswers(() -> StatefulAgent.trouble(Kind.BROKEN));
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        assertThat(agent.all()).hasSize(1);
    }

    @Test
    void an_agent_that_breaks_over_one_order_every_time_ends_that_one_and_takes_the_others() {
        agent.refusesWith(Kind.BROKEN);
        var first = order("Migrate Site", Map.of());
        awaitState(first, AgentJobState.DELIVERY_FAILURE);
        assertThat(find(first).reason()).isEqualTo(new Failure("agent-broken", Map.of()));
        assertThat(find(first).progress().tries()).isEqualTo(8);
        assertThat(signalOf(first)).isEqualTo("DELIVERY_FAILURE");

        agent.refusesWith(null);
        awaitState(order("Backup Site", Map.of()), AgentJobState.PENDING);
    }

    @Test
    void what_the_agent_refuses_has_failed_with_its_words_and_is_not_sent_again() {
        agent.refusesWith(Kind.REFUSED);
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.FAILURE);
        assertThat(find(id).reason()).isEqualTo(new Failure("agent-refused", Map.of()));
        assertThat(agent.asked()).hasSize(1);
    }

    @Test
    void a_server_that_is_away_for_a_while_gets_everything_when_it_is_back_and_says_why_it_waited() {
        agent.refusesWith(Kind.UNREACHABLE);
        var ids = List.of(order("Migrate Site", Map.of()), order("Backup Site", Map.of()));
        await().until(() -> ids.stream().allMatch(id -> find(id).reason() != null));
        assertThat(ids).allMatch(id -> find(id).state() == AgentJobState.UNDELIVERED);
        agent.refusesWith(null);
        ids.forEach(id -> awaitState(id, AgentJobState.PENDING));
        assertThat(ids).allMatch(id -> find(id).reason() == null);
        assertThat(agent.all()).hasSize(2);
    }

    @Test
    void a_server_that_does_not_answer_holds_up_only_itself() {
        agent.hangs();
        var stuck = order("Migrate Site", Map.of());
        await().until(() -> rows.find(stuck).orElseThrow().progress().tries() == 1);

        var other = new DeliveryTestServer();
        var id = jobs.order(other.order("Migrate Site"));
        awaitState(id, AgentJobState.PENDING);
        assertThat(find(stuck).state()).isEqualTo(AgentJobState.UNDELIVERED);
        agent.goesOn();
        awaitState(stuck, AgentJobState.PENDING);
    }

    @Test
    void one_question_is_asked_for_all_open_jobs_of_a_server() {
        online();
        var ids = new ArrayList<UUID>();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (int number = 0; number < 30; number++) ids.add(jobs.order(migrate("Backup Site", Map.of())));
        });
        await().until(() -> agent.all().size() == 30);
        ids.forEach(id -> awaitState(id, AgentJobState.PENDING));
        int pollsBefore = agent.polls();
        int questionsBefore = agent.questions();
        await().until(() -> agent.polls() >= pollsBefore + 5);
        int questions = agent.questions() - questionsBefore;
        assertThat(questions).isLessThanOrEqualTo(2 * (agent.polls() - pollsBefore));
        ids.forEach(id -> agent.becomes(id.toString(), AgentStatus.SUCCESS, "saved"));
        ids.forEach(id -> awaitState(id, AgentJobState.SUCCESS));
    }

    @Test
    void a_job_that_says_too_much_fails_alone() {
        online();
        var ids = new ArrayList<UUID>();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (int number = 0; number < 7; number++) ids.add(jobs.order(migrate("Backup Site", Map.of())));
        });
        ids.forEach(id -> awaitState(id, AgentJobState.PENDING));
        var loud = ids.get(3);
        agent.saysTooMuch(Objects.requireNonNull(find(loud).progress().number()), 4);
        ids.stream().filter(id -> !id.equals(loud)).forEach(id -> {
            agent.becomes(id.toString(), AgentStatus.SUCCESS, "saved");
            awaitState(id, AgentJobState.SUCCESS);
        });
        awaitState(loud, AgentJobState.FAILURE);
        assertThat(find(loud).reason()).extracting(Failure::code).isEqualTo("agent-too-much");
    }

    @Test
    void a_job_of_which_the_agent_tells_oddly_stops_no_other_and_ends_in_time_with_that_reason() {
        online();
        var odd = UUID.randomUUID();
        agent.saysOddly(odd.toString());
        jobs.order(odd, migrate("Migrate Site", Map.of()).within(Duration.ofSeconds(3)));
        var other = order("Backup Site", Map.of());
        awaitState(other, AgentJobState.PENDING);
        agent.becomes(other.toString(), AgentStatus.SUCCESS, "saved");
        awaitState(other, AgentJobState.SUCCESS);
        await().until(() -> find(odd).reason() != null);
        assertThat(find(odd).state()).isEqualTo(AgentJobState.PENDING);

        awaitState(odd, AgentJobState.FAILURE);
        assertThat(find(odd).reason()).extracting(Failure::code).isEqualTo("agent-job-unreadable");
    }

    @Test
    void what_was_told_oddly_for_a_while_is_heard_as_soon_as_it_is_understood() {
        online();
        var id = UUID.randomUUID();
        agent.saysOddly(id.toString());
        agent.losesAnswers(() -> StatefulAgent.trouble(Kind.UNSURE));
        jobs.order(id, migrate("Migrate Site", Map.of()));
        await().until(() -> find(id).reason() != null && find(id).progress().number() != null);

        agent.saysOddly("");
        agent.becomes(id.toString(), AgentStatus.RUNNING, "Migrating");
        awaitState(id, AgentJobState.RUNNING);
        assertThat(find(id).reason()).isNull();
        assertThat(agent.asked()).hasSize(1);
    }

    @Test
    void a_job_in_limbo_ends_when_its_time_is_over_with_a_named_reason() {
        online();
        var running = jobs.order(migrate("Migrate Site", Map.of()).within(Duration.ofMillis(700)));
        awaitState(running, AgentJobState.FAILURE);
        assertThat(find(running).reason()).extracting(Failure::code).isEqualTo("agent-job-overdue");
    }

    @Test
    void an_order_that_could_not_be_delivered_in_time_says_what_was_in_the_way() {
        online();
        agent.refusesWith(Kind.UNREACHABLE);
        var id = jobs.order(migrate("Migrate Site", Map.of()).within(Duration.ofMillis(700)));
        awaitState(id, AgentJobState.DELIVERY_FAILURE);
        assertThat(find(id).reason()).isEqualTo(new Failure("agent-unreachable", Map.of()));
    }

    @Test
    void a_job_that_the_agent_has_forgotten_has_failed_even_if_another_has_its_number_now() {
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        agent.isInstalledAnew();
        var other = order("Backup Site", Map.of());
        awaitState(id, AgentJobState.FAILURE);
        assertThat(find(id).reason()).extracting(Failure::code).isEqualTo("agent-job-forgotten");
        awaitState(other, AgentJobState.PENDING);
    }

    @Test
    void what_the_agent_has_not_got_is_called_off_at_once() {
        agent.refusesWith(Kind.UNREACHABLE);
        var id = order("Migrate Site", Map.of());
        await().until(() -> find(id).reason() != null && !find(id).progress().unsure());
        assertThat(jobs.cancel(find(id))).isTrue();
        assertThat(find(id).state()).isEqualTo(AgentJobState.FAILURE);
        assertThat(find(id).reason()).extracting(Failure::code).isEqualTo("agent-job-cancelled");
        agent.refusesWith(null);
        assertThat(jobs.cancel(find(id))).isFalse();
        var next = order("Backup Site", Map.of());
        awaitState(next, AgentJobState.PENDING);
        assertThat(agent.all()).hasSize(1);
    }

    @Test
    void a_running_job_is_cancelled_at_the_agent_which_tells_its_end() {
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        agent.becomes(id.toString(), AgentStatus.RUNNING, "Migrating");
        jobs.cancel(find(id));
        awaitState(id, AgentJobState.FAILURE);
        assertThat(find(id).reason()).isNull();
        assertThat(agent.all().getFirst().status()).isEqualTo(AgentStatus.FAILURE);
    }

    @Test
    void a_failed_job_is_ordered_once_more_and_not_twice_at_a_time() {
        agent.refusesWith(Kind.REFUSED);
        var id = order("Migrate Site", Map.of("admin_password", "geheim-77"));
        awaitState(id, AgentJobState.FAILURE);
        agent.refusesWith(null);
        var again = jobs.retry(find(id)).orElseThrow();
        assertThat(jobs.retry(find(id))).isEmpty();
        awaitState(again, AgentJobState.PENDING);
        assertThat(agent.asked().getLast().body())
                .isEqualTo(agent.asked().getFirst().body());
        assertThat(find(again).order().retryOf()).isEqualTo(id);
    }

    @Test
    void what_was_ordered_in_confidence_is_neither_kept_nor_shown_in_clear() {
        var id = order("Migrate Site", Map.of("admin_password", "geheim-77", "name", "acme"));
        awaitState(id, AgentJobState.PENDING);
        agent.becomes(id.toString(), AgentStatus.FAILURE, "the password geheim-77 was not taken");
        awaitState(id, AgentJobState.FAILURE);
        var row = database.sql("select agent_job::text from agent_job where id = ?")
                .param(id)
                .query(String.class)
                .single();
        assertThat(row)
                .doesNotContain("geheim-77")
                .doesNotContain("hidden-1234")
                .contains("was not taken");
    }

    @Test
    void a_knock_brings_the_next_poll_forward_and_forgives_no_trouble() {
        var id = order("Migrate Site", Map.of());
        awaitState(id, AgentJobState.PENDING);
        agent.refusesWith(Kind.UNREACHABLE);
        await().until(() -> misses() > 2);
        jobs.knocked(Objects.requireNonNull(find(id).progress().number()));
        assertThat(misses()).isPositive();
        agent.refusesWith(null);
        agent.becomes(id.toString(), AgentStatus.SUCCESS, "done");
        jobs.knocked(Objects.requireNonNull(find(id).progress().number()));
        awaitState(id, AgentJobState.SUCCESS);
        jobs.knocked(4_000_000_000L);
    }

    @Test
    void two_replicas_never_speak_with_a_server_at_a_time_and_a_dead_one_loses_its_turn() {
        var quiet = new DeliveryTestServer().id();
        database.sql(
                        "insert into agent_turn (server_id, next_at, holder, held_until) values (?, now(), ?, now() + interval '1 hour')")
                .params(quiet, UUID.randomUUID())
                .update();
        assertThat(turns.due()).doesNotContain(quiet);
        assertThat(turns.take(quiet)).isEmpty();
        database.sql(
                        "update agent_turn set held_until = now() - interval '1 second', next_at = 'infinity' where server_id = ?")
                .param(quiet)
                .update();
        // Whoever comes first, this test or the replica under test, takes it from the dead one.
        await().until(() -> database.sql(
                        "select held_until is null or held_until > now() from agent_turn where server_id = ?")
                .param(quiet)
                .query(Boolean.class)
                .single());
    }

    private int misses() {
        return database.sql("select misses from agent_turn where server_id = ?")
                .param(server)
                .query(Integer.class)
                .single();
    }

    private UUID order(String name, Map<String, String> body) {
        online();
        var id = UUID.randomUUID();
        jobs.order(id, migrate(name, body));
        return id;
    }

    private AgentOrder migrate(String name, Map<String, String> body) {
        var call = Call.post("/benches/b/sites/s/migrate", Wire.toTree(body));
        return AgentOrder.of(server, people.firstTeam(), name, call);
    }

    private void online() {
        if (AGENTS.putIfAbsent(server, agent) == null) addServer(server);
    }

    private void addServer(UUID id) {
        database.sql("insert into bench_server (id, name, url, password) values (?, ?, 'http://127.0.0.1:9', '')")
                .params(id, id.toString())
                .update();
    }

    private final class DeliveryTestServer {
        private final UUID id = UUID.randomUUID();

        DeliveryTestServer() {
            AGENTS.put(id, new StatefulAgent());
            addServer(id);
        }

        UUID id() {
            return id;
        }

        AgentOrder order(String name) {
            return AgentOrder.of(id, people.firstTeam(), name, Call.post("/ping_job", Wire.emptyObject()));
        }
    }

    private OrderedJob find(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    private void awaitState(UUID id, AgentJobState state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> find(id).state() == state);
    }

    /** What was told to whoever waits. */
    private String signalOf(UUID id) {
        return database.sql("select payload from job_signal where signal = ?")
                .param(OrderedJob.signal(id))
                .query(String.class)
                .single();
    }
}
