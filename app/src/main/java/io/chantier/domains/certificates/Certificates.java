package io.chantier.domains.certificates;

import io.chantier.domains.CertificateReadiness;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is known of the certificates of customers' own names. Reads rows and asks nobody. */
@Component
public class Certificates implements CertificateReadiness {

    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final HealthRows rows;
    private final Clock clock;

    Certificates(HealthRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** A certificate that ends. */
    public record Ending(UUID domain, DomainName name, Slug site, Instant until, long daysLeft) {

        /** Whether visitors will see a warning within a week. */
        public boolean isUrgent() {
            return daysLeft < CertificateRemarks.URGENT.toDays();
        }
    }

    /** By the id of the domain; one that nobody has looked at yet is missing. */
    public Map<UUID, CertificateState> of(TeamId team, SiteId site) {
        return rows.of(team, site).stream().collect(Collectors.toMap(CertificateState::domain, Function.identity()));
    }

    /** The team's certificates that end within that time or have ended, the first ones first. */
    public List<Ending> ending(TeamId team, Duration within) {
        var now = clock.instant();
        return rows.ending(team, now.plus(within)).stream()
                .map(secured -> new Ending(
                        secured.domain(),
                        secured.name(),
                        secured.site().slug(),
                        secured.until(),
                        Math.floorDiv(Duration.between(now, secured.until()).toSeconds(), 86_400L)))
                .toList();
    }

    /** Has the name looked at within seconds, in the background, unless that was done a moment ago. */
    public void lookSoon(TeamId team, UUID domain) {
        var now = clock.instant();
        rows.hurry(team, domain, now, now.minus(MOMENT));
    }

    @Override
    public Ready ofAll() {
        return rows.ready();
    }

    @Override
    public Ready of(Collection<Slug> sites) {
        return rows.ready(sites);
    }
}
