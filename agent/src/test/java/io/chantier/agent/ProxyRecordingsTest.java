package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was once asked of the real agent's proxy, and of its domains, is answered alike. */
class ProxyRecordingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        Recording.folder();
        var bench = StandInBench.in(home);
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = TestAgents.start(home, nginx.of(bench));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
            nginx.close();
        }
    }

    @Test
    void domains_are_told_as_the_real_agent_told_them() {
        same("057", "058");
        same("059", "060");
    }

    @Test
    void the_proxy_is_told_as_the_real_agent_told_it() {
        same("097", "098");
        same("099", "100");
        // Its certificate is the word "FULL", which nginx refuses and the real agent was not asked to show.
        var host = Wire.write(Map.of("name", "www.client.test", "target", "demo.local.test"));
        same(client.post("/proxy/hosts", host), "102");
        answered("103");
        same("104", "105");
        answered("106");
        same("107", "108");
        same("109", "110");
        same("111", "112");
        same("113", "114");
        same("115", "116");
        same("117", "118");
        same("120", "121");
        assertThat(Recording.of("119").replay(agent.port()).statusCode()).isEqualTo(200);
    }

    private void answered(String name) {
        var answer = Recording.of(name).replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Wire.tree(answer.body())).isEqualTo(Recording.of(name).json());
    }

    private void same(String started, String told) {
        same(Recording.of(started).replay(agent.port()), told);
    }

    private void same(HttpResponse<String> answer, String told) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        long job = Wire.read(answer.body(), JobCreated.class).job();
        client.over(job);
        assertThat(RecordedJob.of(Wire.tree(client.get("/jobs/" + job).body())))
                .as(told)
                .isEqualTo(RecordedJob.of(Recording.of(told).json()));
    }
}
