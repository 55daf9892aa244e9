package io.chantier.domains.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Reason;
import io.chantier.domains.dns.Dns.Rr;
import io.chantier.domains.dns.Observation.Caa;
import io.chantier.domains.dns.Observation.Server;
import io.chantier.domains.dns.Observation.Signs;
import io.chantier.domains.dns.Observation.State;
import io.chantier.domains.dns.Observation.Told;
import io.chantier.domains.dns.Observation.Zone;
import io.chantier.values.DomainName;
import io.chantier.web.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of each way in which a name can be wrong, word by word in both languages. */
class DoctorTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/dns/remarks.txt");
    private static final Words WORDS = new Words();
    private static final Expected HERE =
            new Expected(Set.of("192.0.2.1", "2001:db8::1"), "boulangerie.sites.example.fr");
    private static final Expected HERE_WITHOUT_SIX = new Expected(Set.of("192.0.2.1"), "boulangerie.sites.example.fr");
    private static final Set<String> ISSUERS = Set.of("letsencrypt.org");
    private static final Answer NONE = new Answer.NoSuchRecord();
    private static final Answer NXDOMAIN = new Answer.NoSuchName();
    private static final Answer RIGHT = a("192.0.2.1");
    private static final Answer WRONG = a("198.51.100.7");

    @Test
    void a_name_that_leads_here_gets_no_remark() {
        assertThat(diagnose(new Case(RIGHT, six("2001:db8::1")), HERE).remarks())
                .isEmpty();
        assertThat(diagnose(new Case(RIGHT, NONE), HERE).isRight()).isTrue();
        var alias = found(
                cname("www.example.org", "boulangerie.sites.example.fr"),
                rr("boulangerie.sites.example.fr", Dns.Type.A, "192.0.2.1"));
        var www = new Case(alias, NONE).named("www.example.org", false);
        assertThat(diagnose(www, HERE).remarks()).isEmpty();
        for (var caa : List.of(
                "0 issue \"letsencrypt.org\"",
                "0 issuewild \"other.example\"",
                "0 iodef \"mailto:a@b.fr\"",
                "0 issue \"LetsEncrypt.org; validationmethods=dns-01,http-01\"")) {
            assertThat(diagnose(new Case(RIGHT, NONE).caa(caa), HERE).remarks())
                    .as(caa)
                    .isEmpty();
        }
    }

    @Test
    void a_silent_resolver_beside_one_that_answers_and_servers_that_we_may_not_ask_are_no_fault_of_the_name() {
        var silent =
                new Told("9.9.9.9", new Answer.Unreachable(Reason.TIMEOUT), new Answer.Unreachable(Reason.TIMEOUT));
        assertThat(diagnose(new Case(RIGHT, NONE).other(silent), HERE).remarks())
                .isEmpty();
        var closed =
                new Case(RIGHT, NONE).servers(server("ns1", State.SILENT, NONE), server("ns2", State.SILENT, NONE));
        assertThat(diagnose(closed, HERE).remarks()).isEmpty();
    }

    @Test
    void each_fault_has_its_words_and_its_remedy() throws IOException {
        var text = new StringBuilder();
        var said = new TreeSet<String>();
        cases().forEach((title, diagnosis) -> {
            text.append("== ").append(title).append('\n');
            for (var remark : diagnosis.remarks()) {
                said.add(remark.code());
                text.append(remark.severity()).append(' ').append(remark.code()).append('\n');
                for (var language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
                    for (var key : List.of(remark.key(), remark.remedyKey())) {
                        text.append("  ")
                                .append(WORDS.say(language, key, remark.arguments()))
                                .append('\n');
                    }
                }
            }
            text.append('\n');
        });
        assertThat(text.toString()).doesNotContainPattern("\\{[a-z]+}");
        assertThat(said)
                .as("each remark that has words is made by a case")
                .isEqualTo(WORDS.keys(Locale.ENGLISH).stream()
                        .filter(key ->
                                key.startsWith("remark.") && !key.endsWith(".remedy") && !key.contains("certificate-"))
                        .map(key -> key.substring(7))
                        .collect(Collectors.toCollection(TreeSet::new)));
        if (!Files.exists(GOLDEN)) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static Map<String, Diagnosis> cases() {
        var all = new LinkedHashMap<String, Diagnosis>();
        all.put(
                "nobody knows where it should lead",
                diagnose(new Case(WRONG, NONE), new Expected(Set.of(), "boulangerie.localhost")));
        all.put("the name does not exist", diagnose(new Case(NXDOMAIN, NXDOMAIN), HERE));
        all.put("it has no address", diagnose(new Case(NONE, NONE), HERE));
        all.put(
                "its servers have it already",
                diagnose(new Case(NXDOMAIN, NXDOMAIN).servers(server("ns1.dns.example", State.GOOD, RIGHT)), HERE));
        all.put(
                "a dangling alias",
                diagnose(
                        new Case(found(cname("example.org", "old.cdn.example")), NONE).named("example.org", false),
                        HERE));
        all.put("a circle", diagnose(new Case(new Answer.Looping(), NONE), HERE));
        all.put("a resolver that lies", diagnose(new Case(new Answer.Lying("other-name"), NONE), HERE));
        all.put("wrong signatures", diagnose(new Case(failure(Reason.SERVER_FAILURE), NONE).signs(true, false), HERE));
        all.put(
                "lame servers",
                diagnose(
                        new Case(failure(Reason.SERVER_FAILURE), NONE)
                                .servers(
                                        server("ns1.dns.example", State.LAME, NONE),
                                        server("ns2.dns.example", State.SILENT, NONE)),
                        HERE));
        all.put("an error", diagnose(new Case(failure(Reason.SERVER_FAILURE), NONE), HERE));
        all.put("silence", diagnose(new Case(failure(Reason.TIMEOUT), NONE), HERE));
        all.put(
                "another server, and the zone says so too",
                diagnose(new Case(WRONG, NONE).servers(server("ns1.dns.example", State.GOOD, WRONG)), HERE));
        all.put(
                "two servers",
                diagnose(
                        new Case(
                                found(
                                        rr("example.org", Dns.Type.A, "192.0.2.1"),
                                        rr("example.org", Dns.Type.A, "198.51.100.7")),
                                NONE),
                        HERE));
        all.put("IPv6 elsewhere", diagnose(new Case(RIGHT, six("2001:db8:f::7")), HERE));
        all.put("IPv6 where we have none", diagnose(new Case(RIGHT, six("2001:db8:f::7")), HERE_WITHOUT_SIX));
        all.put("no answer for IPv6", diagnose(new Case(RIGHT, failure(Reason.SERVER_FAILURE)), HERE));
        all.put(
                "an old answer",
                diagnose(new Case(WRONG, NONE).servers(server("ns1.dns.example", State.GOOD, RIGHT)), HERE));
        all.put(
                "an alias of what was registered",
                diagnose(
                        new Case(
                                found(
                                        cname("example.org", "boulangerie.sites.example.fr"),
                                        rr("boulangerie.sites.example.fr", Dns.Type.A, "192.0.2.1")),
                                NONE),
                        HERE));
        all.put(
                "an alias beside others",
                diagnose(
                        new Case(
                                        found(
                                                cname("example.org", "x.example.fr"),
                                                rr("example.org", Dns.Type.A, "192.0.2.1")),
                                        NONE)
                                .named("example.org", false),
                        HERE));
        all.put(
                "one lame server, one silent one",
                diagnose(
                        new Case(RIGHT, NONE)
                                .servers(
                                        server("ns1.dns.example", State.GOOD, RIGHT),
                                        server("ns2.dns.example", State.LAME, NONE),
                                        server("ns3.dns.example", State.SILENT, NONE)),
                        HERE));
        all.put(
                "resolvers that disagree",
                diagnose(new Case(RIGHT, NONE).other(new Told("8.8.8.8", WRONG, NONE)), HERE));
        all.put("a wildcard", diagnose(new Case(RIGHT, NONE).signs(false, true), HERE));
        all.put(
                "CAA of another authority",
                diagnose(new Case(RIGHT, NONE).caa("0 issue \"digicert.com; x=y\"", "0 issue \";\""), HERE));
        all.put(
                "CAA for another way",
                diagnose(new Case(RIGHT, NONE).caa("0 issue \"letsencrypt.org; validationmethods=dns-01\""), HERE));
        all.put("CAA that nobody understands", diagnose(new Case(RIGHT, NONE).caa("128 tbs \"unknown\""), HERE));
        all.put("CAA that nobody can read", diagnose(new Case(RIGHT, NONE).caa(failure(Reason.SERVER_FAILURE)), HERE));
        return all;
    }

    private static Diagnosis diagnose(Case given, Expected expected) {
        return Doctor.diagnose(given.observation(), expected, ISSUERS);
    }

    /** What was seen, with all that is usual left out. */
    private record Case(
            DomainName name,
            boolean registered,
            Told told,
            List<Told> others,
            List<Server> servers,
            Answer caa,
            Signs signs) {

        Case(Answer four, Answer six) {
            this(
                    new DomainName("example.org"),
                    true,
                    new Told("9.9.9.9", four, six),
                    List.of(),
                    List.of(),
                    NONE,
                    new Signs(false, false));
        }

        Case named(String other, boolean isRegistered) {
            return new Case(new DomainName(other), isRegistered, told, others, servers, caa, signs);
        }

        Case other(Told other) {
            return new Case(name, registered, told, List.of(other), servers, caa, signs);
        }

        Case servers(Server... some) {
            return new Case(name, registered, told, others, List.of(some), caa, signs);
        }

        Case caa(String... values) {
            return caa(found(Arrays.stream(values)
                    .map(value -> rr("example.org", Dns.Type.CAA, value))
                    .toArray(Rr[]::new)));
        }

        Case caa(Answer answer) {
            return new Case(name, registered, told, others, servers, answer, signs);
        }

        Case signs(boolean bogus, boolean wildcard) {
            return new Case(name, registered, told, others, servers, caa, new Signs(bogus, wildcard));
        }

        Observation observation() {
            return new Observation(
                    name,
                    registered,
                    told,
                    others,
                    new Zone("example.org", List.of(), servers),
                    new Caa("example.org", caa),
                    signs);
        }
    }

    private static Server server(String name, State state, Answer four) {
        return new Server(name, state, new Told(name, four, NONE));
    }

    private static Answer failure(Reason reason) {
        return new Answer.Unreachable(reason);
    }

    private static Answer a(String address) {
        return found(rr("example.org", Dns.Type.A, address));
    }

    private static Answer six(String address) {
        return found(rr("example.org", Dns.Type.AAAA, address));
    }

    private static Rr cname(String name, String target) {
        return rr(name, Dns.Type.CNAME, target);
    }

    private static Answer found(Rr... records) {
        return new Answer.Found(List.of(records));
    }

    private static Rr rr(String name, Dns.Type type, String value) {
        return new Rr(name, type, value, Duration.ofSeconds(3100));
    }
}
