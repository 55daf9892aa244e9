package io.chantier.editing.web;

import io.chantier.editing.Languages;
import io.chantier.editing.Languages.Typed;
import io.chantier.editing.web.EditView.Chapter;
import io.chantier.editing.web.LanguageView.Beside;
import io.chantier.editing.web.LanguageView.Card;
import io.chantier.editing.web.LanguageView.Refused;
import io.chantier.editing.web.LanguageView.Texts;
import io.chantier.editing.web.LanguageView.Tongues;
import io.chantier.identity.Caller;
import io.chantier.languages.Translation;
import io.chantier.languages.Translation.Line;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A site's further languages: which there are, and their texts beside those of the main one and the page as it becomes. */
@Controller
@RequestMapping("/sites/{slug}/edit/languages")
class LanguagePages {

    private final SitePages pages;
    private final Languages languages;
    private final EditScreens screens;
    private final SitePreviews previews;

    LanguagePages(SitePages pages, Languages languages, EditScreens screens, SitePreviews previews) {
        this.pages = pages;
        this.languages = languages;
        this.screens = screens;
        this.previews = previews;
    }

    @GetMapping
    String all(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = editable(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "view",
                new LanguageView.All(
                        path(slug),
                        languages.main(site),
                        languages.of(site),
                        languages.free(site),
                        languages.canTranslate()));
        return "editing/languages";
    }

    @PostMapping
    String add(Caller caller, @PathVariable String slug, @RequestParam(defaultValue = "") String language) {
        return job(slug, languages.add(editable(caller, slug), language, caller).toString());
    }

    @PostMapping("/translation")
    String translate(Caller caller, @PathVariable String slug) {
        return job(slug, languages.translate(editable(caller, slug), caller).toString());
    }

    @PostMapping("/{language}/removal")
    String remove(Caller caller, @PathVariable String slug, @PathVariable String language, RedirectAttributes next) {
        languages.remove(editable(caller, slug), language, caller);
        next.addFlashAttribute(Frames.DONE, "page.languages.removed");
        return "redirect:" + path(slug);
    }

    @GetMapping("/{language}")
    String show(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String language,
            @RequestParam(defaultValue = "/") String on,
            HttpServletRequest request,
            Model page) {
        return texts(editable(caller, slug), language, on, Refused.NOTHING, request, page);
    }

    @PostMapping("/{language}")
    String save(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String language,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String confirmed,
            @RequestParam(defaultValue = "") String revision,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = editable(caller, slug);
        var typed = typed(request);
        var saved = languages.save(site, language, typed, caller);
        if (!saved.wrong().isEmpty()) {
            response.setStatus(422);
            return texts(site, language, on, Refused.wrong(saved.wrong(), typed), request, page);
        }
        if (!saved.conflicts().isEmpty()) {
            response.setStatus(409);
            return texts(editable(caller, slug), language, on, Refused.conflicting(saved.conflicts()), request, page);
        }
        if (!confirmed.isEmpty()) languages.confirm(site, language, confirmed, revision, caller);
        next.addFlashAttribute(Frames.DONE, "page.edit.saved");
        return "redirect:" + path(slug) + "/" + language + "?on=" + URLEncoder.encode(on, StandardCharsets.UTF_8);
    }

    /** Takes the form as {@link #save} does and keeps nothing; the address of the page, or no content. */
    @PostMapping("/{language}/sketch")
    ResponseEntity<String> sketch(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String language,
            @RequestParam(defaultValue = "/") String on,
            HttpServletRequest request) {
        var site = editable(caller, slug);
        return previews.sketch(site, languages.sketch(site, language, typed(request)), spoken(language, on))
                .map(URI::toString)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private String texts(
            Site site, String language, String on, Refused refused, HttpServletRequest request, Model page) {
        var translation = languages.open(site, language);
        var chapters = translation
                .content()
                .path("pages")
                .valueStream()
                .map(one -> new Chapter(
                        one.path("path").asString(""), one.path("label").asString("")))
                .toList();
        var known = chapters.stream().anyMatch(chapter -> chapter.path().equals(on)) || on.equals(EditScreens.BUSINESS);
        var chosen = known ? on : "/";
        var further = languages.of(site);
        var there = further.stream()
                .filter(Languages.Progress::isThere)
                .map(Languages.Progress::language)
                .toList();
        var progress = further.stream()
                .filter(one -> one.language().equals(language))
                .findFirst()
                .orElseThrow();
        var number = chapters.stream().map(Chapter::path).toList().indexOf(chosen);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "view",
                new Texts(
                        new Tongues("/sites/" + site.slug() + "/edit", languages.main(site), there, language),
                        progress,
                        chosen,
                        chapters,
                        cards(translation, number),
                        new Beside(
                                screens.preview(site, spoken(language, chosen)),
                                EditScreens.isPublishable(site),
                                languages.canTranslate(),
                                refused.revision().isEmpty()
                                        ? String.valueOf(site.status().revision())
                                        : refused.revision()),
                        refused));
        return "editing/texts";
    }

    /** @param page its number; below zero for what stands on every page */
    private static List<Card> cards(Translation translation, int page) {
        var root = "content#/pages/" + page + "/";
        var cards = new LinkedHashMap<String, List<Line>>();
        for (var line : translation.lines()) {
            var at = line.main().at();
            if (page < 0 && !at.startsWith("content#"))
                cards.computeIfAbsent(at.startsWith("site#") ? "business" : "image", _ -> new ArrayList<>())
                        .add(line);
            if (page < 0 || !at.startsWith(root)) continue;
            var inside = at.substring(root.length());
            var card = inside.startsWith("sections/") ? inside.split("/", -1)[1] : "page";
            cards.computeIfAbsent(card, _ -> new ArrayList<>()).add(line);
        }
        return cards.entrySet().stream()
                .map(card -> card(translation, page, card.getKey(), card.getValue()))
                .toList();
    }

    private static Card card(Translation translation, int page, String key, List<Line> lines) {
        if (!Character.isDigit(key.charAt(0))) return new Card("of-" + key, key, "", lines);
        var number = Integer.parseInt(key);
        var type = translation
                .content()
                .at("/pages/" + page + "/sections/" + number + "/type")
                .asString("");
        return new Card("section-" + key, "section." + type, "#s" + (number + 1), lines);
    }

    private static Typed typed(HttpServletRequest request) {
        var texts = request.getParameterMap().entrySet().stream()
                .filter(one -> one.getKey().startsWith("/"))
                .collect(Collectors.toMap(
                        one -> one.getKey().substring(1), one -> one.getValue()[0], (one, _) -> one, TreeMap::new));
        return new Typed(request.getParameter("revision"), texts);
    }

    private static String spoken(String language, String on) {
        return "/" + language + (on.startsWith("/") ? on : "/");
    }

    private static String path(String slug) {
        return "/sites/" + slug + "/edit/languages";
    }

    private static String job(String slug, String job) {
        return "redirect:/sites/" + slug + "/jobs/" + job;
    }

    private Site editable(Caller caller, String slug) {
        var site = pages.find(caller, slug);
        if (!EditPages.isEditable(site)) throw new ProblemException(Problem.of("nothing-to-edit", 409));
        return site;
    }
}
