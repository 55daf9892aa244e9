package io.chantier.domains.certificates;

import io.chantier.domains.CertificateReadiness;
import io.chantier.domains.SiteDomain;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is known of the certificates of customers' own names. All but {@link #lookNow} reads rows and asks nobody. */
@Component
public class Certificates implements CertificateReadiness {

    private final HealthRows rows;
    private final Looks looks;
    private final Clock clock;

    Certificates(HealthRows rows, Looks looks, Clock clock) {
        this.rows = rows;
        this.looks = looks;
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

    /** Looks at the name while the caller waits: up to twenty seconds, where servers are silent. */
    public void lookNow(SiteDomain domain) {
        rows.begin();
        rows.hurry(domain.team(), domain.id(), clock.instant());
        looks.look(domain.team(), domain.id());
    }

    /** Has the name looked at within seconds, in the background. */
    public void lookSoon(TeamId team, UUID domain) {
        rows.hurry(team, domain, clock.instant());
    }

    @Override
    public Ready ofAll() {
        return rows.ready();
    }

    @Override
    public Ready of(Slug site) {
        return rows.ready(site);
    }
}
