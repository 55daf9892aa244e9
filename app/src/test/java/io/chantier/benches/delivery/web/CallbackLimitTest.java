package io.chantier.benches.delivery.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** How often strangers may call where agents tell of the end of jobs, as they come through a proxy. */
@ChantierTest
@TestPropertySource(properties = "chantier.trusted-proxies=127.0.0.0/8, ::1, 10.1.0.0/16")
class CallbackLimitTest {

    private static final String CALLBACK = "/api/method/press.api.callbacks.callback";

    /** The minute may turn once meanwhile, and each begins anew. */
    private static final int ENOUGH = 601;

    @Autowired
    Environment environment;

    @Test
    void a_stranger_who_calls_too_often_is_told_when_to_come_back_and_keeps_nobody_else_out() {
        var loud = from("198.51.100.20");
        var refused = IntStream.range(0, ENOUGH)
                .mapToObj(_ -> poke(loud))
                .filter(answer -> answer.statusCode() != 200)
                .findFirst()
                .orElseThrow();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("agent-callback-too-often");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(poke(from("203.0.113.20")).statusCode()).isEqualTo(200);
    }

    private Client from(String address) {
        return Client.of(environment).with("X-Forwarded-For", address);
    }

    private static HttpResponse<String> poke(Client caller) {
        return caller.form(CALLBACK, Map.of("job_id", "1"));
    }
}
