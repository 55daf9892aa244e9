package io.chantier.editing.web;

import io.chantier.editing.Change;
import io.chantier.editing.Changes;
import io.chantier.editing.Crafts;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.SitePages;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
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

/** Components that are changed for a request, for programs of operators. */
@RestController
@RequestMapping("/api/sites/{slug}/change-requests/{id}/component")
class CraftsApi {

    private final SitePages pages;
    private final Changes changes;
    private final Crafts crafts;
    private final SitePreviews previews;

    CraftsApi(SitePages pages, Changes changes, Crafts crafts, SitePreviews previews) {
        this.pages = pages;
        this.changes = changes;
        this.crafts = crafts;
        this.previews = previews;
    }

    /** @param component the section whose component may be changed, such as {@code Hero} */
    record Wanted(@Nullable String component) {}

    record Accepted(@Nullable String digest) {}

    record Declined(@Nullable String reason) {}

    /**
     * @param component empty before an operator chose one
     * @param digest of what is proposed; what is accepted is what was read
     * @param diff what differs, a text for each file
     */
    record View(
            Change.State state,
            String missing,
            String component,
            String digest,
            List<String> diff,
            @Nullable UUID job,
            @Nullable String decidedBy,
            @Nullable String reason,
            @Nullable String revision) {}

    @GetMapping
    View show(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        var change = changes.find(site, id);
        var diff = crafts.sources(site, change).stream()
                .map(source -> LineDiff.of(source.path(), source.before(), source.after())
                        .text())
                .toList();
        return view(change, diff);
    }

    @PostMapping
    @Operation(
            summary = "Has the author propose a change of one component for a request that the data cannot meet",
            description = "It is compiled behind walls before anybody reads it; nothing of the site changes.")
    ResponseEntity<View> begin(
            Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Wanted wanted) {
        var component = Objects.requireNonNullElse(wanted.component(), "");
        return ResponseEntity.accepted()
                .body(view(crafts.begin(pages.find(caller, slug), id, component, caller), List.of()));
    }

    /** Makes what was read the site's, as a version by the caller. */
    @PostMapping("/accept")
    View accept(Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Accepted read) {
        var digest = Objects.requireNonNullElse(read.digest(), "");
        var change = crafts.accept(pages.find(caller, slug), id, digest, caller);
        previews.show(pages.find(caller, slug));
        return view(change, List.of());
    }

    @PostMapping("/decline")
    View decline(Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Declined declined) {
        var reason = Objects.requireNonNullElse(declined.reason(), "");
        return view(crafts.decline(pages.find(caller, slug), id, reason, caller), List.of());
    }

    private static View view(Change change, List<String> diff) {
        var craft = change.craft();
        var made = craft == null ? null : craft.made();
        var decision = change.decision();
        return new View(
                change.state(),
                craft == null ? "" : craft.missing(),
                craft == null ? "" : craft.component(),
                made == null ? "" : made.digest(),
                diff,
                change.job(),
                decision == null ? null : decision.who(),
                decision == null ? null : decision.reason(),
                decision == null ? null : decision.revision());
    }
}
