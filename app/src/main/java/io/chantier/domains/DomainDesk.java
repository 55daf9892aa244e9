package io.chantier.domains;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.values.DomainName;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with the names of a site: ask for one, choose the primary one, give one back. */
@Service
public class DomainDesk {

    private static final int TOKEN_BYTES = 16;

    private final SiteDomains domains;
    private final DomainRows rows;
    private final DomainNews news;
    private final Installation installation;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DomainDesk(SiteDomains domains, DomainRows rows, DomainNews news, Installation installation, Clock clock) {
        this.domains = domains;
        this.rows = rows;
        this.news = news;
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * A name as it is asked for.
     *
     * @param withCounterpart whether the same with or without {@code www.} is wanted too
     * @param primary whether the site wants to be known by it
     */
    public record Wanted(String name, boolean withCounterpart, boolean primary) {}

    /**
     * Adds the name, and its counterpart where that is wanted; the first name of a site is its primary one.
     *
     * @return the name that was asked for
     * @throws ProblemException naming what is wrong with it
     */
    @Transactional
    public SiteDomain add(Caller caller, Site site, Wanted wanted) {
        var name = switch (TypedName.of(wanted.name(), installation.ownNames())) {
            case TypedName.Fine(var fine) -> fine;
            case TypedName.Refused(var code, var arguments) -> throw wrong("name", code, arguments);
        };
        var present = domains.of(site.team(), site.id());
        var names = new ArrayList<>(List.of(name));
        if (wanted.withCounterpart()) {
            RegisteredName.counterpart(name)
                    .filter(other ->
                            present.stream().noneMatch(one -> one.name().equals(other)))
                    .ifPresent(names::add);
        }
        int most = installation.settings().mostPerSite();
        if (present.size() + names.size() > most) {
            throw wrong("name", "domain-too-many", Map.of("most", Integer.toString(most)));
        }
        names.forEach(one -> refuseHeld(site, one, one.equals(name) ? "name" : "withCounterpart"));
        var added = names.stream().map(one -> added(caller, site, one)).toList();
        if (wanted.primary() || present.stream().noneMatch(SiteDomain::isPrimary)) {
            rows.choosePrimary(site.team(), site.id(), added.getFirst().id());
        }
        return domains.find(site.team(), added.getFirst().id()).orElseThrow();
    }

    private void refuseHeld(Site site, DomainName name, String field) {
        var shown = Map.of("name", name.inUnicode());
        var own = rows.ofTeam(site.team(), name);
        if (own.isPresent()) {
            var there = own.get().site();
            if (there.id().equals(site.id())) throw wrong(field, "domain-twice", shown);
            throw wrong(
                    field,
                    "domain-on-other-site",
                    Map.of("name", name.inUnicode(), "site", there.slug().value()));
        }
        if (rows.isHeldByAnother(site.team(), name, clock.instant().minus(ProofChecks.GRACE))) {
            throw wrong(field, "domain-held", shown);
        }
    }

    private SiteDomain added(Caller caller, Site site, DomainName name) {
        var now = clock.instant();
        var kept = rows.tokenInQuarantine(site.team(), name, now);
        var domain = new SiteDomain(
                UUID.randomUUID(),
                site.team(),
                new SiteDomain.Owner(site.id(), site.slug()),
                name,
                false,
                now,
                new SiteDomain.Proof(kept.orElseGet(this::token), null, null, null, null, now));
        if (!rows.add(domain)) throw wrong("name", "domain-twice", Map.of("name", name.inUnicode()));
        if (kept.isPresent()) rows.takeBack(domain, now);
        news.tell(caller, site, name, "domain.add");
        return domain;
    }

    /** Gives the name back; for a while the same team may have it again without proving it anew. */
    @Transactional
    public void remove(Caller caller, Site site, SiteDomain domain) {
        release(domain, clock.instant());
        news.tell(caller, site, domain.name(), "domain.remove");
        if (domain.isPrimary()) {
            var left = domains.of(site.team(), site.id());
            left.stream()
                    .filter(SiteDomain::isVerified)
                    .findFirst()
                    .or(() -> left.stream().findFirst())
                    .ifPresent(next -> rows.choosePrimary(site.team(), site.id(), next.id()));
        }
    }

    private void release(SiteDomain domain, Instant now) {
        if (!rows.remove(domain.team(), domain.id())) return;
        if (domain.isVerified()) {
            rows.quarantine(domain, now, now.plus(installation.settings().quarantine()));
        }
    }

    @Transactional
    public void makePrimary(Caller caller, Site site, SiteDomain domain) {
        rows.choosePrimary(site.team(), site.id(), domain.id());
        news.tell(caller, site, domain.name(), "domain.primary");
    }

    /** Whether the site's name of ours leads to the primary one as soon as that works. */
    @Transactional
    public void choosePlatformLeads(Caller caller, Site site, boolean leads) {
        rows.choosePlatformLeads(site, leads);
        news.tell(caller, site, installation.platformName(site), leads ? "domain.lead" : "domain.stay");
    }

    public boolean platformLeads(Site site) {
        return rows.platformLeads(site.team(), site.id());
    }

    /** An archived site keeps its names, a deleted one gives them back. */
    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        var now = clock.instant();
        domains.of(site.team(), site.id()).forEach(domain -> release(domain, now));
        rows.forgetChoice(site);
    }

    private String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ProblemException wrong(String field, String code, Map<String, String> arguments) {
        return new ProblemException(Problem.ofFields(List.of(new FieldProblem(field, code, arguments))));
    }
}
