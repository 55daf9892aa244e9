package io.chantier.fleet.web;

import io.chantier.fleet.Bulk;
import io.chantier.fleet.BulkOrder;
import io.chantier.fleet.Census;
import io.chantier.identity.Caller;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The same thing for many sites, by their names or by a filter. */
@RestController
class BulkApi {

    private final Bulk bulk;
    private final Census census;
    private final Words words;

    BulkApi(Bulk bulk, Census census, Words words) {
        this.bulk = bulk;
        this.census = census;
        this.words = words;
    }

    /**
     * The order.
     *
     * @param action {@code PUBLISH}, {@code REGENERATE}, {@code LOOK}, {@code ARCHIVE}, {@code BACKUP}, {@code MIGRATE},
     *     {@code UPDATE} (to the newest bench of the release group), {@code SUSPEND}, {@code RESUME}, {@code INSTALL}, {@code TAG}
     *     or {@code UNTAG}
     * @param sites slugs; or
     * @param filter the parameters of the list: {@code q}, {@code standing}, {@code tag}, {@code state}
     * @param tag for the two actions with tags
     * @param app the name of the one for {@code INSTALL}
     * @param look and {@code colours} for {@code LOOK}; what is left out stays as it is
     */
    record BulkBody(
            @Nullable String action,
            @Nullable List<String> sites,
            @Nullable Map<String, String> filter,
            @Nullable String tag,
            @Nullable String app,
            @Nullable String look,
            @Nullable List<String> colours) {

        String wish() {
            return Stream.of(Optional.ofNullable(tag), Optional.ofNullable(app), Optional.ofNullable(look))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse("")
                    .strip();
        }
    }

    @PostMapping("/api/sites/bulk")
    ResponseEntity<BatchAnswer> carryOut(Caller caller, @RequestBody BulkBody body, Locale locale) {
        var order = new BulkOrder(
                UUID.randomUUID(),
                BulkPages.kind(Objects.requireNonNullElse(body.action(), "")),
                sites(caller, body),
                body.wish(),
                body.colours() == null ? List.of() : body.colours());
        return switch (bulk.order(caller, order)) {
            case Bulk.Answer.Taken(var batch) ->
                ResponseEntity.created(URI.create("/api/sites/bulk/" + batch.id()))
                        .body(BatchAnswer.of(BatchView.of(batch, census.of(caller.team())), words, locale));
            case Bulk.Answer.Refused(var why) -> throw new ProblemException(why);
        };
    }

    private List<Slug> sites(Caller caller, BulkBody body) {
        if (body.sites() != null && body.filter() != null) {
            throw new ProblemException(Problem.ofField("filter", "sites-or-filter", Map.of()));
        }
        if (body.filter() != null) {
            return Queries.of(body.filter()).of(census.of(caller.team())).stream()
                    .map(one -> one.site().slug())
                    .toList();
        }
        return slugs(body.sites() == null ? List.of() : body.sites());
    }

    /** A problem at the first that cannot be the name of a site. */
    static List<Slug> slugs(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || !Slug.isSlug(names.get(i))) {
                throw new ProblemException(Problem.ofField("sites[" + i + "]", "not-a-slug", Map.of()));
            }
        }
        return names.stream().map(Slug::new).toList();
    }
}
