package io.chantier.domains.web;

import io.chantier.domains.DomainDesk;
import io.chantier.domains.DomainDesk.Wanted;
import io.chantier.domains.DomainSettings;
import io.chantier.domains.ProofChecks;
import io.chantier.domains.SiteDomains;
import io.chantier.domains.web.DomainsView.Form;
import io.chantier.domains.web.DomainsView.Platform;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of domains: what is there, what is still to be done at the registrar, and what DNS says. */
@Controller
@RequestMapping("/sites/{slug}/domains")
class DomainPages implements SiteTab {

    private final SitePages pages;
    private final Desk desk;
    private final DomainViews views;

    DomainPages(SitePages pages, Desk desk, DomainViews views) {
        this.pages = pages;
        this.desk = desk;
        this.views = views;
    }

    /** Where names are worked on. */
    @Component
    record Desk(
            SiteDomains domains,
            DomainDesk changes,
            ProofChecks checks,
            DomainSettings settings,
            SiteAddresses addresses) {}

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.values());
    }

    @Override
    public String titleKey() {
        return "page.tab.domains";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/domains";
    }

    @Override
    public String icon() {
        return "world-www";
    }

    @Override
    public int order() {
        return 550;
    }

    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return show(pages.find(caller, slug), Form.EMPTY, request, page);
    }

    @PostMapping
    String add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var name = typed.getOrDefault("instead", typed.getOrDefault("name", ""));
        var wanted = new Wanted(name, typed.containsKey("withCounterpart"), typed.containsKey("primary"));
        try {
            desk.changes().add(caller, site, wanted);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return show(
                    site, new Form(name, wanted.withCounterpart(), wanted.primary(), wrong.problem()), request, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.domains.added");
        return "redirect:" + path(site);
    }

    @PostMapping("/{id}/check")
    String check(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        var _ = desk.checks().check(DomainApi.find(desk.domains(), site, id));
        views.lookSoon(site, id);
        return "redirect:" + path(site) + "#domain-" + id;
    }

    @PostMapping("/{id}/primary")
    String makePrimary(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        desk.changes().makePrimary(caller, site, DomainApi.find(desk.domains(), site, id));
        next.addFlashAttribute(Frames.DONE, "page.domains.primaryChosen");
        return "redirect:" + path(site);
    }

    /** Says what happens before it does. */
    @GetMapping("/{id}/removal")
    String askBeforeRemoval(
            Caller caller, @PathVariable String slug, @PathVariable UUID id, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var domain = DomainApi.find(desk.domains(), site, id);
        page.addAttribute("domain", views.of(site, domain.id()));
        var _ = show(site, Form.EMPTY, request, page);
        return "domains/removal";
    }

    @PostMapping("/{id}/removal")
    String remove(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        desk.changes().remove(caller, site, DomainApi.find(desk.domains(), site, id));
        next.addFlashAttribute(Frames.DONE, "page.domains.removed");
        return "redirect:" + path(site);
    }

    @PostMapping("/platform")
    String choosePlatform(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "true") boolean leads,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        desk.changes().choosePlatformLeads(caller, site, leads);
        next.addFlashAttribute(Frames.DONE, "page.domains.saved");
        return "redirect:" + path(site);
    }

    private String show(Site site, Form form, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "view",
                new DomainsView(
                        path(site),
                        views.of(site),
                        (int) desk.settings().quarantine().toDays(),
                        new Platform(
                                views.platformName(site),
                                desk.addresses().lasting(site),
                                desk.changes().platformLeads(site)),
                        form));
        return "domains/domains";
    }
}
