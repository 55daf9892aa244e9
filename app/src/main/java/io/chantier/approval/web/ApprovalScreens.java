package io.chantier.approval.web;

import io.chantier.approval.Approvals;
import io.chantier.approval.Reviews;
import io.chantier.approval.Tasks;
import io.chantier.approval.web.ApprovalView.Agreement;
import io.chantier.approval.web.ApprovalView.Asked;
import io.chantier.approval.web.ApprovalView.Link;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts the tab together, with what was typed into one of its forms. */
@Component
class ApprovalScreens {

    static final String NEW_LINK = "new";

    private final SitePages pages;
    private final Revisions revisions;
    private final Reviews reviews;
    private final Tasks tasks;
    private final Approvals approvals;
    private final AuthorsWork work;

    ApprovalScreens(
            SitePages pages, Revisions revisions, Reviews reviews, Tasks tasks, Approvals approvals, AuthorsWork work) {
        this.pages = pages;
        this.revisions = revisions;
        this.reviews = reviews;
        this.tasks = tasks;
        this.approvals = approvals;
        this.work = work;
    }

    String show(Site site, Caller caller, HttpServletRequest request, Model page) {
        return show(site, new Asked(tasks.hasAuthor(site), mayOverride(caller), null, null, "", null), request, page);
    }

    /** With the link that was just made, which is shown this once. */
    String made(Site site, Reviews.Made made, Caller caller, HttpServletRequest request, Model page) {
        var person = made.review().person();
        var letter = "mailto:" + encoded(person.email()) + "?subject="
                + encoded(made.letter().subject()) + "&body="
                + encoded(made.letter().body());
        var link = new Link(person.name(), made.link().toString(), letter);
        return show(site, new Asked(tasks.hasAuthor(site), mayOverride(caller), null, link, "", null), request, page);
    }

    /** With what is wrong in the form of a new link. */
    String refused(
            Site site, Reviews.Wanted typed, Problem problem, Caller caller, HttpServletRequest request, Model page) {
        var asked = new Asked(tasks.hasAuthor(site), mayOverride(caller), typed, null, NEW_LINK, problem);
        return show(site, asked, request, page);
    }

    /** With what is wrong in another form of the page. */
    String refused(Site site, String form, Problem problem, Caller caller, HttpServletRequest request, Model page) {
        var asked = new Asked(tasks.hasAuthor(site), mayOverride(caller), null, null, form, problem);
        return show(site, asked, request, page);
    }

    private String show(Site site, Asked asked, HttpServletRequest request, Model page) {
        var newest = revisions.list(site, 1).stream()
                .findFirst()
                .map(Revision::number)
                .orElse(0);
        var agreement = new Agreement(approvals.of(site), approvals.isNeeded(site), approvals.isAwaited(site), newest);
        page.addAttribute("page", pages.of(site, request));
        var all = tasks.of(site);
        page.addAttribute("work", work.of(site, all, request));
        page.addAttribute(
                "view",
                new ApprovalView("/sites/" + site.slug() + "/approval", reviews.of(site), all, agreement, asked));
        return "approval/tab";
    }

    private static boolean mayOverride(Caller caller) {
        return caller.role() == Role.OWNER || caller.operator();
    }

    /** As an address of mail wants it, where a plus is a plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
