package io.chantier.fleet;

import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Policy;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteTag;
import io.chantier.sites.Sites;
import io.chantier.sites.Wishes;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Does the same thing for many sites; each has its own outcome, and what is refused for one holds up no other. */
@Component
public class Bulk {

    private final Sites sites;
    private final Drafts drafts;
    private final BulkActions actions;
    private final Batches batches;
    private final Census census;
    private final Audit audit;

    Bulk(Sites sites, Drafts drafts, BulkActions actions, Batches batches, Census census, Audit audit) {
        this.sites = sites;
        this.drafts = drafts;
        this.actions = actions;
        this.batches = batches;
        this.census = census;
        this.audit = audit;
    }

    /** How it went. */
    public sealed interface Answer {
        record Taken(Batch batch) implements Answer {}

        /** Nothing was done. */
        record Refused(Problem why) implements Answer {}
    }

    @Transactional
    public Answer order(Caller caller, BulkOrder order) {
        var wrong = wrong(caller, order);
        if (wrong.isPresent()) return new Answer.Refused(wrong.get());
        batches.takeTurn(caller.team());
        var before = batches.find(caller.team(), order.key());
        if (before.isPresent()) return new Answer.Taken(before.get());
        return actions.refusal(caller, order)
                .<Answer>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Taken(carryOut(caller, order)));
    }

    /** Why an order cannot be carried out for any site; empty where it can. */
    public Optional<Problem> wrong(Caller caller, BulkOrder order) {
        if (order.kind().isForManagers() && !Policy.MANAGE.allows(caller)) {
            return Optional.of(Problem.of("forbidden", 403));
        }
        if (order.sites().isEmpty()) return Optional.of(Problem.of("bulk-none", 422));
        if (order.sites().size() > BulkOrder.MOST) {
            return Optional.of(Problem.of("bulk-too-many", 422, Map.of("most", Integer.toString(BulkOrder.MOST))));
        }
        var fields = fields(order);
        return fields.isEmpty() ? Optional.empty() : Optional.of(Problem.ofFields(fields));
    }

    private List<FieldProblem> fields(BulkOrder order) {
        return switch (order.kind()) {
            case TAG, UNTAG ->
                SiteTag.of(order.wish()).isPresent()
                        ? List.of()
                        : List.of(new FieldProblem("tag", "not-a-tag", Map.of()));
            case LOOK -> looks(order);
            case INSTALL ->
                order.wish().matches("[a-z][a-z0-9_]{0,139}")
                        ? List.of()
                        : List.of(new FieldProblem("app", "unknown-value", Map.of()));
            case PUBLISH, REGENERATE, ARCHIVE, BACKUP, MIGRATE, UPDATE, SUSPEND, RESUME -> List.of();
            case IMPORT -> List.of(new FieldProblem("action", "malformed", Map.of()));
        };
    }

    private List<FieldProblem> looks(BulkOrder order) {
        if (order.wish().isEmpty() && order.colours().isEmpty()) {
            return List.of(new FieldProblem("look", "look-or-colours", Map.of()));
        }
        var wishes = new Wishes(
                order.wish().isEmpty() ? null : order.wish(),
                order.colours(),
                null,
                null,
                null,
                Wishes.Business.UNKNOWN);
        var profile = new Site.Profile("any", null, null, wishes);
        return drafts.check(profile, profile).stream()
                .map(one -> new FieldProblem(one.field().replace("wishes.", ""), one.code(), one.arguments()))
                .toList();
    }

    private Batch carryOut(Caller caller, BulkOrder order) {
        var found = sites.find(caller.team(), order.sites()).stream().collect(Collectors.toMap(Site::slug, one -> one));
        var standing = census.of(caller.team()).stream().collect(Collectors.toMap(FleetSite::id, Function.identity()));
        var lines = new ArrayList<Line>();
        for (var slug : order.sites()) {
            var site = found.get(slug);
            int number = lines.size() + 1;
            lines.add(
                    site == null
                            ? unknown(number, slug)
                            : actions.carryOut(caller, order, site, standing.get(site.id()), number));
        }
        var batch = new Batch(
                order.key(),
                caller.team(),
                order.kind(),
                order.wish(),
                caller.name(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                lines);
        batches.save(batch);
        audit.write(
                caller,
                "site.bulk",
                batch.id().toString(),
                Map.of(
                        "action", order.kind().name(),
                        "sites", Integer.toString(lines.size()),
                        "refused", Long.toString(batch.count(Outcome.REFUSED))));
        return batch;
    }

    private static Line unknown(int number, Slug slug) {
        return Line.refused(number, slug.value(), "unknown", Map.of(), null);
    }
}
