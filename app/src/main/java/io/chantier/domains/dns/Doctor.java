package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Dns.Rr;
import io.chantier.domains.dns.Observation.Server;
import io.chantier.domains.dns.Observation.State;
import io.chantier.domains.dns.Observation.Told;
import io.chantier.domains.dns.Remark.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what an observation means; asks nobody. */
final class Doctor {

    private final Observation seen;
    private final Expected expected;
    private final Set<String> issuers;
    private final List<Remark> remarks = new ArrayList<>();

    private Doctor(Observation seen, Expected expected, Set<String> issuers) {
        this.seen = seen;
        this.expected = expected;
        this.issuers = issuers;
    }

    static Diagnosis diagnose(Observation seen, Expected expected, Set<String> issuers) {
        return new Doctor(seen, expected, issuers).diagnosis();
    }

    private Diagnosis diagnosis() {
        addresses();
        aliases();
        nameServers();
        // Who answers nothing at all is not blamed a second time.
        var answers = seen.caa().answer() instanceof Answer.Found
                || !seen.usual().addresses().isEmpty();
        if (answers) remarks.addAll(CaaRules.remarks(seen.caa(), issuers));
        resolvers();
        if (seen.signs().isWildcard())
            say("wildcard", Severity.NOTE, Map.of("name", seen.name().value()));
        remarks.sort(Comparator.comparing(Remark::severity));
        return new Diagnosis(records(), expected.addresses().stream().sorted().toList(), remarks);
    }

    private List<Rr> records() {
        return Stream.of(
                        seen.usual().aliases().stream(),
                        seen.usual().addresses().stream(),
                        seen.zone().records().stream(),
                        Observation.records(seen.caa().answer(), Dns.Type.CAA))
                .flatMap(part -> part)
                .toList();
    }

    private void addresses() {
        var usual = seen.usual();
        if (usual.addresses().isEmpty()) {
            fault(usual.four() instanceof Answer.NoSuchRecord ? usual.six() : usual.four());
            return;
        }
        judge(usual);
        var sixFails = usual.six() instanceof Answer.Lying || Resolver.isFailure(usual.six());
        if (sixFails)
            say("six-unanswered", Severity.WARNING, Map.of("name", seen.name().value()));
    }

    private void fault(Answer answer) {
        var name = Map.of("name", seen.name().value());
        switch (answer) {
            case Answer.Found _, Answer.NoSuchRecord _ -> nothing("no-address");
            case Answer.NoSuchName _ -> nothing("no-such-name");
            case Answer.Looping _ -> say("loop", Severity.BLOCKING, name);
            case Answer.Lying(var _) ->
                say("lying", Severity.BLOCKING, Map.of("by", seen.usual().by()));
            case Answer.Unreachable(var reason) -> {
                if (seen.signs().isBogus()) say("bogus", Severity.BLOCKING, name);
                else if (isLame())
                    say(
                            "lame",
                            Severity.BLOCKING,
                            Map.of("servers", names(seen.zone().servers())));
                else if (reason == Dns.Reason.SERVER_FAILURE) say("server-failure", Severity.BLOCKING, name);
                else
                    say(
                            "unreachable",
                            Severity.BLOCKING,
                            Map.of("by", seen.usual().by()));
            }
        }
    }

    /** There is no address for those who ask, though there may be one for those who ask the zone itself. */
    private void nothing(String code) {
        var aliases = seen.usual().aliases();
        if (zoneIsRight()) say("not-seen-yet", Severity.BLOCKING, advice());
        else if (!aliases.isEmpty()) {
            say(
                    "alias-leads-nowhere",
                    Severity.BLOCKING,
                    with(advice(), "target", aliases.getLast().value()));
        } else say(code, Severity.BLOCKING, advice());
    }

