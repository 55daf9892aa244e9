package io.chantier.generation.web;

import io.chantier.generation.AuthorChanges;
import io.chantier.generation.AuthorSettings.Chosen;
import io.chantier.generation.AuthorSettings.Models;
import io.chantier.generation.web.AuthorView.Form;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.Parts;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which the operator says who writes, sees whether that can work, and tries it. */
@Controller
class AuthorPage {

    private final AuthorScreens screens;
    private final AuthorChanges changes;
    private final Trials trials;
    private final Frames frames;
    private final Parts parts;

    AuthorPage(AuthorScreens screens, AuthorChanges changes, Trials trials, Frames frames, Parts parts) {
        this.screens = screens;
        this.changes = changes;
        this.trials = trials;
        this.frames = frames;
        this.parts = parts;
    }

    @GetMapping("/settings/author")
    String show(Locale locale, Model page) {
        page.addAttribute("view", screens.now(locale, null));
        return "generation/author";
    }

    @PostMapping("/settings/author")
    String change(
            Caller caller,
            @RequestParam Map<String, String> typed,
            Locale locale,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var form = form(typed);
        try {
            changes.make(caller, chosen(form));
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            page.addAttribute("view", screens.typed(form, locale, wrong.problem()));
            return "generation/author";
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return "redirect:/settings/author";
    }

    /** Asked for by a script, it answers with what came of it; else with the whole page. */
    @PostMapping("/settings/author/test")
    Object test(
            Caller caller,
            @RequestHeader(name = "HX-Request", defaultValue = "") String byScript,
            Locale locale,
            HttpServletRequest request,
            Model page)
            throws InterruptedException {
        var tried = trials.run(caller, locale);
        if (byScript.isEmpty()) {
            page.addAttribute("view", screens.now(locale, tried));
            return "generation/author";
        }
        var html = parts.text("generation/tried.jte", Map.of("frame", frames.of(request), "tried", tried));
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(html);
    }

    private static Form form(Map<String, String> typed) {
        var models = new LinkedHashMap<String, String>();
        for (var step : AuthorChanges.STEPS)
            models.put(step, typed.getOrDefault(step, "").strip());
        return new Form(
                typed.getOrDefault("author", ""),
                models,
                typed.getOrDefault("rounds", "").strip());
    }

    private static Chosen chosen(Form form) {
        var models = form.models();
        return new Chosen(
                form.author(),
                new Models(
                        models.getOrDefault("analysis", ""),
                        models.getOrDefault("content", ""),
                        models.getOrDefault("design", ""),
                        models.getOrDefault("repair", "")),
                form.rounds().matches("\\d{1,3}") ? Integer.parseInt(form.rounds()) : -1);
    }
}
