package io.chantier.approval;

import io.chantier.editing.Change;
import io.chantier.editing.Changes;
import io.chantier.editing.Pointer;
import io.chantier.generation.Authors;
import io.chantier.generation.Wish;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.metering.Allowance;
import io.chantier.metering.Budgets;
import io.chantier.metering.Ledger;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has the author do what clients ask for, one task of a site at a time, as changes that somebody of the agency says yes
 * or no to. What it has to do stands in the tasks themselves: whatever dies meanwhile, {@link #goOn} finds it again, and
 * on each errand it asks once.
 */
@Service
public class TaskAuthor {

    /** With less nobody answers anything. */
    static final long LEAST_MICROS = 1_000;

    private final TaskRows rows;
    private final Places places;
    private final Sites sites;
    private final SiteJobs work;
    private final Changes changes;
    private final Money money;

    TaskAuthor(TaskRows rows, Places places, Sites sites, SiteJobs work, Changes changes, Money money) {
        this.rows = rows;
        this.places = places;
        this.sites = sites;
        this.work = work;
        this.changes = changes;
        this.money = money;
    }

    /** Who would do it, whether that may be paid, and what was. */
    @Component
    record Money(Authors authors, Budgets budgets, Ledger ledger) {}

    /** Whether it can take something of this site now: it reads wishes, and the limits of the team leave something. */
    boolean isReady(Site site) {
        return money.authors().chosen().asksModel()
                && money.budgets().allowance(site.team(), site.id().value(), UUID.randomUUID())
                        instanceof Allowance.Allowed(var left, var _)
                && left >= LEAST_MICROS;
    }

    /** What came of the last errand of a task; empty where the author never got it, or has not begun. */
    public Optional<Change> changeOf(Site site, Task task) {
        return Optional.ofNullable(task.errand().id()).flatMap(errand -> changes.onErrand(site, errand));
    }

    /** Begins what waits longest, unless something else works on the site; takes back what came to nothing. */
    @Transactional
    public void goOn(Site asked) {
        if (sites.find(asked.team(), asked.id()).isEmpty()) return;
        var site = sites.lock(asked.team(), asked.id());
        for (var task : rows.withAuthor(site)) {
            var change = changeOf(site, task);
            change.filter(one -> one.state() == Change.State.FAILED).ifPresent(failed -> moved(site, failed));
            if (change.isEmpty() && isFree(site)) begin(site, task);
        }
    }

    private boolean isFree(Site site) {
        return site.status().revision() != null
                && site.state() != SiteState.ARCHIVED
                && work.current(site).isEmpty();
    }

    private void begin(Site site, Task task) {
        var place = places.find(site, task.place());
        var review = places.asker(site, task);
        if (places.isTranslated(site, task.place())) {
            giveBack(site, task, new Failure("task-translated", Map.of()), 0L);
            return;
        }
        if (place.isEmpty() || review.isEmpty()) {
            giveBack(site, task, new Failure("task-place-gone", Map.of()), 0L);
            return;
        }
        var errand = task.errand();
        var request = new Change.Request(task.words(), place.get(), errand.budgetMicros(), errand.id());
        changes.ask(site, request, review.get().asCaller());
    }

    @EventListener
    @Transactional
    void hear(Change.Moved moved) {
        moved(moved.site(), moved.change());
    }

    private void moved(Site site, Change change) {
        var errand = change.asked().request().errand();
        if (errand == null) return;
        rows.onErrand(site, errand).ifPresent(task -> {
            if (!isForAuthor(task, change)) {
                rows.spent(site, errand, spent(site, change));
                return;
            }
            switch (change.state()) {
                case ASKED -> {}
                case PROPOSED ->
                    returned(site, task, new Task.Reply(Task.State.PROPOSED, said(task), by(task)), change);
                case APPLIED -> returned(site, task, done(task, change), change);
                case DISCARDED -> giveBack(site, task, new Failure("task-not-wanted", Map.of()), spent(site, change));
                case HANDED, FAILED -> giveBack(site, task, why(change), spent(site, change));
            }
        });
    }

    /** What a person answered or finished meanwhile is theirs; a component may still be made for what was handed back. */
    private static boolean isForAuthor(Task task, Change change) {
        return task.state().isWithAuthor() || (task.state() == Task.State.OPEN && change.craft() != null);
    }

    private void returned(Site site, Task task, Task.Reply reply, Change change) {
        rows.returned(site, errand(task), reply, spent(site, change), null);
    }

    /** The client reads what was done, below what they were answered before, in the name of whoever said yes. */
    private static Task.Reply done(Task task, Change change) {
        var offer = change.offer();
        var decision = change.decision();
        var answer = Stream.of(said(task), offer == null ? "" : offer.summary())
                .filter(words -> !words.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n\n"));
        return new Task.Reply(Task.State.DONE, answer, decision == null ? by(task) : decision.who());
    }

    private static String said(Task task) {
        return task.reply().answer();
    }

    private static String by(Task task) {
        return task.reply().by();
    }

    /** It is for people again. */
    private void giveBack(Site site, Task task, Failure why, @Nullable Long spent) {
        var reply = new Task.Reply(Task.State.OPEN, said(task), said(task).isEmpty() ? "" : by(task));
        rows.returned(site, errand(task), reply, spent, why);
    }

    private static Failure why(Change change) {
        return Optional.ofNullable(change.problem()).orElseGet(() -> new Failure("change-unanswered", Map.of()));
    }

    private static UUID errand(Task task) {
        return Objects.requireNonNull(task.errand().id(), "The author never got it");
    }

    /** By its wish; null where that stands there already: a component is what the agency wants and pays for. */
    private @Nullable Long spent(Site site, Change change) {
        var craft = change.craft();
        if (craft != null && !craft.component().isEmpty()) return null;
        var job = change.job();
        return job == null ? 0L : money.ledger().ofJob(site.team(), job).microUsd();
    }

    /** What one comment may cost of what is left for all of them. */
    static long share(long left) {
        return Math.min(left, Wish.ENOUGH);
    }

    /** Where in a site's newest data a task is about, and whose it is. */
    @Component
    static class Places {

        private final ReviewRows reviews;
        private final Revisions revisions;

        Places(ReviewRows reviews, Revisions revisions) {
            this.reviews = reviews;
            this.revisions = revisions;
        }

        Optional<Review> asker(Site site, Task task) {
            return reviews.any(site, task.review());
        }

        boolean isTranslated(Site site, Task.Place place) {
            var revision = site.status().revision();
            return revision != null && Outline.of(revisions, site, revision).isTranslated(place);
        }

        Optional<Pointer> find(Site site, Task.Place place) {
            var revision = site.status().revision();
            return revision == null
                    ? Optional.empty()
                    : Outline.of(revisions, site, revision).find(place);
        }
    }
}