    private void judge(Told told) {
        if (!expected.isKnown()) {
            say("expected-unknown", Severity.BLOCKING, Map.of("addresses", values(told.addresses())));
            return;
        }
        var wrong = told.addresses().stream()
                .filter(record -> !expected.isRight(record))
                .toList();
        if (wrong.isEmpty()) return;
        var arguments = with(with(advice(), "addresses", values(wrong)), "minutes", minutes(wrong));
        if (zoneIsRight()) {
            say("old-answer", Severity.BLOCKING, arguments);
            return;
        }
        var rightOnes = told.addresses().size() - wrong.size();
        var onlySix = wrong.stream().allMatch(record -> record.type() == Dns.Type.AAAA);
        if (rightOnes == 0) say("elsewhere", Severity.BLOCKING, arguments);
        else if (onlySix) say(expected.hasSix() ? "six-elsewhere" : "six-of-others", Severity.BLOCKING, arguments);
        else say("some-elsewhere", Severity.BLOCKING, arguments);
    }

    /** Whether each name server that answers has it right already. */
    private boolean zoneIsRight() {
        var good = seen.zone().servers().stream()
                .filter(server -> server.state() == State.GOOD)
                .map(Server::told)
                .toList();
        return expected.isKnown()
                && !good.isEmpty()
                && good.stream()
                        .allMatch(told -> !told.addresses().isEmpty()
                                && told.addresses().stream().allMatch(expected::isRight));
    }

    private void aliases() {
        var aliases = seen.usual().aliases();
        if (aliases.isEmpty()) return;
        var own = aliases.getFirst();
        var isItsOwn = own.name().equals(seen.name().value());
        if (seen.isRegistered() && isItsOwn) {
            say("alias-at-apex", Severity.WARNING, with(advice(), "target", own.value()));
        }
        var beside = Stream.concat(seen.usual().addresses().stream(), seen.zone().records().stream())
                .filter(record -> record.name().equals(own.name()))
                .map(record -> record.type().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (isItsOwn && !beside.isEmpty()) {
            say("alias-beside", Severity.WARNING, Map.of("name", own.name(), "types", beside));
        }
    }

    private void nameServers() {
        var servers = seen.zone().servers();
        if (seen.usual().addresses().isEmpty() && isLame()) return;
        var bad =
                servers.stream().filter(server -> server.state() == State.LAME).toList();
        if (!bad.isEmpty()) say("some-lame", Severity.WARNING, Map.of("servers", names(bad)));
        var answers = servers.stream().anyMatch(server -> server.state() == State.GOOD);
        var silent = servers.stream()
                .filter(server -> server.state() == State.SILENT)
                .toList();
        // Where all are silent, it is rather we who may not ask them.
        if (answers && !silent.isEmpty()) say("some-silent", Severity.WARNING, Map.of("servers", names(silent)));
    }

    private boolean isLame() {
        var asked = seen.zone().servers().stream()
                .filter(server -> server.state() != State.UNASKED)
                .toList();
        return !asked.isEmpty() && asked.stream().noneMatch(server -> server.state() == State.GOOD);
    }

    private void resolvers() {
        for (var other : seen.others()) {
            var answers = !other.addresses().isEmpty() || other.four() instanceof Answer.NoSuchName;
            var same = other.values(Dns.Type.A).equals(seen.usual().values(Dns.Type.A))
                    && other.values(Dns.Type.AAAA).equals(seen.usual().values(Dns.Type.AAAA));
            if (!answers || same) continue;
            say("disagree", Severity.WARNING, Map.of("one", seen.usual().by(), "other", other.by()));
            return;
        }
    }

    /** What to enter, for each remedy that says it. */
    private Map<String, String> advice() {
        return Map.of(
                "name", seen.name().value(),
                "expected",
                        expected.isKnown()
                                ? expected.addresses().stream().sorted().collect(Collectors.joining(", "))
                                : expected.target(),
                "target", expected.target());
    }

    private void say(String code, Severity severity, Map<String, String> arguments) {
        remarks.add(new Remark(code, severity, arguments));
    }

    private static Map<String, String> with(Map<String, String> arguments, String key, String value) {
        var more = new HashMap<>(arguments);
        more.put(key, value);
        return more;
    }

    private static String values(List<Rr> records) {
        return records.stream().map(Rr::value).sorted().collect(Collectors.joining(", "));
    }

    private static String names(List<Server> servers) {
        return servers.stream().map(Server::name).sorted().collect(Collectors.joining(", "));
    }

    /** After that many, whoever asks now has forgotten the answer. */
    private static String minutes(List<Rr> records) {
        var longest =
                records.stream().map(Rr::ttl).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        return Long.toString(Math.max(1, (longest.toSeconds() + 59) / 60));
    }
}
