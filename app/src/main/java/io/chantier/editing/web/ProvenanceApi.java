package io.chantier.editing.web;

import io.chantier.editing.Draft;
import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Pointer;
import io.chantier.generation.Hand;
import io.chantier.generation.HeldBack;
import io.chantier.generation.Said;
import io.chantier.generation.Signature;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where each text of a site came from, and what an author offers for those that people wrote. */
@RestController
@RequestMapping("/api/sites/{slug}/provenance")
class ProvenanceApi {

    private final SitePages pages;
    private final Edits edits;

    ProvenanceApi(SitePages pages, Edits edits) {
        this.pages = pages;
        this.edits = edits;
    }

    /** What a text is: read or told by somebody, written by an author or a person, or a word of the template. */
    enum Kind {
        READ,
        TOLD,
        AUTHOR,
        PERSON,
        API,
        TEMPLATE,
        UNKNOWN
    }

    /**
     * @param place JSON Pointer, as in {@code PATCH .../content}
     * @param source the page that it was read on, with what stood there, and the fact that it states
     * @param author who wrote it, or made it of that
     * @param person who wrote it, or told it
     * @param offered what an author writes now, where a person's text was kept instead
     */
    record Field(
            String place,
            Kind kind,
            @Nullable Source source,
            @Nullable Signature author,
            @Nullable Person person,
            @Nullable Offered offered) {}

    record Source(
            @Nullable String page, String excerpt, @Nullable String fact) {}

    /** @param token the name of the token through which it came; null in person */
    record Person(
            String name, @Nullable String token, @Nullable Instant at) {}

    /** @param was what the author had written before the person; null for nothing, or where nobody kept it */
    record Offered(@Nullable JsonNode was, JsonNode mine, JsonNode now, Signature by) {}

    /**
     * Every text of the newest revision, or of a part of it.
     *
     * @param place JSON Pointer; everything without
     */
    @GetMapping
    List<Field> show(Caller caller, @PathVariable String slug, @RequestParam(defaultValue = "") String place) {
        var site = pages.find(caller, slug);
        if (site.status().revision() == null) throw Refusals.of(new Outcome.Nothing());
        var draft = edits.open(site);
        var fields = new ArrayList<Field>();
        if (!place.isEmpty()) collect(draft, pointer(place), fields);
        else for (var root : List.of("site", "content")) collect(draft, Pointer.of(root), fields);
        return fields;
    }

    /**
     * A choice between what a person wrote and what an author writes now.
     *
     * @param place of a text with {@code offered}
     */
    record Wanted(@Nullable String place, Edits.@Nullable Choice choice) {}

    /**
     * Keeps the person's text, or takes the author's.
     *
     * @param seen the revision that was read before; another newest one is answered 412
     */
    @PostMapping("/choices")
    ResponseEntity<Void> choose(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestBody Wanted wanted) {
        var site = pages.find(caller, slug);
        var at = pointer(wanted.place() == null ? "" : wanted.place());
        if (wanted.choice() == null) throw new ProblemException(Problem.ofField("choice", "required", Map.of()));
        var outcome = edits.choose(site, at, wanted.choice(), ContentApi.revision(seen), caller);
        if (!(outcome instanceof Outcome.Done(var revision, var _))) throw Refusals.of(outcome);
        return ResponseEntity.noContent().eTag("\"" + revision + "\"").build();
    }

    private static Pointer pointer(String place) {
        return Pointer.read(place)
                .orElseThrow(() -> new ProblemException(Problem.ofField("place", "no-such-place", Map.of())));
    }

    private static void collect(Draft draft, Pointer at, List<Field> fields) {
        var node = draft.at(at);
        var offer = draft.provenance().heldBack().offer(at.place());
        if (node.isString() || offer.isPresent())
            fields.add(field(draft, at, offer.map(one -> offered(one, node)).orElse(null)));
        for (var i = 0; node.isArray() && i < node.size(); i++) collect(draft, at.child(i), fields);
        for (var member : node.properties()) collect(draft, at.child(member.getKey()), fields);
    }

    private static Field field(Draft draft, Pointer at, @Nullable Offered offered) {
        var provenance = draft.provenance();
        var place = at.place();
        var fact = provenance.fact(place);
        var author = provenance.signature(place);
        return switch (provenance.of(place).orElse(null)) {
            case Said.OnPage(var page, var excerpt) ->
                new Field(at.toString(), Kind.READ, source(page, excerpt, fact), author, null, offered);
            case Said.InBrief(var excerpt, var by) ->
                new Field(at.toString(), Kind.TOLD, source(null, excerpt, fact), author, person(by), offered);
            case Said.ByAuthor(var by) -> new Field(at.toString(), Kind.AUTHOR, null, by, null, offered);
            case Said.ByHand(var by) -> new Field(at.toString(), kind(by), null, null, person(by), offered);
            case Said.OfTemplate _ -> new Field(at.toString(), Kind.TEMPLATE, null, null, null, offered);
            case null -> new Field(at.toString(), Kind.UNKNOWN, null, null, null, offered);
        };
    }

    private static Kind kind(Hand by) {
        return switch (by.via()) {
            case PAGE -> Kind.PERSON;
            case API -> Kind.API;
        };
    }

    private static Offered offered(HeldBack.Offer one, JsonNode mine) {
        return new Offered(one.was().isMissingNode() ? null : one.was(), mine, one.offered(), one.by());
    }

    private static Source source(@Nullable String page, String excerpt, String fact) {
        return new Source(page, excerpt, fact.isEmpty() ? null : fact);
    }

    private static @Nullable Person person(Hand by) {
        return by.isNobody() ? null : new Person(by.who(), by.token().isEmpty() ? null : by.token(), by.at());
    }
}
