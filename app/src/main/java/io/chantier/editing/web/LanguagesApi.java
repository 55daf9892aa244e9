package io.chantier.editing.web;

import io.chantier.editing.Languages;
import io.chantier.editing.Languages.Progress;
import io.chantier.editing.Languages.Typed;
import io.chantier.identity.Caller;
import io.chantier.languages.Translation.Line;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The further languages of a site and their texts. */
@RestController
@RequestMapping("/api/sites/{slug}/languages")
class LanguagesApi {

    private final SitePages pages;
    private final Languages languages;

    LanguagesApi(SitePages pages, Languages languages) {
        this.pages = pages;
        this.languages = languages;
    }

    /** @param main in which the site is written; empty before that is known */
    record Spoken(String main, List<Progress> further) {}

    record Accepted(String job) {}

    /**
     * @param at the place of the main text
     * @param main what stands there in the main language
     * @param state {@code CURRENT}, {@code OUTDATED} or {@code MISSING}
     * @param by an author or a person; null where nobody has translated it
     * @param job in which an author did; null otherwise
     */
    record Text(
            String at,
            String main,
            String text,
            String state,
            boolean byHand,
            @Nullable String by,
            @Nullable String job) {

        static Text of(Line line) {
            var by = line.entry().map(entry -> entry.by());
            return new Text(
                    line.main().at(),
                    line.main().text(),
                    line.text(),
                    line.state().name(),
                    line.isByHand(),
                    by.map(one -> one.isPerson() ? one.person() : one.author()).orElse(null),
                    by.map(one -> one.job()).filter(job -> !job.isEmpty()).orElse(null));
        }
    }

    @GetMapping
    Spoken list(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        return new Spoken(languages.main(site), languages.of(site));
    }

    /** Adds a language and has it translated. */
    @PutMapping("/{language}")
    ResponseEntity<Accepted> add(Caller caller, @PathVariable String slug, @PathVariable String language) {
        return accepted(languages.add(pages.find(caller, slug), language, caller));
    }

    @DeleteMapping("/{language}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String slug, @PathVariable String language) {
        languages.remove(pages.find(caller, slug), language, caller);
    }

    /** Has everything translated that is not, or not any more; what people translated stays. */
    @PostMapping("/translation")
    ResponseEntity<Accepted> translate(Caller caller, @PathVariable String slug) {
        return accepted(languages.translate(pages.find(caller, slug), caller));
    }

    @GetMapping("/{language}/texts")
    ResponseEntity<List<Text>> texts(Caller caller, @PathVariable String slug, @PathVariable String language) {
        var site = pages.find(caller, slug);
        var texts =
                languages.open(site, language).lines().stream().map(Text::of).toList();
        return ResponseEntity.ok().eTag("\"" + site.status().revision() + "\"").body(texts);
    }

    /**
     * From places to texts; what is kept so is a person's, and an empty text gives its place back to the author.
     *
     * @param edited the revision that was read before; another newest one is answered 412
     */
    @PatchMapping("/{language}/texts")
    ResponseEntity<List<Text>> save(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String language,
            @RequestHeader(name = "If-Match", required = false) @Nullable String edited,
            @RequestBody Map<String, String> texts) {
        var typed = new Typed(ContentApi.revision(edited), texts);
        var wrong = languages.saveAt(pages.find(caller, slug), language, typed, caller);
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return texts(caller, slug, language);
    }

    private static ResponseEntity<Accepted> accepted(UUID job) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + job))
                .body(new Accepted(job.toString()));
    }
}
