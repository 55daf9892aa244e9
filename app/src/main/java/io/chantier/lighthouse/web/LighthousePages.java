package io.chantier.lighthouse.web;

import io.chantier.identity.Caller;
import io.chantier.lighthouse.LighthouseOrders;
import io.chantier.lighthouse.LighthouseRun;
import io.chantier.lighthouse.LighthouseRuns;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteState;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lets people and programs read the scores and have them measured now. */
@Controller
class LighthousePages {

    private final SitePages pages;
    private final LighthouseRuns runs;
    private final LighthouseOrders orders;

    LighthousePages(SitePages pages, LighthouseRuns runs, LighthouseOrders orders) {
        this.pages = pages;
        this.runs = runs;
        this.orders = orders;
    }

    /**
     * What Lighthouse said of a site.
     *
     * @param installed whether it can look here; where it cannot, nothing was measured and nothing passed
     * @param runs newest first; without scores where nothing was measured
     */
    record History(boolean installed, List<LighthouseRun> runs) {}

    @GetMapping("/api/sites/{slug}/lighthouse")
    @ResponseBody
    History history(Caller caller, @PathVariable String slug) {
        return new History(orders.isInstalled(), runs.list(pages.find(caller, slug), LighthouseView.MOST));
    }

    /** It looks as soon as nobody needs the browser. */
    @PostMapping("/api/sites/{slug}/lighthouse")
    @ResponseBody
    @ResponseStatus(HttpStatus.ACCEPTED)
    void measure(Caller caller, @PathVariable String slug) {
        ask(pages.find(caller, slug));
    }

    @PostMapping("/sites/{slug}/lighthouse")
    String press(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        ask(site);
        next.addFlashAttribute(Frames.DONE, "page.lighthouse.asked");
        return "redirect:/sites/" + site.slug();
    }

    private void ask(Site site) {
        if (site.state() != SiteState.LIVE) throw new ProblemException(Problem.of("lighthouse-not-online", 409));
        if (!orders.isInstalled()) throw new ProblemException(Problem.of("lighthouse-missing", 409));
        orders.ask(site);
    }
}
