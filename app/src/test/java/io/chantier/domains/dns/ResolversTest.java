package io.chantier.domains.dns;

import static io.chantier.domains.dns.ScriptedServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Dns.Rr;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Questions to Debian's NSD, and to servers that do not keep to the rules. */
class ResolversTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    static Path folder;

    private static RunningNsd nsd;
    private static Resolvers resolvers;

    @BeforeAll
    static void start() throws IOException {
        var chain = IntStream.range(0, 14)
                .mapToObj(number -> "far%d CNAME far%d".formatted(number, number + 1))
                .collect(Collectors.joining("\n"));
        var much = IntStream.range(0, 60)
                .mapToObj(number -> "much TXT \"%s%d\"".formatted("x".repeat(200), number))
                .collect(Collectors.joining("\n"));
        nsd = new RunningNsd(folder, Map.of("example.org", """
                        @ NS ns
                        ns A 127.0.0.1
                        @ A 192.0.2.10
                        @ AAAA 2001:db8::10
                        @ CAA 0 issue "letsencrypt.org; validationmethods=http-01"
                        far14 A 192.0.2.30
                        _chantier TXT "chantier-" "verify=Ab3"
                        www CNAME shop.example.net.
                        round CNAME again
                        again CNAME round
                        %s
                        %s
                        """.formatted(chain, much), "example.net", """
                        @ NS ns.example.org.
                        shop CNAME host
                        host 60 A 192.0.2.20
                        gone CNAME nowhere
                        """));
        resolvers = new Resolvers(List.of(nsd.address()), Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        if (nsd != null) nsd.close();
    }

    @Test
    void records_are_read_as_a_zone_file_has_them() {
        assertThat(resolvers.ask("example.org", Dns.Type.A))
                .isEqualTo(found(rr("example.org", Dns.Type.A, "192.0.2.10", 600)));
        assertThat(resolvers.ask("example.org", Dns.Type.AAAA))
                .isEqualTo(found(rr("example.org", Dns.Type.AAAA, "2001:db8::10", 600)));
        assertThat(resolvers.ask("example.org", Dns.Type.NS))
                .isEqualTo(found(rr("example.org", Dns.Type.NS, "ns.example.org", 600)));
        assertThat(resolvers.ask("example.org", Dns.Type.CAA))
                .isEqualTo(found(rr(
                        "example.org", Dns.Type.CAA, "0 issue \"letsencrypt.org; validationmethods=http-01\"", 600)));
        assertThat(resolvers.ask("_chantier.example.org", Dns.Type.TXT))
                .isEqualTo(found(rr("_chantier.example.org", Dns.Type.TXT, "chantier-verify=Ab3", 600)));
    }

    @Test
    void aliases_are_followed_from_zone_to_zone() {
        assertThat(resolvers.ask("www.example.org", Dns.Type.A))
                .isEqualTo(found(
                        rr("www.example.org", Dns.Type.CNAME, "shop.example.net", 600),
                        rr("shop.example.net", Dns.Type.CNAME, "host.example.net", 600),
                        rr("host.example.net", Dns.Type.A, "192.0.2.20", 60)));
        assertThat(resolvers.ask("www.example.org", Dns.Type.CNAME))
                .isEqualTo(found(rr("www.example.org", Dns.Type.CNAME, "shop.example.net", 600)));
        assertThat(resolvers.ask("gone.example.net", Dns.Type.A)).isEqualTo(new Answer.NoSuchName());
        assertThat(resolvers.ask("www.example.org", Dns.Type.AAAA)).isEqualTo(new Answer.NoSuchRecord());
    }

    @Test
    void aliases_that_lead_round_or_too_far_are_said_to_loop() {
        assertThat(resolvers.ask("round.example.org", Dns.Type.A)).isEqualTo(new Answer.Looping());
        assertThat(resolvers.ask("far0.example.org", Dns.Type.A)).isEqualTo(new Answer.Looping());
        assertThat(resolvers.ask("far8.example.org", Dns.Type.A)).isInstanceOf(Answer.Found.class);
    }

    @Test
    void a_server_that_leads_on_and_on_slowly_is_not_waited_for_to_the_end() throws Exception {
        var number = new AtomicInteger();
        try (var server = new ScriptedServer(query -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            return ScriptedServer.answer(
                    query,
                    query.getQuestion().getName().toString(true) + " 60 CNAME n" + number.incrementAndGet()
                            + ".example.org.");
        })) {
            var impatient = new Resolvers(List.of(server.address()), Duration.ofSeconds(3), Duration.ofMillis(700));
            assertThat(impatient.ask("shop.example.org", Dns.Type.TXT))
                    .as("else it is said to loop")
                    .isEqualTo(new Answer.Unreachable(Reason.TIMEOUT));
        }
    }

    @Test
    void an_answer_too_long_for_a_datagram_comes_whole_by_tcp() {
        assertThat(resolvers.ask("much.example.org", Dns.Type.TXT))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.records())
                                .hasSize(60)
                                .allMatch(record -> record.value().startsWith("xxx")));
    }

    @Test
    void nothing_there_no_such_record_and_not_mine_are_told_apart() {
        assertThat(resolvers.ask("nobody.example.org", Dns.Type.A)).isEqualTo(new Answer.NoSuchName());
        assertThat(resolvers.ask("ns.example.org", Dns.Type.TXT)).isEqualTo(new Answer.NoSuchRecord());
        assertThat(resolvers.ask("example.com", Dns.Type.A)).isEqualTo(new Answer.Unreachable(Reason.REFUSED));
    }

    @Test
    void a_server_that_lies_is_said_to() throws IOException {
        assertThat(said(query -> ScriptedServer.answer(query, "bank.example 60 A 192.0.2.66")))
                .isEqualTo(new Answer.Lying("other-name"));
        assertThat(said(query -> {
                    var flood = IntStream.range(0, 70).mapToObj(n -> "shop.example.org 60 A 192.0.2." + n);
                    return ScriptedServer.answer(query, flood.toArray(String[]::new));
                }))
                .isEqualTo(new Answer.Lying("flood"));
        assertThat(said(query -> {
                    var garbage = ScriptedServer.answer(query, "shop.example.org 60 A 192.0.2.1");
                    for (int i = 12; i < garbage.length; i++) garbage[i] = (byte) 0xc0;
                    return garbage;
                }))
                .isInstanceOf(Answer.Lying.class);
        assertThat(said(query -> "not a message".getBytes(StandardCharsets.UTF_8)))
                .isNotInstanceOf(Answer.Found.class);
        assertThat(said(query -> {
                    var other = ScriptedServer.answer(query, "shop.example.org 60 A 192.0.2.66");
                    other[0] ^= 0x55;
                    return other;
                }))
                .as("an answer with the number of another question")
                .isNotInstanceOf(Answer.Found.class);
    }

    @Test
    void silence_errors_and_a_cut_answer_without_tcp_end_in_time() throws IOException {
        var start = System.nanoTime();
        assertThat(said(_ -> SILENCE)).isEqualTo(new Answer.Unreachable(Reason.TIMEOUT));
        assertThat(said(query -> ScriptedServer.answer(query, Rcode.SERVFAIL).toWire()))
                .isEqualTo(new Answer.Unreachable(Reason.SERVER_FAILURE));
        assertThat(said(query -> {
                    var cut = ScriptedServer.answer(query, Rcode.NOERROR);
                    cut.getHeader().setFlag(Flags.TC);
                    return cut.toWire();
                }))
                .isEqualTo(new Answer.Unreachable(Reason.NETWORK));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void a_resolver_that_only_fails_where_aliases_turn_round_is_seen_through() throws IOException {
        assertThat(said(query -> query.getQuestion().getType() == org.xbill.DNS.Type.CNAME
                        ? ScriptedServer.answer(query, "shop.example.org 60 CNAME shop.example.org.")
                        : ScriptedServer.answer(query, Rcode.SERVFAIL).toWire()))
                .isEqualTo(new Answer.Looping());
    }

    @Test
    void the_next_resolver_is_asked_where_one_does_not_answer() throws IOException {
        try (var silent = new ScriptedServer(_ -> SILENCE)) {
            var both = new Resolvers(List.of(silent.address(), nsd.address()), SHORT);
            assertThat(both.ask("example.org", Dns.Type.A)).isInstanceOf(Answer.Found.class);
            assertThat(silent.asked()).isPositive();
        }
    }

    @Test
    void resolvers_are_given_as_addresses_with_or_without_a_port() {
        assertThat(settings("9.9.9.9", "127.0.0.1:5353", "[2620:fe::fe]", "[::1]:5353", "2620:fe::9")
                        .sockets())
                .containsExactly(
                        new InetSocketAddress("9.9.9.9", 53),
                        new InetSocketAddress("127.0.0.1", 5353),
                        new InetSocketAddress("2620:fe::fe", 53),
                        new InetSocketAddress("::1", 5353),
                        new InetSocketAddress("2620:fe::9", 53));
        for (var wrong : List.of("dns.example", "1.2.3", "9.9.9.9:0", "9.9.9.9:99999", "[::1", "::1]:53")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> settings(wrong));
        }
    }

    private static DnsSettings settings(String... servers) {
        return new DnsSettings(List.of(servers), List.of(), "", List.of());
    }

    private static Answer said(Function<Message, byte[]> script) throws IOException {
        try (var server = new ScriptedServer(script)) {
            return new Resolvers(List.of(server.address()), SHORT).ask("shop.example.org", Dns.Type.A);
        }
    }

    private static Answer found(Rr... records) {
        return new Answer.Found(List.of(records));
    }

    private static Rr rr(String name, Dns.Type type, String value, long ttl) {
        return new Rr(name, type, value, Duration.ofSeconds(ttl));
    }
}
