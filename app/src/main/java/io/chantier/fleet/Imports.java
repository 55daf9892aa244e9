package io.chantier.fleet;

import io.chantier.fleet.AddressList.Addresses;
import io.chantier.fleet.AddressList.Entry;
import io.chantier.fleet.AddressList.Unusable;
import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.JobId;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.lifecycle.Urgency;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteTag;
import io.chantier.sites.SiteTags;
import io.chantier.sites.Sites;
import io.chantier.sites.SourceAddress;
import io.chantier.sites.Wishes;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a draft, and orders a job, for each address of a list. All of it is one transaction: whatever is killed when,
 * the list was taken or it was not, and sending it again makes nothing twice.
 */
@Component
public class Imports {

    private final Drafts drafts;
    private final Sites sites;
    private final SiteTags tags;
    private final SiteJobs work;
    private final Batches batches;
    private final Audit audit;

    Imports(Drafts drafts, Sites sites, SiteTags tags, SiteJobs work, Batches batches, Audit audit) {
        this.drafts = drafts;
        this.sites = sites;
        this.tags = tags;
        this.work = work;
        this.batches = batches;
        this.audit = audit;
    }

    /**
     * What somebody wants made of a list.
     *
     * @param key of this order; the same one again gets the same answer and makes nothing
     * @param generate whether the old sites are read and the new ones written at once
     * @param tag to be put on each new site; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two lists
    public record Wanted(
            UUID key,
            byte[] list,
            boolean generate,
            @Nullable SiteTag tag) {}

    /** How it went. */
    public sealed interface Answer {
        record Taken(Batch batch) implements Answer {}

        /** Nothing was made; worded by {@code problem.<code>}. */
        record Refused(String code, Map<String, String> arguments) implements Answer {}
    }

    @Transactional
    public Answer order(Caller caller, Wanted wanted) {
        return switch (AddressListReader.read(wanted.list())) {
            case Unusable(var code, var arguments) -> new Answer.Refused(code, arguments);
            case Addresses(var entries) ->
                refusal(caller, wanted, entries).orElseGet(() -> new Answer.Taken(take(caller, wanted, entries)));
        };
    }

    /** All or none: half of a list would leave somebody to find out which half. */
    private Optional<Answer> refusal(Caller caller, Wanted wanted, List<Entry> entries) {
        if (!wanted.generate() || batches.find(caller.team(), wanted.key()).isPresent()) return Optional.empty();
        return work.refusal(caller.team(), entries.size()).map(why -> new Answer.Refused(why.code(), why.arguments()));
    }

    private Batch take(Caller caller, Wanted wanted, List<Entry> entries) {
        batches.takeTurn(caller.team());
        var before = batches.find(caller.team(), wanted.key());
        if (before.isPresent()) return before.get();
        var run = new Run(caller, wanted, known(caller.team()));
        var lines = entries.stream().map(run::line).toList();
        var tag = wanted.tag() == null ? "" : wanted.tag().name();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var batch = new Batch(wanted.key(), caller.team(), Kind.IMPORT, tag, caller.name(), now, lines);
        batches.save(batch);
        audit.write(
                caller,
                "site.import",
                batch.id().toString(),
                Map.of(
                        "lines", Integer.toString(lines.size()),
                        "made", Long.toString(batch.count(Outcome.MADE))));
        return batch;
    }

    private Map<String, SiteId> known(TeamId team) {
        var known = new HashMap<String, SiteId>();
        for (var site : sites.summaries(team)) {
            var source = site.about().sourceUrl();
            if (source == null) continue;
            SourceAddress.parse(source)
                    .ifPresent(address -> known.putIfAbsent(SourceAddress.sameness(address), site.id()));
        }
        return known;
    }

    /** One import while it is made. */
    private final class Run {
        private final Caller caller;
        private final Wanted wanted;
        private final Map<String, SiteId> known;
        private final Map<String, Line> here = new HashMap<>();

        Run(Caller caller, Wanted wanted, Map<String, SiteId> known) {
            this.caller = caller;
            this.wanted = wanted;
            this.known = known;
        }

        Line line(Entry entry) {
            var address = entry.address();
            if (address == null) return Line.refused(entry.number(), entry.typed(), entry.reason(), Map.of(), null);
            var sameness = SourceAddress.sameness(address);
            var twin = here.get(sameness);
            if (twin != null) return twice(entry, twin);
            var line = known.containsKey(sameness)
                    ? Line.of(entry.number(), entry.typed(), Outcome.KNOWN, known.get(sameness), null)
                    : made(entry);
            here.put(sameness, line);
            return line;
        }

        private Line twice(Entry entry, Line twin) {
            var arguments = Map.of("line", Integer.toString(twin.number()));
            return new Line(entry.number(), entry.typed(), Outcome.TWICE, "twice", arguments, twin.site(), null);
        }

        private Line made(Entry entry) {
            var wish = new NewSite(
                    entry.name(),
                    null,
                    Objects.requireNonNull(entry.address()).toString(),
                    null,
                    entry.languages().isEmpty() ? null : Wishes.NONE.withLanguages(entry.languages()));
            return switch (drafts.draft(caller.team(), wish)) {
                case Drafts.Outcome.Drafted(var site) ->
                    Line.of(entry.number(), entry.typed(), Outcome.MADE, site.id(), begun(site));
                case Drafts.Outcome.Invalid(var fields) -> {
                    var wrong = fields.getFirst();
                    yield Line.refused(entry.number(), entry.typed(), wrong.code(), wrong.arguments(), null);
                }
            };
        }

        private @Nullable JobId begun(Site site) {
            if (wanted.tag() != null) tags.add(site, wanted.tag(), caller);
            if (!wanted.generate()) return null;
            return switch (work.generate(site, caller, Urgency.MANY)) {
                case Ordered.Begun(var job) -> job;
                case Ordered.Busy(var job) -> job;
                case Ordered.NotNow(var state) -> throw new IllegalStateException("A draft was " + state);
                case Ordered.NotApproved() -> throw new IllegalStateException("Making a site asks nobody");
            };
        }
    }
}
