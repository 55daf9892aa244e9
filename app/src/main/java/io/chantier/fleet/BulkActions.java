package io.chantier.fleet;

import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.Archive;
import io.chantier.lifecycle.BenchCare;
import io.chantier.lifecycle.BenchLife;
import io.chantier.lifecycle.BenchSiteUpdates;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.lifecycle.Urgency;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteTag;
import io.chantier.sites.SiteTags;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a bulk order does for one site. */
@Component
class BulkActions {

    private final Sites sites;
    private final SiteTags tags;
    private final SiteJobs work;
    private final Archive archive;
    private final OnBenches benches;

    BulkActions(Sites sites, SiteTags tags, SiteJobs work, Archive archive, OnBenches benches) {
        this.sites = sites;
        this.tags = tags;
        this.work = work;
        this.archive = archive;
        this.benches = benches;
    }

    /** What can be done with sites on benches. */
    @Component("bulkOnBenches")
    record OnBenches(BenchLife life, BenchCare care, BenchSiteUpdates updates) {}

    /** Why the order would cost more than the limits leave; empty where it does not, or costs nothing. */
    Optional<Problem> refusal(Caller caller, BulkOrder order) {
        return switch (order.kind()) {
            case REGENERATE, LOOK -> work.refusal(caller.team(), order.sites().size());
            case PUBLISH, ARCHIVE, BACKUP, MIGRATE, UPDATE, SUSPEND, RESUME, INSTALL, TAG, UNTAG, IMPORT ->
                Optional.empty();
        };
    }

    Line carryOut(Caller caller, BulkOrder order, Site site, @Nullable FleetSite known, int number) {
        if (order.kind().isForBenches()) {
            if (site.kind() != SiteKind.BENCH) return refused(site, number, "no-bench", Map.of());
        } else if (site.kind() != SiteKind.SHOWCASE && !order.kind().isForAllKinds()) {
            return refused(site, number, "kind", Map.of());
        }
        return switch (order.kind()) {
            case PUBLISH -> publish(caller, site, known, number);
            case REGENERATE -> ordered(site, number, work.generate(site, caller, Urgency.MANY));
            case LOOK -> changeLook(caller, order, site, number);
            case ARCHIVE ->
                archive.archive(site, caller)
                        ? Line.of(number, site.name(), Outcome.DONE, site.id(), null)
                        : refused(site, number, "archived", Map.of());
            case BACKUP -> ordered(site, number, benches.care().backUp(site, caller, Urgency.MANY));
            case MIGRATE -> ordered(site, number, benches.care().migrate(site, caller, Urgency.MANY));
            case UPDATE -> update(caller, site, number);
            case SUSPEND -> ordered(site, number, benches.life().suspend(site, caller, Urgency.MANY));
            case RESUME -> ordered(site, number, benches.life().resume(site, caller, Urgency.MANY));
            case INSTALL -> install(caller, order, site, number);
            case TAG ->
                tags.add(site, tag(order), caller)
                        ? Line.of(number, site.name(), Outcome.DONE, site.id(), null)
                        : refused(site, number, "tagged", Map.of());
            case UNTAG ->
                tags.remove(site, tag(order), caller)
                        ? Line.of(number, site.name(), Outcome.DONE, site.id(), null)
                        : refused(site, number, "untagged", Map.of());
            case IMPORT -> throw new IllegalArgumentException("An import is no bulk action");
        };
    }

    private Line update(Caller caller, Site site, int number) {
        return benches.updates()
                .updateToNewest(site, caller, Urgency.MANY)
                .map(ordered -> ordered(site, number, ordered))
                .orElseGet(() -> refused(site, number, "newest", Map.of()));
    }

    private Line install(Caller caller, BulkOrder order, Site site, int number) {
        return benches.care()
                .installOnOneOfMany(site, order.wish(), caller)
                .map(ordered -> ordered(site, number, ordered))
                .orElseGet(() -> refused(site, number, "app-not-there", Map.of("app", order.wish())));
    }

    private static SiteTag tag(BulkOrder order) {
        return SiteTag.of(order.wish()).orElseThrow(() -> new IllegalArgumentException("Not a tag: " + order.wish()));
    }

    /** What the gate would refuse is refused before a job is spent on it. */
    private Line publish(Caller caller, Site site, @Nullable FleetSite known, int number) {
        int findings = known == null ? 0 : known.needs().findings();
        if (findings > 0) return refused(site, number, "held", Map.of("findings", Integer.toString(findings)));
        return ordered(site, number, work.deploy(site, caller, Urgency.MANY));
    }

    /** The wish is kept only where the job that follows it was ordered. */
    private Line changeLook(Caller caller, BulkOrder order, Site site, int number) {
        var ordered = work.generate(site, caller, Urgency.MANY);
        if (ordered instanceof Ordered.Begun) {
            sites.change(site.team(), site.id(), now -> now.with(wished(now.profile(), order)));
        }
        return ordered(site, number, ordered);
    }

    private static Site.Profile wished(Site.Profile now, BulkOrder order) {
        var old = now.wishes();
        var wishes = old.withDesign(
                order.wish().isEmpty() ? old.look() : order.wish(),
                order.colours().isEmpty() ? old.colours() : order.colours());
        return new Site.Profile(now.name(), now.sourceUrl(), now.language(), wishes);
    }

    private static Line ordered(Site site, int number, Ordered ordered) {
        return switch (ordered) {
            case Ordered.Begun(var job) -> Line.of(number, site.name(), Outcome.BEGUN, site.id(), job);
            case Ordered.Busy(var job) -> refused(site, number, "busy", Map.of());
            case Ordered.NotNow(var state) -> refused(site, number, "state", Map.of("state", state.name()));
            case Ordered.NotApproved() -> refused(site, number, "approval", Map.of());
        };
    }

    private static Line refused(Site site, int number, String reason, Map<String, String> arguments) {
        return Line.refused(number, site.name(), reason, arguments, site.id());
    }
}
