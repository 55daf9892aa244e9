package io.chantier.editing;

import io.chantier.editing.Change.State;
import io.chantier.editing.Differences.Difference;
import io.chantier.editing.Scrutiny.Judged;
import io.chantier.generation.Wish;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.lifecycle.Requests;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People ask for changes in plain words; an author proposes them; nothing changes before a person says yes. */
@Service
public class Changes {

    public static final int LONGEST = 2000;

    private static final String MESSAGE = "asked-for";

    private final ChangeRows rows;
    private final SiteJobs jobs;
    private final Scrutiny scrutiny;
    private final Edits edits;
    private final Revisions revisions;
    private final Telling telling;

    Changes(ChangeRows rows, SiteJobs jobs, Scrutiny scrutiny, Edits edits, Revisions revisions, Telling telling) {
        this.rows = rows;
        this.jobs = jobs;
        this.scrutiny = scrutiny;
        this.edits = edits;
        this.revisions = revisions;
        this.telling = telling;
    }

    /** Who hears of what was done. */
    @Component
    record Telling(Audit audit, ApplicationEventPublisher events) {}

    /** What came of a yes. */
    public sealed interface Applied {
        record Done(Change change) implements Applied {}

        /** Somebody else wrote other things in these places; nothing was changed, and the proposal stays. */
        record Conflicting(List<Wrong> wrong) implements Applied {}
    }

    /** Newest first. */
    public List<Change> of(Site site) {
        return rows.of(site).stream().map(change -> settled(site, change)).toList();
    }

