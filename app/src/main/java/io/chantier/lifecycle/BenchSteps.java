package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchPlaces;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.deployment.Verifier;
import io.chantier.identity.Vault;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Secret;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of sites on benches: what their agents do, and what the public sees of it. */
@Component
class BenchSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String MAKE = "make-bench-site";

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchPlaces places;
    private final BenchHosting hosting;
    private final BenchRestoring restoring;
    private final BenchSources sources;
    private final AgentWork work;
    private final Vault vault;
    private final Teller teller;

    BenchSteps(SiteSteps steps, Sites sites, Place place, AgentWork work, Vault vault, Teller teller) {
        this.steps = steps;
        this.sites = sites;
        this.places = place.places();
        this.hosting = place.hosting();
        this.restoring = place.restoring();
        this.sources = place.sources();
        this.work = work;
        this.vault = vault;
        this.teller = teller;
    }

    /** Where a site goes, and what it begins with. */
    @Component("benchPlace")
    record Place(BenchPlaces places, BenchHosting hosting, BenchRestoring restoring, BenchSources sources) {}

    /** Who says where a site is, and that it is there. */
    @Component
    record Teller(SiteAddresses addresses, Verifier visitors, Announcement announcement) {}

    Step pickBench(SiteKey key, BenchWish wanted) {
        return steps.named("pick-bench", key, Site::installing, (site, context) -> {
                    var source = sources.siteOf(site, wanted);
                    var bench = places.settle(site, wanted.choice(), source);
                    if (bench.isEmpty()) return new StepOutcome.Failed(places.whyNot(site, wanted.choice()));
                    context.log("bench-picked", Map.of("bench", bench.get()));
                    if (wanted.isCopy()) source.ifPresent(original -> hosting.markCopy(site, original));
                    return StepOutcome.done(bench.get());
                })
                .undoneBy(_ -> backToDraft(key));
    }

    /** A half-made tenant never stays: what fails or is cancelled before the public saw it is taken off the bench at once. */
    Step makeSite(SiteKey key, BenchWish wanted) {
        return steps.named(MAKE, key, Site::installing, (site, context) -> {
                    var password = wanted.password(site.id(), vault);
                    var user = wanted.firstUser(site.id(), vault);
                    boolean sealed = password.isEmpty()
                            || user.filter(one -> one.password().isEmpty()).isPresent();
                    if (sealed) return StepOutcome.failed("bench-password-sealed", Map.of());
                    var turn = new AgentWork.Turn(wanted.origin(), MAKE, context.signalled());
                    return wanted.source() == null
                            ? work.follow(
                                    turn,
                                    () -> hosting.obstacle(site),
                                    () -> hosting.newSite(site, wanted.apps(), password, user))
                            : makeFromBackup(site, wanted, turn, password, context);
                })
                .undoneAtOnceBy(_ -> takeOff(key, wanted));
    }

    private StepOutcome makeFromBackup(
            Site site, BenchWish wanted, AgentWork.Turn turn, Secret password, SiteStepContext context) {
        var origin = sources.of(site, wanted, context);
        if (origin.isEmpty()) return StepOutcome.failed("source-gone", Map.of());
        return BenchSources.readable(() -> work.follow(
                turn,
                () -> hosting.obstacle(site),
                () -> restoring.newSite(site, origin.get(), password, wanted.isCopy())));
    }

    Step route(SiteKey key) {
        return steps.named("route-bench-site", key, Site::installing, (site, _) -> {
            hosting.open(site);
            return StepOutcome.done();
        });
    }

    /** Done is not live: it has to answer, there and to those who come by its public name. */
    Step verify(SiteKey key) {
        return steps.named("verify", key, Site::installing, (site, context) -> {
            var silent = hosting.look(site);
            if (silent.isPresent()) return new StepOutcome.TryAgain(silent.get(), LOOK_AGAIN);
            var missed = teller.visitors().missed(site, BenchHosting.PING);
            if (missed.isPresent()) return new StepOutcome.TryAgain(missed.get(), LOOK_AGAIN);
            hosting.came(site);
            sites.change(key.team(), key.site(), Site::live);
            var address = teller.addresses().of(site).toString();
            context.log("verified", Map.of("address", address));
            return StepOutcome.done(address);
        });
    }

    Step announce(SiteKey key) {
        return steps.named("announce", key, site -> site, (site, context) -> {
            var address = teller.addresses().of(site).toString();
            teller.announcement().isLive(site, address, context.job());
            return StepOutcome.done(address);
        });
    }

    /** The site is online: whatever becomes of its first backup is told by the agent's job. */
    Step backUp(SiteKey key, BenchWish wanted) {
        return steps.beside("first-backup", key, (site, _) -> {
            work.orderBeside(wanted.origin(), "first-backup", hosting.backup(site));
            return StepOutcome.done();
        });
    }

    private void takeOff(SiteKey key, BenchWish wanted) {
        var site = sites.find(key.team(), key.site());
        if (site.isEmpty() || site.get().state().wasPublished()) return;
        hosting.close(site.get());
        hosting.archive(site.get()).ifPresent(order -> work.undo(wanted.origin(), MAKE, order));
        backToDraft(key);
    }

    private void backToDraft(SiteKey key) {
        steps.change(key, site -> site.state() == SiteState.INSTALLING ? site.backToDraft() : site);
    }
}
