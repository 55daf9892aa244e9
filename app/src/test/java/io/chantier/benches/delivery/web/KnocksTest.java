package io.chantier.benches.delivery.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.benches.servers.ServerAddresses;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnocksTest {

    private static final int ENOUGH = 10_001;

    private final List<URI> listed = new ArrayList<>(List.of(
            URI.create("https://203.0.113.7/agent"),
            URI.create("https://[2001:db8:1:2::7]/agent"),
            URI.create("https://localhost:25052")));
    private final ServerAddresses servers = new ServerAddresses(() -> List.copyOf(listed));
    private final Knocks knocks = new Knocks(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), servers);

    @BeforeEach
    void look() {
        servers.look();
    }

    private void manyNetworksKnock() {
        IntStream.range(0, ENOUGH).forEach(number -> knocks.mayKnock("198.18." + number / 256 + "." + number % 256));
    }

    @Test
    void listed_servers_are_heard_however_many_strangers_knock() {
        manyNetworksKnock();

        assertThat(knocks.mayKnock("192.0.2.1")).isFalse();
        assertThat(knocks.mayKnock("203.0.113.7")).isTrue();
        assertThat(knocks.mayKnock("127.0.0.1")).isTrue();
        assertThat(knocks.mayKnock("2001:db8:1:2:0:0:0:99")).isTrue();
        assertThat(knocks.mayKnock("2001:db8:1:3:0:0:0:7")).isFalse();
    }

    @Test
    void a_listed_server_too_may_not_knock_without_end() {
        assertThat(IntStream.range(0, 300).allMatch(_ -> knocks.mayKnock("203.0.113.7")))
                .isTrue();
        assertThat(knocks.mayKnock("203.0.113.7")).isFalse();
    }

    @Test
    void a_server_that_is_taken_off_the_list_is_a_stranger_again() {
        listed.removeFirst();
        servers.look();
        manyNetworksKnock();

        assertThat(knocks.mayKnock("203.0.113.7")).isFalse();
    }

    @Test
    void a_name_that_nobody_answers_for_keeps_no_other_out() {
        listed.addFirst(URI.create("https://agent.invalid"));
        listed.add(URI.create("https://203.0.113.8"));
        servers.look();
        manyNetworksKnock();

        assertThat(knocks.mayKnock("203.0.113.8")).isTrue();
    }
}