    /** @throws ProblemException where the site has none of this name */
    public Change find(Site site, UUID id) {
        return rows.find(site, id)
                .map(change -> settled(site, change))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    /** What somebody asked for on this errand. */
    public Optional<Change> onErrand(Site site, UUID errand) {
        return rows.onErrand(site, errand).map(change -> settled(site, change));
    }

    /**
     * Has the author answer; one job works on a site at a time.
     *
     * @param typed what is to be changed, in plain words
     * @throws ProblemException saying what is wrong, or who works on the site already
     */
    @Transactional
    public Change ask(Site site, String typed, Caller caller) {
        return ask(site, new Change.Request(typed, null, Wish.ENOUGH, null), caller);
    }

    /**
     * The same for a part of the site, for a price.
     *
     * @param asked with the words as they were typed
     * @throws ProblemException saying what is wrong, or who works on the site already
     */
    @Transactional
    public Change ask(Site site, Change.Request asked, Caller caller) {
        var words = asked.words().replace("\r\n", "\n").replace("\0", "").strip();
        if (words.isEmpty()) throw new ProblemException(Problem.ofField("text", "required", Map.of()));
        if (words.length() > LONGEST)
            throw new ProblemException(
                    Problem.ofField("text", "longer-than", Map.of("longest", Integer.toString(LONGEST))));
        var id = UUID.randomUUID();
        rows.add(site, id, new Change.Request(words, asked.place(), asked.microUsd(), asked.errand()), caller.name());
        switch (jobs.change(site, id, Requests.Kind.DATA)) {
            case Ordered.Begun(var job) -> rows.begun(site, id, job.value());
            case Ordered.Busy(var job) -> throw refused("site-busy", Map.of("job", job.toString()));
            case Ordered.NotNow(var state) ->
                throw site.status().revision() == null
                        ? refused("nothing-to-edit", Map.of())
                        : refused("site-state", Map.of("state", state.name()));
            case Ordered.NotApproved() -> throw new IllegalStateException("Asking asks nobody");
        }
        telling.audit().write(caller, "site.change-request", site.id().toString(), Map.of("request", id.toString()));
        return find(site, id);
    }

    /** What would be different on the revision that the proposal is for; nothing where there is no proposal. */
    public List<Difference> differences(Site site, Change change) {
        var offer = change.offer();
        if (offer == null || revisions.find(site, offer.base()).isEmpty()) return List.of();
        return switch (judged(site, change, offer)) {
            case Judged.Fit(var _, var before, var after) -> Differences.of(before, after);
            case Judged.Refused _ -> List.of();
        };
    }

    /**
     * Does what was proposed, as one revision by the person who says yes; what others changed elsewhere meanwhile stays.
     *
     * @throws ProblemException where there is nothing to say yes to, or the site takes no changes now
     */
    @Transactional
    public Applied apply(Site site, UUID id, Caller caller) {
        var change = open(site, id);
        var offer = change.offer();
        if (offer == null || change.state() != State.PROPOSED) throw over();
        if (!(judged(site, change, offer) instanceof Judged.Fit fit)) throw over();
        var base = revisions.files(site, offer.base());
        var conflicts = new ArrayList<Conflict>();
        var wish = change.asked().words();
        var outcome = edits.rewrite(
                site,
                newest -> {
                    conflicts.addAll(Replay.of(fit.operations(), Draft.of(base), newest.copy(), ""));
                    if (!conflicts.isEmpty()) return;
                    newest.writtenBy(offer.author(), wish);
                    Replay.of(fit.operations(), Draft.of(base), newest, caller.name());
                },
                MESSAGE,
                caller);
        if (!conflicts.isEmpty())
            return new Applied.Conflicting(conflicts.stream().map(Wrong::of).toList());
        return switch (outcome) {
            case Edits.Outcome.Done(var revision, var _) -> {
                if (!rows.decided(site, change, State.APPLIED, decision(caller, revision))) throw over();
                yield new Applied.Done(told(site, id));
            }
            case Edits.Outcome.Invalid invalid -> new Applied.Conflicting(invalid.wrong());
            case Edits.Outcome.TooLarge(var path) -> throw refused("file-too-large", Map.of("path", path));
            case Edits.Outcome.Nothing() ->
                throw refused("site-state", Map.of("state", site.state().name()));
            case Edits.Outcome.Conflicting _, Edits.Outcome.Overtaken _, Edits.Outcome.Nowhere _ ->
                throw new IllegalStateException("A rule conflicts with nobody");
        };
    }

    /** Nobody wants it any more. */
    @Transactional
    public Change discard(Site site, UUID id, Caller caller) {
        var change = open(site, id);
        if (!rows.decided(site, change, State.DISCARDED, decision(caller, null))) throw over();
        telling.audit().write(caller, "change.discard", site.id().toString(), Map.of("request", id.toString()));
        return told(site, id);
    }

    /** Whoever waits for it hears of it. */
    Change told(Site site, UUID id) {
        var change = find(site, id);
        telling.events().publishEvent(new Change.Moved(site, change));
        return change;
    }

    /** Whoever locks both locks the site first. */
    private Change open(Site site, UUID id) {
        edits.lock(site);
        rows.lock(site, id);
        var change = find(site, id);
        if (change.state() == State.ASKED || change.decision() != null) throw over();
        return change;
    }

    private static Change.Decision decision(Caller caller, @Nullable String revision) {
        return new Change.Decision(caller.name(), Instant.EPOCH, revision, "");
    }

    private Judged judged(Site site, Change change, Change.Offer offer) {
        var files = revisions.files(site, offer.base());
        return scrutiny.judge(files, offer.operations(), change.asked().request());
    }

    /** A job that ended without the author's own words is told in the engine's. */
    private Change settled(Site site, Change change) {
        var id = change.job();
        if (change.state() != State.ASKED || id == null) return change;
        return jobs.find(site.team(), new JobId(id))
                .filter(job -> !job.state().isActive())
                .map(job -> job.state() == JobState.FAILED && job.failure() != null
                        ? job.failure()
                        : new Failure("change-unanswered", Map.of()))
                .map(change::failed)
                .orElse(change);
    }

    private static ProblemException over() {
        return refused("change-over", Map.of());
    }

    private static ProblemException refused(String code, Map<String, String> arguments) {
        return new ProblemException(Problem.of(code, 409, arguments));
    }
}
