package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentServerTest {

    @Test
    void what_is_loaded_ahead_is_what_a_request_needs_to_be_answered() throws Exception {
        assertThat(AgentServer.answerNobody()).startsWith("HTTP/1.1 200").contains("nobody asked");
    }

    /** As Jetty does to it when the agent stops. */
    @Test
    void a_question_that_is_interrupted_is_no_bug() {
        var door = new Door(Passwords.hash("secret"), _ -> {}, new Throttle(System::nanoTime));
        RouteGroup slow = routes -> routes.get("/slow", _ -> {
            Thread.currentThread().interrupt();
            Thread.sleep(1);
        });
        var http = AgentServer.start("127.0.0.1", 0, new AgentRoutes(door, List.of(slow)));
        try {
            var answer = Client.withPassword(http.port(), "secret").get("/slow");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("The agent stops").doesNotContain("bug");
        } finally {
            http.stop();
        }
    }
}
