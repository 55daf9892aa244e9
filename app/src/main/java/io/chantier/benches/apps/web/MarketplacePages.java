package io.chantier.benches.apps.web;

import io.chantier.benches.apps.AppName;
import io.chantier.benches.apps.Marketplace;
import io.chantier.benches.apps.Marketplace.Fit;
import io.chantier.benches.apps.Marketplace.Offer;
import io.chantier.benches.apps.Marketplace.SiteApps;
import io.chantier.benches.apps.web.MarketplaceView.Line;
import io.chantier.benches.apps.web.MarketplaceView.SiteChoice;
import io.chantier.benches.apps.web.MarketplaceView.SiteFit;
import io.chantier.identity.Caller;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a team looks for apps, and for those that a site of theirs can have. */
@Controller
@RequestMapping("/apps")
class MarketplacePages {

    private static final int LONGEST_SEARCH = 200;

    private final Marketplace marketplace;
    private final Sites sites;

    MarketplacePages(Marketplace marketplace, Sites sites) {
        this.marketplace = marketplace;
        this.sites = sites;
    }

    @GetMapping
    String list(
            Caller caller,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String site,
            Model page) {
        var search = q.substring(0, Math.min(q.length(), LONGEST_SEARCH));
        var choices = choices(caller);
        var there = there(caller, choices, site);
        var lines = marketplace.offers(search).stream()
                .map(offer -> line(offer, there))
                .toList();
        page.addAttribute("view", new MarketplaceView.All(search, site, choices, lines));
        return "benches/marketplace";
    }

    @GetMapping("/{name}")
    String show(Caller caller, @PathVariable String name, @RequestParam(defaultValue = "") String site, Model page) {
        var offer = Optional.of(name)
                .filter(AppName::isAppName)
                .flatMap(text -> marketplace.offer(new AppName(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        var fitting = marketplace.fits(caller.team(), offer);
        var fits = choices(caller).stream()
                .filter(choice -> site.isEmpty() || choice.slug().equals(site))
                .flatMap(choice ->
                        Optional.ofNullable(fitting.get(choice.id())).map(fit -> new SiteFit(choice, fit)).stream())
                .toList();
        var ready = fits.stream()
                .filter(MarketplacePages::isReady)
                .map(SiteFit::site)
                .toList();
        var others = fits.stream().filter(fit -> !isReady(fit)).toList();
        page.addAttribute("view", new MarketplaceView.One(offer, ready, others, UUID.randomUUID()));
        return "benches/offer";
    }

    private static boolean isReady(SiteFit fit) {
        return fit.fitting().fit() == Fit.THERE && fit.site().online();
    }

    private List<SiteChoice> choices(Caller caller) {
        var hosted = Set.copyOf(marketplace.sites(caller.team()));
        return sites.summaries(caller.team()).stream()
                .filter(site -> hosted.contains(site.id()) && site.state() != SiteState.ARCHIVED)
                .map(site ->
                        new SiteChoice(site.id(), site.slug().value(), site.name(), site.state() == SiteState.LIVE))
                .sorted(Comparator.comparing(SiteChoice::name).thenComparing(SiteChoice::slug))
                .toList();
    }

    /** Null where no site was chosen; one that is not there, or not theirs, ends the request. */
    private @Nullable SiteApps there(Caller caller, List<SiteChoice> choices, String slug) {
        if (slug.isEmpty()) return null;
        return choices.stream()
                .filter(choice -> choice.slug().equals(slug))
                .findFirst()
                .flatMap(choice -> appsOf(caller, choice))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private Optional<SiteApps> appsOf(Caller caller, SiteChoice choice) {
        return marketplace.appsOf(caller.team(), choice.id());
    }

    private static Line line(Offer offer, @Nullable SiteApps there) {
        return new Line(offer, there == null ? null : there.fitting(offer));
    }
}
