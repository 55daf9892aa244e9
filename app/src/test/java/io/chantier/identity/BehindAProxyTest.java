package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** THREATS 19: an address that somebody only claims neither opens the door nor closes it to others. */
@ChantierTest
@TestPropertySource(properties = "chantier.trusted-proxies=127.0.0.0/8, ::1, 10.1.0.0/16")
class BehindAProxyTest {

    private static final int ENOUGH = 60;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @AfterEach
    void openTheDoor() {
        database.sql("delete from sign_in_failure").update();
    }

    @Test
    void visitors_behind_a_trusted_proxy_are_counted_one_by_one() {
        failedFrom("198.51.100.7", ENOUGH);
        assertThat(signIn("198.51.100.7")).isEqualTo(429);
        assertThat(signIn("203.0.113.9")).isEqualTo(200);
        assertThat(signIn("198.51.100.7, 10.1.2.3")).isEqualTo(429);
        assertThat(signIn("2001:db8::1")).isEqualTo(200);
    }

    @Test
    void only_what_the_proxy_added_last_counts_whatever_was_written_before() {
        failedFrom("198.51.100.7", ENOUGH);
        assertThat(signIn("203.0.113.9, 198.51.100.7")).isEqualTo(429);
        assertThat(signIn("198.51.100.7, 203.0.113.9")).isEqualTo(200);
    }

    @Test
    void what_is_no_address_leaves_it_at_the_proxy() {
        failedFrom("127.0.0.1", ENOUGH);
        assertThat(signIn("localhost")).isEqualTo(429);
        assertThat(signIn("unknown, 198.51.100.7:999")).isEqualTo(429);
        assertThat(signIn("203.0.113.9")).isEqualTo(200);
    }

    @Test
    void the_audit_trail_names_the_visitor_and_not_the_proxy() {
        assertThat(signIn("203.0.113.77")).isEqualTo(200);
        assertThat(Client.ofAdmin(environment).get("/api/audit?limit=10").body())
                .contains("203.0.113.77");
    }

    @Test
    void what_is_no_network_stops_the_start() {
        assertThatThrownBy(() -> new CallerAddress(List.of("proxy.example.com")))
                .hasMessageContaining("chantier.trusted-proxies")
                .hasMessageContaining("proxy.example.com");
    }

    private int signIn(String forwardedFor) {
        return Client.of(environment)
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/auth/token", Map.of("username", "admin", "password", Client.ADMIN_PASSWORD))
                .statusCode();
    }

    private void failedFrom(String address, int times) {
        for (int i = 0; i < times; i++) {
            database.sql("insert into sign_in_failure (subject, at) values (?, now())")
                    .param("address:" + address)
                    .update();
        }
    }
}
