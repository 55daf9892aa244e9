package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchRestores;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The question before a backup is put back. */
@Controller
@RequestMapping("/sites/{slug}/backups/{backup}/restoration")
class BenchRestorePages {

    private final SitePages pages;
    private final BenchRestores restores;

    BenchRestorePages(SitePages pages, BenchRestores restores) {
        this.pages = pages;
        this.restores = restores;
    }

    /** What somebody chose; all of the backup before anybody did. */
    record Chosen(@Nullable List<String> parts, boolean skipBackup) {}

    @GetMapping
    String ask(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String backup,
            HttpServletRequest request,
            Model page) {
        return form(pages.find(caller, slug), backup, new Chosen(null, false), null, request, page);
    }

    /** Nobody writes over a site by accident: its name is typed again. */
    @PostMapping
    String restore(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String backup,
            Typed typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            typed.demandNameOf(site);
            return WorkPages.ordered(restores.restore(site, typed.wanted(backup), caller), slug, next);
        } catch (ProblemException wrong) {
            if (wrong.problem().status() == 404) throw wrong;
            response.setStatus(wrong.problem().status());
            return form(site, backup, typed.chosen(), wrong.problem(), request, page);
        }
    }

    /** The fields of the form. */
    record Typed(
            @Nullable List<String> parts,
            @Nullable String adminPassword,
            @Nullable Boolean skipBackup,
            @Nullable String name) {

        void demandNameOf(Site site) {
            if (name == null || !name.strip().equals(site.name().strip())) {
                throw new ProblemException(Problem.ofField("name", "not-the-name", Map.of("name", site.name())));
            }
        }

        Chosen chosen() {
            return new Chosen(parts == null ? List.of() : parts, Boolean.TRUE.equals(skipBackup));
        }

        BenchRestores.Wanted wanted(String backup) {
            var password = new Secret(adminPassword == null ? "" : adminPassword);
            return new BenchRestores.Wanted(backup, chosen().parts(), password, chosen().skipBackup());
        }
    }

    private String form(
            Site site, String id, Chosen chosen, @Nullable Problem problem, HttpServletRequest request, Model page) {
        var backup = restores.backup(site, id);
        var parts = BenchRestores.partsOf(backup);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("backup", backup);
        page.addAttribute("parts", parts);
        page.addAttribute("chosen", chosen.parts() == null ? parts : chosen.parts());
        page.addAttribute("skipBackup", chosen.skipBackup());
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/benchRestoration";
    }
}
