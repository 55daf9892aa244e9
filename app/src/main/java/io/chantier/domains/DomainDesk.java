package io.chantier.domains;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.Sites;
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
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with the names of a site: ask for one, choose the primary one, give one back. */
@Service
public class DomainDesk {

    private static final int TOKEN_BYTES = 16;

    private final Sites sites;
    private final SiteDomains domains;
    private final DomainRows rows;
    private final DomainNews news;
    private final Installation installation;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DomainDesk(
            Sites sites,
            SiteDomains domains,
            DomainRows rows,
            DomainNews news,
            Installation installation,
            Clock clock) {
        this.sites = sites;
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
        hold(site);
        var present = domains.of(site.team(), site.id());
        var names = new ArrayList<>(List.of(name));
        if (wanted.withCounterpart()) {
            RegisteredName.counterpart(name)
                    .filter(other ->
                            present.stream().noneMatch(one -> one.name().equals(other)))
                    .ifPresent(names::add);
        }
        refuseTooMany(site, present.size(), names.size());
        names.forEach(one -> refuseHeld(site, one, one.equals(name) ? "name" : "withCounterpart"));
        var added = names.stream().map(one -> added(caller, site, one)).toList();
        if (wanted.primary() || present.stream().noneMatch(SiteDomain::isPrimary)) {
            rows.choosePrimary(site.team(), site.id(), added.getFirst().id());
        }
        return domains.find(site.team(), added.getFirst().id()).orElseThrow();
    }

    private void refuseTooMany(Site site, int present, int more) {
        int most = installation.settings().mostPerSite();
        if (present + more > most) throw wrong("name", "domain-too-many", Map.of("most", Integer.toString(most)));
        int mostOfTeam = installation.settings().mostPerTeam();
        if (rows.countAlone(site.team()) + more > mostOfTeam) {
            throw wrong("name", "domain-too-many-of-team", Map.of("most", Integer.toString(mostOfTeam)));
        }
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

    /** A name that the team gave back keeps its token: it is proved at the first look if its record still stands. */
    private SiteDomain added(Caller caller, Site site, DomainName name) {
        var now = clock.instant();
        var token = rows.tokenInQuarantine(site.team(), name, now).orElseGet(this::token);
        var domain = new SiteDomain(
                UUID.randomUUID(),
                site.team(),
                new SiteDomain.Owner(site.id(), site.slug()),
                name,
                false,
                now,
                new SiteDomain.Proof(token, null, null, null, null, now));
        if (!rows.add(domain)) throw wrong("name", "domain-twice", Map.of("name", name.inUnicode()));
        news.tell(caller, site, name, "domain.add");
        return domain;
    }

    /** Gives the name back; for a while the record that the same team has in DNS goes on being the right one. */
    @Transactional
    public void remove(Caller caller, Site site, SiteDomain asked) {
        hold(site);
        var released = release(asked, clock.instant());
        if (released.isEmpty()) return;
        var domain = released.get();
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

    /** The name as it was at that moment; empty where somebody else was quicker. */
    private Optional<SiteDomain> release(SiteDomain asked, Instant now) {
        var released = rows.remove(asked.team(), asked.id());
        released.filter(SiteDomain::isVerified)
                .ifPresent(domain -> rows.quarantine(
                        domain, now, now.plus(installation.settings().quarantine())));
        return released;
    }

    /** One change of a site's names at a time, and none while the site is being deleted. */
    private void hold(Site site) {
        try {
            var _ = sites.lock(site.team(), site.id());
        } catch (NoSuchElementException deletedMeanwhile) {
            throw new ProblemException(
                    Problem.of("site-unknown", 404, Map.of("slug", site.slug().value())));
        }
    }

    @Transactional
    public void makePrimary(Caller caller, Site site, SiteDomain domain) {
        hold(site);
        if (domains.find(domain.team(), domain.id()).isEmpty()) {
            throw new ProblemException(Problem.of("domain-unknown", 404));
        }
        rows.choosePrimary(site.team(), site.id(), domain.id());
        news.tell(caller, site, domain.name(), "domain.primary");
    }

    /** Whether the site's name of ours leads to the primary one as soon as that works. */
    @Transactional
    public void choosePlatformLeads(Caller caller, Site site, boolean leads) {
        hold(site);
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
        for (var domain : domains.of(site.team(), site.id())) {
            release(domain, now).ifPresent(released -> news.tell(released, "domain.remove"));
        }
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
