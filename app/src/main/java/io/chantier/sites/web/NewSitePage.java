package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.SiteGoal;
import io.chantier.sites.SiteGoals;
import io.chantier.sites.web.NewSiteForm.Brief;
import io.chantier.sites.web.NewSiteForm.Contact;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The two ways to a new site: the address of the old one, or a brief. The button starts the work. */
@Controller
class NewSitePage {

    private final Drafts drafts;
    private final SiteGoals goals;
    private final TransactionTemplate transaction;

    NewSitePage(Drafts drafts, SiteGoals goals, TransactionTemplate transaction) {
        this.drafts = drafts;
        this.goals = goals;
        this.transaction = transaction;
    }

    @GetMapping("/sites/new")
    String fromAddress(Model page) {
        page.addAttribute("form", NewSiteForm.empty());
        return "sites/new";
    }

    @GetMapping("/sites/new/brief")
    String fromBrief(Model page) {
        page.addAttribute("form", NewSiteForm.empty());
        return "sites/brief";
    }

    @PostMapping("/sites")
    String make(@RequestParam Map<String, String> typed, Caller caller, HttpServletResponse response, Model page) {
        var form = form(typed);
        return make(form, form.fromAddress(), "sites/new", caller, response, page);
    }

    @PostMapping("/sites/brief")
    String makeFromBrief(
            @RequestParam Map<String, String> typed, Caller caller, HttpServletResponse response, Model page) {
        var form = form(typed);
        return make(form, form.fromBrief(), "sites/brief", caller, response, page);
    }

    private String make(
            NewSiteForm form, NewSite wanted, String again, Caller caller, HttpServletResponse response, Model page) {
        var outcome = transaction.execute(_ -> draftAndStart(form, wanted, caller));
        return switch (outcome) {
            case Drafts.Outcome.Drafted(var site) -> "redirect:/sites/" + site.slug();
            case Drafts.Outcome.Invalid(var fields) -> {
                response.setStatus(422);
                page.addAttribute("form", form);
                page.addAttribute("problem", new Problem("invalid", 422, Map.of(), fields));
                yield again;
            }
        };
    }

    private Drafts.Outcome draftAndStart(NewSiteForm form, NewSite wanted, Caller caller) {
        var outcome = drafts.draft(caller.team(), wanted);
        if (outcome instanceof Drafts.Outcome.Drafted(var site)) goals.start(site, goal(form));
        return outcome;
    }

    private static SiteGoal goal(NewSiteForm form) {
        return form.goal().equals(SiteGoal.LIVE.name()) ? SiteGoal.LIVE : SiteGoal.GENERATED;
    }

    private static NewSiteForm form(Map<String, String> typed) {
        var contact = new Contact(typed.get("phone"), typed.get("email"), typed.get("address"), typed.get("hours"));
        var brief = new Brief(
                typed.get("trade"), typed.get("language"), typed.get("services"), typed.get("description"), contact);
        return new NewSiteForm(
                typed.get("sourceUrl"),
                typed.get("name"),
                typed.get("slug"),
                typed.get("look"),
                typed.get("goal"),
                brief);
    }
}
