package io.chantier.fleet.web;

import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Bulk;
import io.chantier.fleet.BulkOrder;
import io.chantier.fleet.Census;
import io.chantier.identity.Caller;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Puts an app of the marketplace on several sites at once. */
@RestController
class InstallationApi {

    private final Bulk bulk;
    private final Census census;
    private final Words words;

    InstallationApi(Bulk bulk, Census census, Words words) {
        this.bulk = bulk;
        this.census = census;
        this.words = words;
    }

    /** @param sites slugs */
    record Installation(@Nullable List<String> sites) {}

    /** Each site has a line of its own in the answer: the job that was ordered, or why there is none. */
    @PostMapping("/api/apps/{name}/installations")
    ResponseEntity<BatchAnswer> install(
            Caller caller, @PathVariable String name, @RequestBody Installation body, Locale locale) {
        var sites = BulkApi.slugs(Objects.requireNonNullElse(body.sites(), List.of()));
        var order = new BulkOrder(UUID.randomUUID(), Kind.INSTALL, sites, name, List.of());
        return switch (bulk.order(caller, order)) {
            case Bulk.Answer.Taken(var batch) ->
                ResponseEntity.created(URI.create("/api/sites/bulk/" + batch.id()))
                        .body(BatchAnswer.of(BatchView.of(batch, census.of(caller.team())), words, locale));
            case Bulk.Answer.Refused(var why) -> throw new ProblemException(why);
        };
    }
}
