package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Answer;
import io.chantier.domains.dns.Observation.Caa;
import io.chantier.domains.dns.Remark.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who may issue certificates for a name (RFC 8659), and in which ways (RFC 8657). */
final class CaaRules {

    private static final Pattern VALUE = Pattern.compile("(\\d+) ([A-Za-z0-9]+) \"(.*)\"");
    private static final Set<String> KNOWN =
            Set.of("issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc");
    private static final int CRITICAL = 128;
    private static final String METHODS = "validationmethods=";

    private CaaRules() {}

    private record Property(int flags, String tag, String value) {

        String issuer() {
            return value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        boolean allowsOurWay() {
            for (var parameter : value.split(";", -1)) {
                var text = parameter.strip().toLowerCase(Locale.ROOT);
                if (!text.startsWith(METHODS)) continue;
                return List.of(text.substring(METHODS.length()).split(",")).contains("http-01");
            }
            return true;
        }

        boolean isUnknownAndCritical() {
            return (flags & CRITICAL) != 0 && !KNOWN.contains(tag);
        }
    }

    static List<Remark> remarks(Caa caa, Set<String> issuers) {
        return switch (caa.answer()) {
            case Answer.Found _ -> of(caa, issuers);
            case Answer.NoSuchName _, Answer.NoSuchRecord _ -> List.of();
            case Answer.Looping _, Answer.Lying _, Answer.Unreachable _ ->
                List.of(new Remark("caa-unreadable", Severity.BLOCKING, Map.of("name", caa.at())));
        };
    }

    private static List<Remark> of(Caa caa, Set<String> issuers) {
        var properties = Observation.records(caa.answer(), Dns.Type.CAA)
                .map(record -> VALUE.matcher(record.value()))
                .filter(match -> match.matches())
                .map(match -> new Property(
                        Integer.parseInt(match.group(1)), match.group(2).toLowerCase(Locale.ROOT), match.group(3)))
                .toList();
        var issuing = properties.stream()
                .filter(property -> property.tag().equals("issue"))
                .toList();
        var wanted = issuers.stream().sorted().findFirst().orElse("");
        var arguments = Map.of("name", caa.at(), "issuer", wanted);
        if (properties.stream().anyMatch(Property::isUnknownAndCritical)) {
            return List.of(new Remark("caa-critical", Severity.BLOCKING, arguments));
        }
        if (issuing.isEmpty()) return List.of();
        var ours = issuing.stream()
                .filter(property -> issuers.contains(property.issuer()))
                .toList();
        if (ours.isEmpty()) {
            var allowed = issuing.stream()
                    .map(Property::issuer)
                    .map(issuer -> issuer.isEmpty() ? "-" : issuer)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            return List.of(new Remark(
                    "caa-forbids", Severity.BLOCKING, Map.of("name", caa.at(), "issuer", wanted, "allowed", allowed)));
        }
        return ours.stream().anyMatch(Property::allowsOurWay)
                ? List.of()
                : List.of(new Remark("caa-method", Severity.BLOCKING, arguments));
    }
}
