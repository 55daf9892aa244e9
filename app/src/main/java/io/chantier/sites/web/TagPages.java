package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePanel;
import io.chantier.sites.SiteTag;
import io.chantier.sites.SiteTags;
import io.chantier.web.Frame;
import io.chantier.web.Frames;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tags of one site: a card on its page, and the same for programs. */
@Controller
class TagPages implements SitePanel {

    private final SitePages pages;
    private final SiteTags tags;
    private final Parts parts;

    TagPages(SitePages pages, SiteTags tags, Parts parts) {
        this.pages = pages;
        this.tags = tags;
        this.parts = parts;
    }

    /** All tags of the site. */
    record TagsBody(@Nullable List<String> tags) {}

    @Override
    public Set<SiteKind> kinds() {
        return SiteKind.ALL;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public int order() {
        return 900;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        var has = tags.of(site);
        if (has.isEmpty() && !frame.mayWrite()) return Optional.empty();
        return Optional.of(parts.of(
                "sites/tags.jte", Map.of("frame", frame, "slug", site.slug().value(), "tags", has)));
    }

    @PostMapping("/sites/{slug}/tags")
    String add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String tag,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        tags.add(site, read(tag, "tag"), caller);
        next.addFlashAttribute(Frames.DONE, "page.tags.added");
        return "redirect:/sites/" + slug;
    }

    @PostMapping("/sites/{slug}/tags/removal")
    String remove(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String tag,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        tags.remove(site, read(tag, "tag"), caller);
        next.addFlashAttribute(Frames.DONE, "page.tags.removed");
        return "redirect:/sites/" + slug;
    }

    @GetMapping("/api/sites/{slug}/tags")
    @ResponseBody
    List<String> list(Caller caller, @PathVariable String slug) {
        return tags.of(pages.find(caller, slug)).stream().map(SiteTag::name).toList();
    }

    /** Those that are named stay or come, all others go. */
    @PutMapping("/api/sites/{slug}/tags")
    @ResponseBody
    List<String> replace(Caller caller, @PathVariable String slug, @RequestBody TagsBody body) {
        var site = pages.find(caller, slug);
        var names = body.tags() == null ? List.<String>of() : body.tags();
        var wanted = new HashSet<SiteTag>();
        for (int i = 0; i < names.size(); i++) wanted.add(read(String.valueOf(names.get(i)), "tags[" + i + "]"));
        for (var has : tags.of(site)) if (!wanted.contains(has)) tags.remove(site, has, caller);
        for (var tag : wanted) tags.add(site, tag, caller);
        return list(caller, slug);
    }

    private static SiteTag read(String typed, String field) {
        return SiteTag.of(typed).orElseThrow(() -> new ProblemException(Problem.ofField(field, "not-a-tag", Map.of())));
    }
}
