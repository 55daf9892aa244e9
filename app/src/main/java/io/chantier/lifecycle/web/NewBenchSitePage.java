package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.NewBenchSites;
import io.chantier.sites.NewSiteWay;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way to a new site that lives on a bench. */
@Controller
public class NewBenchSitePage {

    static final String PATH = "/sites/new/bench";

    private final NewBenchSites sites;
    private final ObjectProvider<NewSiteWay> ways;

    NewBenchSitePage(NewBenchSites sites, ObjectProvider<NewSiteWay> ways) {
        this.sites = sites;
        this.ways = ways;
    }

    @Bean
    static NewSiteWay onABench() {
        return new NewSiteWay("page.new.onBench", PATH, 400);
    }

    /**
     * The form.
     *
     * @param possible whether a bench takes new sites now
     * @param apps that can be chosen
     */
    public record View(
            boolean possible,
            SortedSet<String> apps,
            String slug,
            List<String> chosen,
            @Nullable Problem problem,
            List<NewSiteWay> ways) {}

    @GetMapping(PATH)
    String ask(Model page) {
        return form("", List.of(), null, page);
    }

    @PostMapping("/sites/bench")
    String make(
            Caller caller,
            @RequestParam(defaultValue = "") String slug,
            @RequestParam(required = false) @Nullable List<String> apps,
            @RequestParam(defaultValue = "") String adminPassword,
            HttpServletResponse response,
            Model page) {
        var chosen = apps == null ? List.<String>of() : apps;
        try {
            var wanted = new NewBenchSites.Wanted(slug.strip(), chosen, new Secret(adminPassword));
            return "redirect:/sites/" + sites.begin(wanted, caller).site().slug();
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return form(slug, chosen, wrong.problem(), page);
        }
    }

    private String form(String slug, List<String> chosen, @Nullable Problem problem, Model page) {
        var shown =
                ways.stream().sorted(Comparator.comparingInt(NewSiteWay::order)).toList();
        page.addAttribute("view", new View(sites.isPossible(), sites.apps(), slug, chosen, problem, shown));
        return "lifecycle/benchSite";
    }
}
