package io.chantier.domains.dns;

import static io.chantier.domains.dns.ScriptedServer.SILENCE;
import static io.chantier.domains.dns.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.Addresses;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.outbound.PublicAddresses;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

/** Whole diagnoses of names that Debian's NSD serves. */
class ObserverTest {

    private static final Expected HERE = new Expected(Set.of("192.0.2.1"), "boulangerie.sites.example.fr");
    private static final PublicAddresses LOOPBACK_TOO = new PublicAddresses(List.of("127.0.0.0/8"));

    private static final String WRONG = """
            @ NS ns
            ns A 127.0.0.1
            @ 3120 A 198.51.100.7
            www CNAME @
            * A 192.0.2.1
            """;
    private static final String RIGHT = WRONG.replace("198.51.100.7", "192.0.2.1");

    @TempDir
    static Path folder;

    private static RunningNsd nsd;

    @BeforeAll
    static void start() throws IOException {
        nsd = new RunningNsd(
                folder,
                Map.of(
                        "example.org",
                        WRONG,
                        "caa.example.net",
                        """
                        @ NS ns.example.org.
                        @ CAA 0 issue "digicert.com"
                        a.b A 192.0.2.1
                        alias CNAME boulangerie.sites.example.fr.
                        """,
                        "sites.example.fr",
                        "@ NS ns.example.org.\nboulangerie A 192.0.2.1\natelier A 203.0.113.5",
                        "atelier.example",
                        "@ NS ns.example.org.\n@ A 203.0.113.5"));
    }

    @AfterAll
    static void stop() {
        if (nsd != null) nsd.close();
    }

    @Test
    void names_of_a_site_on_a_server_of_its_own_have_to_lead_to_that_server_whatever_the_settings_say_of_ours() {
        var atelier = new Slug("atelier");
        var apart = diagnoses(atelier);
        assertThat(apart.of(new DomainName("atelier.example"), atelier).remarks())
                .noneMatch(remark -> remark.code().equals("elsewhere"));
        assertThat(apart.target(atelier)).isEqualTo(new Diagnoses.Target("atelier.sites.example.fr", List.of()));
        var here = diagnoses(new Slug("boulangerie"));
        assertThat(here.of(new DomainName("atelier.example"), atelier).remarks())
                .anyMatch(remark -> remark.code().equals("elsewhere"));
        assertThat(here.target(atelier)).isEqualTo(new Diagnoses.Target("in.example.fr", List.of("192.0.2.1")));
    }

    private static Diagnoses diagnoses(Slug isApart) {
        var resolvers = new Resolvers(List.of(nsd.address()), Duration.ofSeconds(3));
        var modules = new RoutedSites() {
            @Override
            public List<RoutedSite> now() {
                return List.of();
            }

            @Override
            public boolean isApart(Slug site) {
                return site.equals(isApart);
            }
        };
        return new Diagnoses(
                new Observer(
                        resolvers,
                        new ZoneServers(resolvers, LOOPBACK_TOO, nsd.address().getPort()),
                        Duration.ofSeconds(3)),
                resolvers,
                new DnsSettings(List.of(), List.of("192.0.2.1"), "in.example.fr", List.of("letsencrypt.org")),
                () -> new Addresses("https", new DomainName("sites.example.fr"), 443),
                new CustomNames(() -> Stream.of(modules)));
    }

    @Test
    void a_name_is_followed_from_wrong_to_right_through_what_resolvers_remember() throws IOException {
        nsd.change("example.org", WRONG);
        var wrong = diagnose("example.org", nsd.address());
        assertThat(wrong.remarks()).extracting(Remark::code).containsExactly("elsewhere");
        assertThat(wrong.remarks().getFirst().arguments()).containsEntry("minutes", "52");
        assertThat(wrong.records()).anyMatch(record -> record.type() == Dns.Type.NS);

        nsd.change("example.org", RIGHT);
        try (var remembering = new ScriptedServer(query -> remembered(query))) {
            var waiting = diagnose("example.org", remembering.address());
            assertThat(waiting.remarks()).extracting(Remark::code).containsExactly("old-answer");
            assertThat(waiting.remarks().getFirst().arguments()).containsEntry("minutes", "41");
            assertThat(waiting.isRight()).isFalse();
        }
        assertThat(diagnose("example.org", nsd.address()).remarks()).isEmpty();
        assertThat(diagnose("other.example.org", nsd.address()).remarks())
                .extracting(Remark::code)
                .containsExactly("wildcard");
    }

