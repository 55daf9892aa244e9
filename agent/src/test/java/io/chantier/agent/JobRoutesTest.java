package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRoutesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestAgent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        agent = new TestAgent(home);
        client = agent.client();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_same_name_twice_makes_one_job_and_answers_its_number() {
        long number = client.pingJob("lost answer");
        client.over(number);

        assertThat(client.pingJob("lost answer")).isEqualTo(number);
        assertThat(client.pingJob("another")).isEqualTo(number + 1);
        assertThat(Wire.tree(client.get("/jobs").body()).size()).isEqualTo(2);
    }

    @Test
    void many_at_once_with_the_same_name_make_one_job() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            var asked = threads.invokeAll(Collections.nCopies(40, (Callable<Long>) () -> client.pingJob("at once")));
            var numbers = new HashSet<Long>();
            for (var answer : asked) {
                numbers.add(answer.get());
            }
            assertThat(numbers).hasSize(1);
        }
        assertThat(Wire.tree(client.get("/jobs").body()).size()).isEqualTo(1);
    }

    @Test
    void a_name_that_belongs_to_a_job_of_another_kind_is_a_conflict() {
        client.pingJob("1001");
        var answer = client.postAs("1001", "/slow_job");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("job 1,");
        assertThat(Wire.tree(client.get("/jobs").body()).size()).isEqualTo(1);
    }

    @Test
    void jobs_without_a_name_are_never_the_same() {
        var first = Wire.read(client.post("/ping_job").body(), JobCreated.class);
        var second = Wire.read(client.post("/ping_job").body(), JobCreated.class);
        assertThat(second.job()).isEqualTo(first.job() + 1);
        assertThat(client.job(second.job()).agentJobId()).isNull();
        assertThat(client.get("/agent-jobs").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "x;y'", "tab\there", "%00"})
    void a_name_that_could_not_be_asked_for_again_is_refused(String name) {
        var answer = client.postAs(name, "/ping_job");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Agent-Job-Id");
    }

    @Test
    void jobs_are_found_by_the_names_that_their_asker_gave() {
        client.over(client.pingJob("first"));
        client.over(client.pingJob("second job"));

        assertThat(Wire.read(client.get("/agent-jobs/second%20job").body(), AgentJob.class)
                        .id())
                .isEqualTo(2);
        assertThat(Wire.tree(client.get("/agent-jobs/first,none,second%20job").body()))
                .extracting(job -> job.get("id").asLong())
                .containsExactly(1L, 2L);
        assertThat(client.get("/agent-jobs").body()).isEqualTo("[\"second job\",\"first\"]");
        assertThat(client.get("/agent-jobs/none").statusCode()).isEqualTo(404);
        assertThat(client.get("/agent-jobs/none,nobody").body()).isEqualTo("[]");
    }

    @Test
    void names_are_found_by_an_index() {
        var journal = new Journal(home.resolve("jobs.sqlite3"));
        var plan = journal.read(connection -> {
            try (var statement = connection.prepareStatement("explain query plan " + JobNumbers.BY_NAME)) {
                statement.setString(1, "x");
                try (var row = statement.executeQuery()) {
                    return row.getString("detail");
                }
            }
        });
        assertThat(plan).startsWith("SEARCH").contains("INDEX").contains("agent_job_id=?");
    }

    @Test
    void the_jobs_of_an_older_journal_keep_their_numbers_and_names() throws Exception {
        client.over(client.pingJob("kept"));
        client.over(client.pingJob("kept too"));
        agent.close();
        new Journal(home.resolve("jobs.sqlite3")).inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("drop table agent_job");
            }
        });
        start();

        assertThat(client.job(2).agentJobId()).isEqualTo("kept too");
        assertThat(client.pingJob("kept")).isEqualTo(1);
        assertThat(client.pingJob("new")).isEqualTo(3);
    }

    @Test
    void a_running_job_is_cancelled_and_ends_as_a_failure() {
        long running = agent.slowJob("running");
        agent.awaitRunning(running);

        assertThat(client.post("/jobs/" + running + "/cancel").statusCode()).isEqualTo(200);

        var over = client.over(running);
        assertThat(over.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.data().toString()).contains("Cancelled");
        assertThat(over.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.status()).isEqualTo(AgentStatus.FAILURE));
    }

    @Test
    void a_job_that_sleeps_is_cancelled_at_once_and_nothing_of_it_goes_on() {
        long waiting = agent.slowJob("waiting");
        agent.awaitRunning(waiting);
        assertThat(client.job(waiting).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.status()).isEqualTo(AgentStatus.RUNNING));

        client.post("/jobs/" + waiting + "/cancel");

        var over = client.over(waiting);
        assertThat(over.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.status()).isEqualTo(AgentStatus.FAILURE));
    }

    @Test
    void a_queued_job_is_cancelled_at_once_and_never_runs() {
        long running = agent.slowJob("running");
        agent.awaitRunning(running);
        long queued = agent.slowJob("queued");

        var answer = Wire.read(client.post("/jobs/" + queued + "/cancel").body(), AgentJob.class);

        assertThat(answer.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(answer.span().start()).isNull();
        assertThat(answer.steps()).isEmpty();
        client.post("/jobs/" + running + "/cancel");
        client.over(running);
        assertThat(client.job(queued).span().start()).isNull();
    }

    @Test
    void cancelling_what_is_over_changes_nothing() {
        var done = client.over(client.pingJob("done"));
        var answer = client.post("/jobs/" + done.id() + "/cancel");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Wire.read(answer.body(), AgentJob.class)).isEqualTo(done);
        assertThat(client.post("/jobs/99/cancel").statusCode()).isEqualTo(404);
        assertThat(client.post("/jobs/x/cancel").statusCode()).isEqualTo(404);
    }

    @Test
    void jobs_are_listed_by_their_status() {
        client.over(client.pingJob("good"));
        long running = agent.slowJob("running");
        agent.awaitRunning(running);
        long queued = agent.slowJob("queued");
        long cancelled = agent.slowJob("cancelled");
        client.post("/jobs/" + cancelled + "/cancel");

        assertThat(numbers("Success")).containsExactly(1L);
        assertThat(numbers("Running")).containsExactly(running);
        assertThat(numbers("Pending")).containsExactly(queued);
        assertThat(numbers("Failure")).containsExactly(cancelled);
        client.post("/jobs/" + queued + "/cancel");
        client.post("/jobs/" + running + "/cancel");
        client.over(running);
        assertThat(numbers("Failure")).containsExactly(running, queued, cancelled);
    }

    private List<Long> numbers(String status) {
        return Wire.tree(client.get("/jobs/status/" + status).body())
                .valueStream()
                .map(job -> job.get("id").asLong())
                .toList();
    }

    @Test
    void no_more_than_two_hundred_are_asked_for_at_once() {
        var many = "1" + ",1".repeat(10) + ",2".repeat(10);
        assertThat(client.get("/jobs/" + many).statusCode()).isEqualTo(200);
        var numbers = new StringBuilder("1");
        for (int i = 2; i <= 201; i++) {
            numbers.append(',').append(i);
        }
        assertThat(client.get("/jobs/" + numbers).statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_that_is_no_json_object_is_refused_with_its_place_and_never_quoted() {
        for (var body : List.of("{\"admin_password\": \"hunter2\",}", "[1]", "\"x\"", "{", "[".repeat(100_000))) {
            var answer = client.post("/ping_job", body);
            assertThat(answer.statusCode()).as(body.substring(0, 1)).isEqualTo(400);
            assertThat(Wire.tree(answer.body()).get("error").isArray()).isTrue();
            assertThat(answer.body()).doesNotContain("hunter2");
        }
        assertThat(Wire.tree(client.get("/jobs").body()).size()).isZero();
    }
}
