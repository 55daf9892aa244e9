package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.NewSiteWay;
import io.chantier.sites.SiteGoal;
import io.chantier.sites.SiteGoals;
import io.chantier.sites.SitePictures;
import io.chantier.sites.web.NewSiteForm.Brief;
import io.chantier.sites.web.NewSiteForm.Contact;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The two ways to a new site: the address of the old one, or a brief. The button starts the work. */
@Controller
class NewSitePage {

    private final Drafts drafts;
    private final SiteGoals goals;
    private final SitePictures pictures;
    private final TransactionTemplate transaction;
    private final ObjectProvider<NewSiteWay> ways;

    NewSitePage(
            Drafts drafts,
            SiteGoals goals,
            SitePictures pictures,
            TransactionTemplate transaction,
            ObjectProvider<NewSiteWay> ways) {
        this.drafts = drafts;
        this.goals = goals;
        this.pictures = pictures;
        this.transaction = transaction;
        this.ways = ways;
    }

    @Bean
    static NewSiteWay fromOldSite() {
        return new NewSiteWay("page.new.fromSite", "/sites/new", 100);
    }

    @Bean
    static NewSiteWay fromTheBrief() {
        return new NewSiteWay("page.new.fromBrief", "/sites/new/brief", 200);
    }

    @ModelAttribute("ways")
    List<NewSiteWay> ways() {
        return ways.stream().sorted(Comparator.comparingInt(NewSiteWay::order)).toList();
    }

    /** Whether further languages can be asked for. */
    @ModelAttribute("translates")
    boolean translates() {
        return drafts.canTranslate();
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
    String make(
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<String> languages,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var form = form(typed, languages == null ? List.of() : languages);
        return make(new Order(form, form.fromAddress(), request, "sites/new"), caller, response, page);
    }

    @PostMapping("/sites/brief")
    String makeFromBrief(
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<String> languages,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var form = form(typed, languages == null ? List.of() : languages);
        return make(new Order(form, form.fromBrief(), request, "sites/brief"), caller, response, page);
    }

    /** What was typed and chosen, and the form to show again where something is wrong with it. */
    private record Order(NewSiteForm form, NewSite wanted, HttpServletRequest request, String again) {}

    private String make(Order order, Caller caller, HttpServletResponse response, Model page) {
        try {
            return make(transaction.execute(_ -> draftAndStart(order, caller)), order, response, page);
        } catch (ProblemException refused) {
            return again(order, refused.problem(), response, page);
        }
    }

    private static String make(Drafts.Outcome outcome, Order order, HttpServletResponse response, Model page) {
        return switch (outcome) {
            case Drafts.Outcome.Drafted(var site) -> "redirect:/sites/" + site.slug();
            case Drafts.Outcome.Invalid(var fields) -> again(order, Problem.ofFields(fields), response, page);
        };
    }

    private static String again(Order order, Problem problem, HttpServletResponse response, Model page) {
        response.setStatus(problem.status());
        page.addAttribute("form", order.form());
        page.addAttribute("problem", problem);
        return order.again();
    }

    private Drafts.Outcome draftAndStart(Order order, Caller caller) {
        var outcome = drafts.draft(caller.team(), order.wanted());
        if (outcome instanceof Drafts.Outcome.Drafted(var site)) {
            for (var file : Upload.of(order.request(), "pictures")) {
                pictures.add(site, file.bytes(), file.name(), "", SitePictures.Use.SHOWN);
            }
            goals.start(site, goal(order.form()), caller);
        }
        return outcome;
    }

    private static SiteGoal goal(NewSiteForm form) {
        return form.goal().equals(SiteGoal.LIVE.name()) ? SiteGoal.LIVE : SiteGoal.GENERATED;
    }

    private static NewSiteForm form(Map<String, String> typed, List<String> languages) {
        var contact = new Contact(typed.get("phone"), typed.get("email"), typed.get("address"), typed.get("hours"));
        var brief = new Brief(
                typed.get("trade"), typed.get("language"), typed.get("services"), typed.get("description"), contact);
        return new NewSiteForm(
                typed.get("sourceUrl"),
                typed.get("name"),
                typed.get("slug"),
                typed.get("look"),
                typed.get("goal"),
                languages,
                brief);
    }
}
