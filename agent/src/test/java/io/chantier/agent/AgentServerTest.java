package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentServerTest {

    @Test
    void what_is_loaded_ahead_is_what_a_request_needs_to_be_answered() throws Exception {
        assertThat(AgentServer.answerNobody()).startsWith("HTTP/1.1 200").contains("nobody asked");
    }
}
