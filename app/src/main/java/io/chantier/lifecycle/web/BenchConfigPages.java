package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchConfig.Setting;
import io.chantier.benches.hosting.BenchConfig.ValueType;
import io.chantier.benches.hosting.ConfigChange;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchConfigDesk;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of the configuration of a site on a bench. */
@Controller
@RequestMapping("/sites/{slug}/config")
class BenchConfigPages implements SiteTab {

    private final SitePages pages;
    private final BenchConfigDesk desk;

    BenchConfigPages(SitePages pages, BenchConfigDesk desk) {
        this.pages = pages;
        this.desk = desk;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public String titleKey() {
        return "page.tab.config";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/config";
    }

    @Override
    public String icon() {
        return "adjustments-horizontal";
    }

    @Override
    public int order() {
        return 500;
    }

    /** @param key the one that is to be changed */
    @GetMapping
    String show(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request,
            Model page) {
        var site = pages.find(caller, slug);
        return show(site, key, null, null, request, page);
    }

    @PostMapping
    String change(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "TEXT") ValueType type,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String flag,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var form = new BenchConfigForm(key, type, type == ValueType.YES_NO ? flag : value, false, false);
        try {
            return WorkPages.ordered(desk.change(site, form.change(), caller), slug, next);
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return show(site, "", form, wrong.problem(), request, page);
        }
    }

    @PostMapping("/removal")
    String remove(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes next) {
        var change = ConfigChange.of(Map.of(), Set.of(key));
        return WorkPages.ordered(desk.change(pages.find(caller, slug), change, caller), slug, next);
    }

    /** An agent that does not answer leaves the page standing, with the reason on it. */
    private String show(
            Site site,
            String key,
            @Nullable BenchConfigForm typed,
            @Nullable Problem problem,
            HttpServletRequest request,
            Model page) {
        page.addAttribute("page", pages.of(site, request));
        try {
            var entries = desk.of(site);
            var form = typed == null ? form(entries, key) : typed.again(isSet(entries, typed.key()));
            page.addAttribute("view", new BenchConfigView(entries, form, problem, null));
        } catch (ProblemException wrong) {
            if (wrong.problem().status() != 502) throw wrong;
            var form = typed == null ? BenchConfigForm.EMPTY : typed.again(false);
            page.addAttribute("view", new BenchConfigView(List.of(), form, problem, wrong.problem()));
        }
        return "lifecycle/benchConfig";
    }

    private static boolean isSet(List<Setting> entries, String key) {
        return entries.stream()
                .anyMatch(entry -> entry.editable() && entry.key().equals(key));
    }

    private static BenchConfigForm form(List<Setting> entries, String key) {
        return entries.stream()
                .filter(Setting::editable)
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(BenchConfigForm::of)
                .orElse(BenchConfigForm.EMPTY);
    }
}
