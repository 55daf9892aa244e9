package io.chantier.checks.web;

import io.chantier.checks.Finding;
import io.chantier.checks.Waiver;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.web.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the gate found in a site's newest revision, and who answers for what of it. */
@RestController
@RequestMapping("/api/sites/{slug}/findings")
class FindingApi {

    private final SitePages pages;
    private final FoundThings found;
    private final Words words;

    FindingApi(SitePages pages, FoundThings found, Words words) {
        this.pages = pages;
        this.found = found;
        this.words = words;
    }

    /**
     * One finding.
     *
     * @param id the same in every revision in which the same text stands in the same place
     * @param text what is wrong, in the caller's language
     * @param waivable whether a person may answer for it
     * @param waiver who does; null where nobody does
     */
    record FindingView(
            String id,
            String code,
            Finding.Severity severity,
            Where where,
            String text,
            boolean waivable,
            @Nullable Waiver waiver) {}

    record Where(String page, @Nullable String pointer, String excerpt) {}

    /** @param reason what the person says for it */
    record Reason(@Nullable String reason) {}

    /** Blocking ones first; empty also where nothing was examined yet. */
    @GetMapping
    List<FindingView> list(Caller caller, @PathVariable String slug, Locale locale) {
        var site = pages.find(caller, slug);
        var waived = found.waived(site);
        return found.of(site).stream()
                .map(finding -> view(finding, waived.get(finding.id()), locale))
                .toList();
    }

    /** The caller answers for the finding, by name: it no longer keeps the site from going online. */
    @PostMapping("/{id}/waiver")
    @ResponseStatus(HttpStatus.CREATED)
    FindingView waive(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestBody Reason body,
            Locale locale) {
        var site = pages.find(caller, slug);
        found.waive(site, id, body.reason(), caller);
        return list(caller, slug, locale).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody answers for it any longer. */
    @DeleteMapping("/{id}/waiver")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(Caller caller, @PathVariable String slug, @PathVariable String id) {
        found.takeBack(pages.find(caller, slug), id, caller);
    }

    private FindingView view(Finding finding, @Nullable Waiver waiver, Locale locale) {
        return new FindingView(
                finding.id(),
                finding.code(),
                finding.severity(),
                new Where(finding.page(), finding.pointer(), finding.excerpt()),
                words.say(locale, "finding." + finding.code(), finding.args()),
                finding.isWaivable(),
                waiver);
    }
}
