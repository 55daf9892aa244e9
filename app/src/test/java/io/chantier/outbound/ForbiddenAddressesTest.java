package io.chantier.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that outsiders give to reach what is inside. The canary's port counts as a web port, so that only the address is in the way. */
class ForbiddenAddressesTest {

    private final Canary canary = new Canary();

    @AfterEach
    void close() {
        canary.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://127.0.0.2:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://2130706433:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://017700000001:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://localhost:PORT/",
                "http://localhost.:PORT/",
                "http://LOCALHOST:PORT/",
                "http://0:PORT/",
                "http://0.0.0.0:PORT/",
                "http://0.0.0.1:PORT/",
                "http://[::1]:PORT/",
                "http://[::]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[64:ff9b:1::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2001:0:7f00:1::80ff:fffe]:PORT/",
                "http://[fe80::1]:PORT/",
                "http://[fe80::1%25lo]:PORT/",
                "http://[fd00::1]:PORT/",
                "http://[fd00:ec2::254]:PORT/",
                "http://[ff02::1]:PORT/",
                "http://[2001:db8::1]:PORT/",
                "http://[::ffff:a9fe:a9fe]:PORT/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.100.100.200/",
                "http://168.63.129.16:PORT/",
                "http://192.0.0.192:PORT/",
                "http://10.0.0.1:PORT/",
                "http://172.16.0.1:PORT/",
                "http://192.168.1.1:PORT/",
                "http://100.64.0.1:PORT/",
                "http://198.18.0.1:PORT/",
                "http://192.0.2.1:PORT/",
                "http://224.0.0.1:PORT/",
                "http://240.0.0.1:PORT/",
                "http://255.255.255.255:PORT/",
                "http://user@127.0.0.1:PORT/",
                "http://example.org@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT@example.org/",
                "http://example.org:80@127.0.0.1:PORT/",
                "http://example.org#@127.0.0.1:PORT/@",
                "http://a_b.internal:PORT/",
                "http://internal.test:PORT/",
                "http://six.test:PORT/",
                "http://mixed.test:PORT/",
                "http://nip.test:PORT/",
                "ftp://127.0.0.1:PORT/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:PORT/_",
                "jar:http://127.0.0.1:PORT/!/",
                "//127.0.0.1:PORT/",
                "http:///",
                "http:127.0.0.1",
            })
    void nobody_is_reached_inside(String payload) {
        try (var fetcher = fetcher(List.of())) {
            var address = Fetcher.address(payload.replace("PORT", "" + canary.port()));
            var answer = address.<Fetched>map(fetcher::fetch).orElse(new Fetched.Refused("host"));

            assertThat(answer).isNotInstanceOf(Fetched.Page.class);
            // whether "localhost." is a name at all depends on the machine
            var isSure = !payload.contains("example.org") && !payload.contains("localhost.");
            if (isSure) assertThat(answer).isInstanceOf(Fetched.Refused.class);
            assertThat(canary.hits()).isZero();
        }
    }

    @Test
    void other_ports_than_those_of_the_web_are_refused_before_anybody_is_asked_for_the_name() {
        var asked = new AtomicInteger();
        try (var fetcher = new Fetcher(
                List.of(),
                host -> {
                    asked.incrementAndGet();
                    return InetAddress.getAllByName(host);
                },
                Set.of(80, 443))) {
            assertThat(fetcher.fetch(URI.create("http://example.org:5432/"))).isEqualTo(new Fetched.Refused("port"));
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void a_name_that_is_public_when_asked_first_and_private_then_is_asked_once_a_connection() {
        var first = new AtomicInteger();
        Resolver rebinding = host -> first.getAndIncrement() == 0 ? at("192.0.2.7") : at("127.0.0.1");
        // 192.0.2.7 is let through here as a public address would be; nobody answers there
        try (var fetcher = new Fetcher(List.of("192.0.2.0/24"), rebinding, Set.of(canary.port()))) {
            var quick = new FetchLimits(1024, Duration.ofSeconds(1), 5);
            var address = URI.create("http://rebinding.test:" + canary.port() + "/");

            assertThat(fetcher.fetch(address, quick)).isNotInstanceOf(Fetched.Page.class);
            assertThat(fetcher.fetch(address, quick)).isEqualTo(new Fetched.Refused("address"));
            assertThat(canary.hits()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/secret",
                "http://[::1]:PORT/secret",
                "//127.0.0.1:PORT/secret",
                "http://inner.test:PORT/secret",
                "http://0x7f.1:PORT/secret",
                "file:///etc/passwd",
                "ftp://outer.test/"
            })
    void redirects_are_checked_like_first_addresses(String target) {
        canary.redirect("/start", target.replace("PORT", "" + canary.port()));
        try (var fetcher = outside()) {
            var answer = fetcher.fetch(URI.create("http://outer.test:" + canary.port() + "/start"));

            assertThat(answer).isInstanceOf(Fetched.Refused.class);
            assertThat(canary.hits()).isEqualTo(1);
        }
    }

    @Test
    void a_chain_of_redirects_ends_after_five() {
        for (var i = 0; i < 8; i++) canary.redirect("/" + i, "/" + (i + 1));
        try (var fetcher = outside()) {
            assertThat(fetcher.fetch(URI.create("http://outer.test:" + canary.port() + "/0")))
                    .isEqualTo(new Fetched.Refused("redirects"));
            assertThat(canary.hits()).isEqualTo(6);
        }
    }

    @Test
    void a_short_chain_of_redirects_leads_to_its_end() {
        canary.redirect("/a", "b?x=1#top");
        canary.redirect("/b", "http://outer.test:" + canary.port() + "/c");
        try (var fetcher = outside()) {
            var answer = fetcher.fetch(URI.create("http://outer.test:" + canary.port() + "/a"));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Fetched.Page.class,
                            page -> assertThat(page.address()).hasPath("/c"));
        }
    }

    @Test
    void an_operators_endpoint_may_be_inside_but_no_metadata_service_and_follows_no_redirect() {
        canary.redirect("/start", "http://127.0.0.1:" + canary.port() + "/secret");
        try (var fetcher = fetcher(List.of())) {
            var limits = FetchLimits.DEFAULT;
            var inside =
                    fetcher.fetch(URI.create("http://127.0.0.1:" + canary.port() + "/start"), Policy.OPERATOR, limits);
            var metadata = fetcher.fetch(URI.create("http://169.254.169.254/"), Policy.OPERATOR, limits);

            assertThat(inside)
                    .isInstanceOfSatisfying(
                            Fetched.Page.class,
                            page -> assertThat(page.status()).isEqualTo(302));
            assertThat(metadata).isEqualTo(new Fetched.Refused("address"));
            assertThat(canary.hits()).isEqualTo(1);
        }
    }

    @Test
    void what_the_operator_allows_is_lifted_with_its_port_and_nothing_else() {
        try (var other = new Canary();
                var fetcher = new Fetcher(List.of("127.0.0.1/32:" + canary.port(), "::1/128"))) {
            assertThat(fetcher.fetch(URI.create("http://127.0.0.1:" + canary.port() + "/")))
                    .isInstanceOf(Fetched.Page.class);
            assertThat(fetcher.fetch(URI.create("http://127.0.0.1:" + other.port() + "/")))
                    .isInstanceOf(Fetched.Refused.class);
            assertThat(fetcher.fetch(URI.create("http://127.0.0.2:" + canary.port() + "/")))
                    .isInstanceOf(Fetched.Refused.class);
            assertThat(other.hits()).isZero();
        }
    }

    private Fetcher fetcher(List<String> allow) {
        var names = Map.of(
                "internal.test", List.of("10.1.2.3"),
                "six.test", List.of("fd12::1"),
                "mixed.test", List.of("93.184.216.34", "127.0.0.1"),
                "nip.test", List.of("127.0.0.1"));
        Resolver resolver = host -> names.containsKey(host)
                ? at(names.get(host).toArray(new String[0]))
                : host.equals("example.org") ? at("192.0.2.1") : InetAddress.getAllByName(host);
        return new Fetcher(allow, resolver, Set.of(80, 443, canary.port()));
    }

    /** {@code outer.test} is the canary under an address that is let through, as a public one would be. */
    private Fetcher outside() {
        Resolver resolver = host -> switch (host) {
            case "outer.test" -> at("127.0.0.9");
            case "inner.test" -> at("10.0.0.9");
            default -> InetAddress.getAllByName(host);
        };
        return new Fetcher(List.of("127.0.0.9/32"), resolver, Set.of(80, 443, canary.port()));
    }

    private static InetAddress[] at(String... literals) throws UnknownHostException {
        var addresses = new InetAddress[literals.length];
        for (var i = 0; i < literals.length; i++) addresses[i] = InetAddress.ofLiteral(literals[i]);
        return addresses;
    }
}