    /** A resolver that was asked a while ago. */
    private static byte[] remembered(org.xbill.DNS.Message query) {
        if (ScriptedServer.asksFor(query, "example.org", org.xbill.DNS.Type.A))
            return answer(query, "example.org 2460 A 198.51.100.7");
        if (ScriptedServer.asksFor(query, "example.org", org.xbill.DNS.Type.NS))
            return answer(query, "example.org 60 NS ns.example.org.");
        if (ScriptedServer.asksFor(query, "ns.example.org", org.xbill.DNS.Type.A))
            return answer(query, "ns.example.org 60 A 127.0.0.1");
        return answer(query);
    }

    @Test
    void who_may_issue_certificates_is_looked_for_up_the_tree() {
        var below = diagnose("a.b.caa.example.net", nsd.address());
        assertThat(below.remarks()).extracting(Remark::code).containsExactly("caa-forbids");
        assertThat(below.remarks().getFirst().arguments()).containsEntry("name", "caa.example.net");
        var alias = diagnose("alias.caa.example.net", nsd.address());
        assertThat(alias.remarks()).extracting(Remark::code).containsExactly("caa-forbids");
        assertThat(alias.addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void a_name_server_on_an_inner_address_is_never_asked() throws IOException {
        try (var canary = new ScriptedServer(_ -> SILENCE)) {
            var resolvers = new Resolvers(List.of(nsd.address()), Duration.ofSeconds(2));
            var zone = new ZoneServers(
                    resolvers, new PublicAddresses(List.of()), canary.address().getPort());
            var seen = new Observer(resolvers, zone, Duration.ofSeconds(8)).look(new DomainName("example.org"));
            assertThat(seen.zone().servers())
                    .extracting(Observation.Server::state)
                    .containsExactly(Observation.State.UNASKED);
            assertThat(canary.asked()).isZero();
        }
    }

    @Test
    void wrong_signatures_are_told_from_a_broken_server() throws IOException {
        try (var validating = new ScriptedServer(query -> query.getHeader().getFlag(Flags.CD)
                ? answer(query, query.getQuestion().getName().toString(true) + " 60 A 192.0.2.1")
                : answer(query, Rcode.SERVFAIL).toWire())) {
            assertThat(diagnose("example.org", validating.address()).remarks())
                    .extracting(Remark::code)
                    .containsExactly("bogus");
        }
        try (var broken =
                new ScriptedServer(query -> answer(query, Rcode.SERVFAIL).toWire())) {
            assertThat(diagnose("example.org", broken.address()).remarks())
                    .extracting(Remark::code)
                    .containsExactly("server-failure");
        }
    }

    @Test
    void silence_everywhere_ends_within_the_time_that_was_given() throws IOException {
        try (var silent = new ScriptedServer(_ -> SILENCE)) {
            var resolvers = new Resolvers(List.of(silent.address(), silent.address()), Duration.ofSeconds(3));
            var start = System.nanoTime();
            var observer = new Observer(resolvers, new ZoneServers(resolvers, LOOPBACK_TOO, 53), Duration.ofSeconds(1));
            var seen = observer.look(new DomainName("www.example.org"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(Doctor.diagnose(seen, HERE, Set.of("letsencrypt.org")).remarks())
                    .containsExactly(new Remark("unreachable", Remark.Severity.BLOCKING, Map.of("by", "127.0.0.1")));
        }
    }

    private static Diagnosis diagnose(String name, InetSocketAddress resolver) {
        var resolvers = new Resolvers(List.of(resolver), Duration.ofSeconds(2));
        var zone = new ZoneServers(resolvers, LOOPBACK_TOO, nsd.address().getPort());
        var seen = new Observer(resolvers, zone, Duration.ofSeconds(8)).look(new DomainName(name));
        return Doctor.diagnose(seen, HERE, Set.of("letsencrypt.org"));
    }
}
