package io.chantier.editing.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.editing.Change;
import io.chantier.editing.Changes;
import io.chantier.editing.Changes.Applied;
import io.chantier.editing.Differences;
import io.chantier.editing.Differences.Difference;
import io.chantier.editing.Wrong;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemAnswer;
import io.chantier.web.ProblemException;
import io.chantier.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes asked for in plain words, for programs. */
@RestController
@RequestMapping("/api/sites/{slug}/change-requests")
class ChangesApi {

    private final SitePages pages;
    private final Changes changes;
    private final Problems problems;

    ChangesApi(SitePages pages, Changes changes, Problems problems) {
        this.pages = pages;
        this.changes = changes;
        this.problems = problems;
    }

    record NewChange(@Nullable String text) {}

    /** @param at where it is, as a JSON Pointer */
    record DifferenceView(String at, String before, String after) {}

    /**
     * @param operations a JSON Patch for the revision {@code base}
     * @param differences the same for people; only of one request, and only until it is decided
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID id,
            Change.State state,
            String text,
            String askedBy,
            Instant askedAt,
            @Nullable UUID job,
            @Nullable String base,
            @Nullable String summary,
            @Nullable JsonNode operations,
            @Nullable List<DifferenceView> differences,
            @Nullable Long costMicroUsd,
            @Nullable ProblemAnswer problem,
            @Nullable String decidedBy,
            @Nullable String revision) {}

    @GetMapping
    Page<View> list(Caller caller, @PathVariable String slug, Locale locale) {
        var site = pages.find(caller, slug);
        return new Page<>(
                changes.of(site).stream()
                        .map(change -> view(change, null, locale))
                        .toList(),
                null);
    }

    @PostMapping
    @Operation(
            summary = "Has the author propose a change that is asked for in plain words",
            description = "Nothing of the site changes before somebody applies the proposal.")
    ResponseEntity<View> ask(Caller caller, @PathVariable String slug, @RequestBody NewChange wanted, Locale locale) {
        var change = changes.ask(pages.find(caller, slug), Objects.requireNonNullElse(wanted.text(), ""), caller);
        return ResponseEntity.accepted()
                .location(URI.create("/api/sites/" + slug + "/change-requests/" + change.id()))
                .body(view(change, null, locale));
    }

    @GetMapping("/{id}")
    View show(Caller caller, @PathVariable String slug, @PathVariable UUID id, Locale locale) {
        var site = pages.find(caller, slug);
        return view(site, changes.find(site, id), locale);
    }

    /** Does what is proposed, as one revision by the caller; 409 names each place where somebody wrote meanwhile. */
    @PostMapping("/{id}/apply")
    View apply(Caller caller, @PathVariable String slug, @PathVariable UUID id, Locale locale) {
        var site = pages.find(caller, slug);
        return switch (changes.apply(site, id, caller)) {
            case Applied.Done(var change) -> view(change, null, locale);
            case Applied.Conflicting(var wrong) ->
                throw new ProblemException(new Problem(
                        "change-conflicts",
                        409,
                        Map.of(),
                        wrong.stream().map(Wrong::problem).toList()));
        };
    }

    @PostMapping("/{id}/discard")
    View discard(Caller caller, @PathVariable String slug, @PathVariable UUID id, Locale locale) {
        return view(changes.discard(pages.find(caller, slug), id, caller), null, locale);
    }

    private View view(Site site, Change change, Locale locale) {
        var differences = change.state().isOpen()
                ? changes.differences(site, change).stream()
                        .map(ChangesApi::difference)
                        .toList()
                : null;
        return view(change, differences, locale);
    }

    private static DifferenceView difference(Difference difference) {
        return switch (difference) {
            case Difference.Text text ->
                new DifferenceView(
                        text.at().toString(), Differences.text(text.before()), Differences.text(text.after()));
            case Difference.Items items ->
                new DifferenceView(
                        items.at().toString(),
                        items.told(Differences.Item.Fate.NEW),
                        items.told(Differences.Item.Fate.GONE));
        };
    }

    private View view(Change change, @Nullable List<DifferenceView> differences, Locale locale) {
        var offer = change.offer();
        var why = change.problem();
        var decision = change.decision();
        return new View(
                change.id(),
                change.state(),
                change.asked().words(),
                change.asked().who(),
                change.asked().at(),
                change.job(),
                offer == null ? null : offer.base(),
                offer == null ? null : offer.summary(),
                offer == null ? null : offer.operations(),
                differences,
                offer == null ? null : offer.microUsd(),
                why == null ? null : problems.word(Problem.of(why.code(), 422, why.arguments()), locale),
                decision == null ? null : decision.who(),
                decision == null ? null : decision.revision());
    }
}
