package io.chantier.approval.web;

import io.chantier.approval.Approvals;
import io.chantier.approval.Reviews;
import io.chantier.approval.Right;
import io.chantier.approval.Task;
import io.chantier.approval.Tasks;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.Showings;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab in which the agency makes links for clients, and answers them. */
@Controller
@RequestMapping("/sites/{slug}/approval")
class ApprovalTab implements SiteTab {

    private final SitePages pages;
    private final ApprovalScreens screens;
    private final Reviews reviews;
    private final Tasks tasks;
    private final Approvals approvals;
    private final Showings showings;

    ApprovalTab(
            SitePages pages,
            ApprovalScreens screens,
            Reviews reviews,
            Tasks tasks,
            Approvals approvals,
            Showings showings) {
        this.pages = pages;
        this.screens = screens;
        this.reviews = reviews;
        this.tasks = tasks;
        this.approvals = approvals;
        this.showings = showings;
    }

    @Override
    public String titleKey() {
        return "page.tab.approval";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/approval";
    }

    @Override
    public String icon() {
        return "user-check";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public boolean isFor(Site site) {
        return site.kind() == SiteKind.SHOWCASE
                && site.status().revision() != null
                && site.state() != SiteState.ARCHIVED;
    }

    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return screens.show(pages.find(caller, slug), caller, request, page);
    }

    @PostMapping("/reviews")
    String make(
            Caller caller,
            @PathVariable String slug,
            Typed typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = pages.find(caller, slug);
        var wanted = typed.wanted();
        try {
            var made = reviews.make(site, wanted, caller);
            showings.hear(site);
            return screens.made(site, made, caller, request, page);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return screens.refused(site, wanted, refused.problem(), caller, request, page);
        }
    }

    /** The form of a new link as a browser sends it; a box that is not ticked is not there. */
    record Typed(
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            @Nullable Set<Right> rights,
            @Nullable String days,
            @Nullable String author) {

        Reviews.Wanted wanted() {
            var number = days != null && days.strip().matches("\\d{1,6}") ? Integer.parseInt(days.strip()) : 0;
            var micros = author == null || author.isBlank() ? 0 : micros(author).orElse(-1);
            return new Reviews.Wanted(name, email, language, rights == null ? Set.of() : rights, number, micros);
        }
    }

    @PostMapping("/reviews/{id}/newest")
    String showNewest(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        reviews.showNewest(site, reviews.find(site, id), caller);
        showings.hear(site);
        return done(slug, "page.approval.shownFlash", next);
    }

    @PostMapping("/reviews/{id}/revocation")
    String revoke(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        reviews.revoke(pages.find(caller, slug), id, caller);
        return done(slug, "page.approval.revokedFlash", next);
    }

    @PostMapping("/tasks/{id}")
    String reply(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(required = false) Task.@Nullable State state,
            @RequestParam(defaultValue = "") String answer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            tasks.reply(site, id, state == null ? Task.State.ANSWERED : state, answer, caller);
            return done(slug, "page.approval.repliedFlash", next);
        } catch (ProblemException refused) {
            return again(site, id, refused.problem(), caller, request, response, page);
        }
    }

    /** @param budget in dollars, as people write it */
    @PostMapping("/tasks/{id}/author")
    String handOver(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String budget,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            tasks.handOver(site, id, micros(budget).orElseThrow(ApprovalTab::malformed), caller);
            return done(slug, "page.approval.handedFlash", next);
        } catch (ProblemException refused) {
            return again(site, id, refused.problem(), caller, request, response, page);
        }
    }

    @PostMapping("/rule")
    String rule(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "false") boolean needed,
            RedirectAttributes next) {
        approvals.setNeeded(pages.find(caller, slug), needed, caller);
        return done(slug, "page.approval.ruleFlash", next);
    }

    @PostMapping("/override")
    String override(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            demand(approvals.override(site, reason, caller));
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return screens.refused(site, "override", refused.problem(), caller, request, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.job.startedFlash");
        return "redirect:/sites/" + slug;
    }

    static void demand(Ordered ordered) {
        switch (ordered) {
            case Ordered.Begun _ -> {}
            case Ordered.Busy(var job) ->
                throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
            case Ordered.NotNow(var state) ->
                throw new ProblemException(Problem.of("site-state", 409, Map.of("state", state.name())));
            case Ordered.NotApproved() -> throw new ProblemException(Problem.of("approval-missing", 409));
        }
    }

    private static OptionalLong micros(String dollars) {
        var plain = dollars.strip().replace(',', '.');
        return plain.matches("\\d{1,3}(\\.\\d{1,4})?")
                ? OptionalLong.of(Math.round(Double.parseDouble(plain) * 1_000_000))
                : OptionalLong.empty();
    }

    private static ProblemException malformed() {
        return new ProblemException(Problem.ofField("budget", "malformed", Map.of()));
    }

    private String again(
            Site site,
            UUID task,
            Problem problem,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        if (problem.status() == 404) throw new ProblemException(problem);
        response.setStatus(problem.status());
        return screens.refused(site, task.toString(), problem, caller, request, page);
    }

    private static String done(String slug, String key, RedirectAttributes next) {
        next.addFlashAttribute(Frames.DONE, key);
        return "redirect:/sites/" + slug + "/approval";
    }
}
