package io.chantier.approval;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What clients say of a site, until somebody has dealt with it. */
@Service
public class Tasks {

    public static final int LONGEST = 2000;

    /** Who writes more than that in so short a time is no person. */
    static final int MOST_AT_ONCE = 12;

    private static final Duration AT_ONCE = Duration.ofMinutes(10);
    private static final int MOST_A_YEAR = 1000;
    private static final Duration YEAR = Duration.ofDays(365);

    private final TaskRows rows;
    private final Revisions revisions;
    private final ReviewRows reviews;
    private final TaskAuthor author;
    private final Sites sites;
    private final Audit audit;

    Tasks(TaskRows rows, Revisions revisions, ReviewRows reviews, TaskAuthor author, Sites sites, Audit audit) {
        this.rows = rows;
        this.revisions = revisions;
        this.reviews = reviews;
        this.author = author;
        this.sites = sites;
        this.audit = audit;
    }

    /** Open ones first. */
    public List<Task> of(Site site) {
        return rows.of(site);
    }

    /** What the reader of a link has said. */
    public List<Task> of(Review review) {
        return rows.of(review);
    }

    /** How many wait for somebody, of each site of a team. */
    public Map<SiteId, Integer> open(TeamId team) {
        return rows.open(team);
    }

    /** What can be pointed at in the revision that a link shows. */
    public Outline outline(Review review, Site site) {
        return Outline.of(revisions, site, review.shown().revision());
    }

    /**
     * A client says something of a page or a section of what they see.
     *
     * @param section from 1; 0 for the whole page
     * @throws ProblemException saying what is wrong
     */
    @Transactional
    public void comment(Review review, Site site, String page, int section, String typed) {
        if (!review.may(Right.COMMENT)) throw new ProblemException(Problem.of("review-right", 403));
        var words = typed.replace("\r\n", "\n").replace("\0", "").strip();
        if (words.isEmpty()) throw new ProblemException(Problem.ofField("words", "required", Map.of()));
        if (words.length() > LONGEST)
            throw new ProblemException(
                    Problem.ofField("words", "longer-than", Map.of("longest", String.valueOf(LONGEST))));
        var place = place(outline(review, site), page, section)
                .orElseThrow(() -> new ProblemException(Problem.ofField("page", "unknown-value", Map.of())));
        if (rows.since(review, AT_ONCE) >= MOST_AT_ONCE || rows.since(review, YEAR) >= MOST_A_YEAR)
            throw new ProblemException(Problem.of("review-comments-too-many", 429));
        var id = rows.comment(review, place, words);
        note(review.asCaller(), "review.comment", site, Map.of("page", page));
        if (review.grant().authorMicros() > 0) handOverByItself(review, site, id);
    }

    /** As long as something is left of what the agency wants to pay for the comments of this link. */
    private void handOverByItself(Review review, Site site, UUID id) {
        // Whoever locks both locks the site first.
        sites.lock(site.team(), site.id());
        reviews.lock(review);
        var left = review.grant().authorMicros() - rows.committed(review);
        if (left < TaskAuthor.LEAST_MICROS || !author.isReady(site)) return;
        handOver(site, id, TaskAuthor.share(left), review.asCaller(), "");
    }

    /** A client has changed texts, and the agency has to publish them. */
    @Transactional
    public void sent(Review review, Site site) {
        rows.add(review, Task.Kind.SENT, Task.Place.SITE, "", null);
        note(
                review.asCaller(),
                "review.send",
                site,
                Map.of("revision", review.shown().revision()));
    }

    private static Optional<Task.Place> place(Outline outline, String path, int section) {
        return outline.page(path).flatMap(page -> {
            if (section == 0) return Optional.of(new Task.Place(path, page.label(), 0, "", ""));
            return page.sections().stream()
                    .filter(one -> one.number() == section)
                    .findFirst()
                    .map(one -> new Task.Place(path, page.label(), section, one.type(), one.title()));
        });
    }

    /** A person answers, finishes or takes up a task again. */
    @Transactional
    public Task reply(Site site, UUID id, Task.State state, String typed, Caller caller) {
        var task = find(site, id);
        var answer = typed.replace("\r\n", "\n").replace("\0", "").strip();
        if (answer.length() > LONGEST)
            throw new ProblemException(
                    Problem.ofField("answer", "longer-than", Map.of("longest", String.valueOf(LONGEST))));
        if (state == Task.State.ANSWERED && answer.isEmpty())
            throw new ProblemException(Problem.ofField("answer", "required", Map.of()));
        if (state.isWithAuthor()) throw new ProblemException(Problem.ofField("state", "unknown-value", Map.of()));
        var said = answer.isEmpty() ? task.reply().answer() : answer;
        rows.reply(site, id, new Task.Reply(state, said, caller.name()));
        note(caller, "task.reply", site, Map.of("task", id.toString(), "state", state.name()));
        return find(site, id);
    }

    /** Whether there is somebody who does tasks of this site for money. */
    public boolean hasAuthor(Site site) {
        return author.isReady(site);
    }

    /**
     * Gives a comment to the author, who begins at once or when nothing else works on the site.
     *
     * @param budgetMicros what it may cost at most, in millionths of a dollar
     */
    @Transactional
    public Task handOver(Site site, UUID id, long budgetMicros, Caller caller) {
        var task = find(site, id);
        if (budgetMicros < 1 || budgetMicros > Reviews.MOST_MICROS)
            throw new ProblemException(Problem.ofField("budget", "dollars-up-to", Map.of("most", "100")));
        if (task.kind() != Task.Kind.COMMENT || task.state().isWithAuthor())
            throw new ProblemException(Problem.of("task-not-for-author", 409));
        if (!author.isReady(site)) throw new ProblemException(Problem.of("task-no-author", 409));
        handOver(site, id, budgetMicros, caller, caller.name());
        return find(site, id);
    }

    private void handOver(Site site, UUID id, long budgetMicros, Caller caller, String by) {
        rows.handOver(site, id, budgetMicros, by);
        note(caller, "task.author", site, Map.of("task", id.toString(), "micros", String.valueOf(budgetMicros)));
        author.goOn(site);
    }

    private Task find(Site site, UUID id) {
        return rows.find(site, id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private void note(Caller caller, String action, Site site, Map<String, String> details) {
        audit.write(caller, action, site.id().toString(), details);
    }
}
