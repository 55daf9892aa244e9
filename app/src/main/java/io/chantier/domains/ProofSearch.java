package io.chantier.domains;

import io.chantier.domains.dns.Dns;
import io.chantier.domains.dns.Dns.Answer;
import io.chantier.values.DomainName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks in DNS for the record that proves a name. It has to stand at the name itself: behind an alias it could be a
 * stranger's, who took over where a forgotten alias points to.
 */
class ProofSearch {

    private static final String OURS = SiteDomain.PROOF_WORD;

    /** Who is asked for many names above, and is silent about each, is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Dns dns;

    ProofSearch(Dns dns) {
        this.dns = dns;
    }

    /** @param at the name at which the proof was seen; null where it was not */
    record Result(Finding finding, @Nullable DomainName at) {}

    /** @param above names of the same team above this one whose own proof counts for it too, the nearest first */
    Result of(SiteDomain domain, List<SiteDomain> above) {
        var own = look(domain);
        if (own.finding() == Finding.PROVED) return own;
        var latest = System.nanoTime() + PATIENCE.toNanos();
        return above.stream()
                .takeWhile(_ -> latest - System.nanoTime() > 0)
                .map(this::look)
                .filter(result -> result.finding() == Finding.PROVED)
                .findFirst()
                .orElse(own);
    }

    private Result look(SiteDomain domain) {
        return switch (dns.ask(domain.recordName(), Dns.Type.TXT)) {
            case Answer.Found(var records) -> {
                var said = records.stream()
                        .filter(record ->
                                record.type() == Dns.Type.TXT && record.name().equalsIgnoreCase(domain.recordName()))
                        .flatMap(record -> Stream.of(record.value().strip()))
                        .toList();
                if (said.contains(domain.recordValue())) yield new Result(Finding.PROVED, domain.name());
                boolean others = said.stream().anyMatch(value -> value.startsWith(OURS));
                yield new Result(others ? Finding.OTHER_TOKEN : Finding.MISSING, null);
            }
            case Answer.NoSuchName _, Answer.NoSuchRecord _ -> new Result(Finding.MISSING, null);
            case Answer.Looping _, Answer.Lying _, Answer.Unreachable _ -> new Result(Finding.UNKNOWN, null);
        };
    }
}
