package io.chantier.approval.web;

import io.chantier.approval.Approvals;
import io.chantier.approval.Review;
import io.chantier.approval.Reviews;
import io.chantier.approval.Right;
import io.chantier.approval.Task;
import io.chantier.approval.TaskAuthor;
import io.chantier.approval.Tasks;
import io.chantier.editing.Change;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.Showings;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.SecretAnswers;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Links for clients, what they say, and whether their consent is needed. */
@RestController
@RequestMapping("/api/sites/{slug}")
class ReviewsApi {

    private final SitePages pages;
    private final Reviews reviews;
    private final Tasks tasks;
    private final Approvals approvals;
    private final Showings showings;
    private final TaskAuthor author;

    ReviewsApi(
            SitePages pages, Reviews reviews, Tasks tasks, Approvals approvals, Showings showings, TaskAuthor author) {
        this.pages = pages;
        this.reviews = reviews;
        this.tasks = tasks;
        this.approvals = approvals;
        this.showings = showings;
        this.author = author;
    }

    /**
     * @param authorMicros what the author may cost when it answers the comments by itself, in millionths of a dollar
     * @param digest of the release that the link shows
     */
    record View(
            UUID id,
            String name,
            String email,
            String language,
            Set<Right> rights,
            long authorMicros,
            String revision,
            int number,
            String digest,
            Instant createdAt,
            Instant expiresAt,
            boolean expired) {

        static View of(Review review) {
            return new View(
                    review.id(),
                    review.person().name(),
                    review.person().email(),
                    review.person().language(),
                    review.rights(),
                    review.grant().authorMicros(),
                    review.shown().revision(),
                    review.shown().number(),
                    review.shown().release().value(),
                    review.span().createdAt(),
                    review.span().expiresAt(),
                    review.span().expired());
        }
    }

    /** @param url the only time that it can be read */
    record MadeReview(View review, URI url) {
        @Override
        public String toString() {
            return "MadeReview[" + review + "]";
        }
    }

    /**
     * @param budgetMicros what the author may cost, in millionths of a dollar; 0 where it never got the task
     * @param costMicros what it did cost
     * @param changeRequest what the author proposes, or proposed; null where there is nothing
     * @param problem why it gave the task back; null where it did not
     */
    record TaskView(
            UUID id,
            String person,
            Task.Kind kind,
            String page,
            int section,
            int number,
            String words,
            Task.State state,
            String answer,
            String answeredBy,
            Instant createdAt,
            long budgetMicros,
            long costMicros,
            @Nullable UUID changeRequest,
            @Nullable String problem) {

        static TaskView of(Task task, @Nullable UUID changeRequest) {
            var errand = task.errand();
            var problem = errand.problem();
            return new TaskView(
                    task.id(),
                    task.person(),
                    task.kind(),
                    task.place().page(),
                    task.place().section(),
                    task.number(),
                    task.words(),
                    task.state(),
                    task.reply().answer(),
                    task.reply().by(),
                    task.createdAt(),
                    errand.budgetMicros(),
                    errand.spentMicros(),
                    changeRequest,
                    problem == null ? null : problem.code());
        }
    }

    /** @param awaited whether the newest revision stays offline until somebody agrees */
    record Rule(boolean needed, boolean awaited) {}

    record NewRule(@Nullable Boolean needed) {}

    /** @param budgetMicros with the state {@code WITH_AUTHOR}: what the author may cost, in millionths of a dollar */
    record Reply(
            Task.@Nullable State state,
            @Nullable String answer,
            @Nullable Long budgetMicros) {}

    record Reason(@Nullable String reason) {}

    record Accepted(String job) {}

    @GetMapping("/reviews")
    Page<View> list(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        return new Page<>(reviews.of(site).stream().map(View::of).toList(), null);
    }

    @PostMapping("/reviews")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "A link with which somebody without an account looks at the newest revision",
            description = "Rights are COMMENT and APPROVE unless the body says others. The link is told once.")
    MadeReview make(
            Caller caller, @PathVariable String slug, @RequestBody Reviews.Wanted wanted, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        var site = pages.find(caller, slug);
        var made = reviews.make(site, wanted, caller);
        showings.hear(site);
        return new MadeReview(View.of(made.review()), made.link());
    }

    /** Shows the newest revision to whoever has the link. */
    @PutMapping("/reviews/{id}/revision")
    View showNewest(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        var review = reviews.showNewest(site, reviews.find(site, id), caller);
        showings.hear(site);
        return View.of(review);
    }

    @DeleteMapping("/reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        reviews.revoke(pages.find(caller, slug), id, caller);
    }

    @GetMapping("/tasks")
    Page<TaskView> tasks(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        return new Page<>(tasks.of(site).stream().map(task -> view(site, task)).toList(), null);
    }

    @PutMapping("/tasks/{id}")
    TaskView reply(Caller caller, @PathVariable String slug, @PathVariable UUID id, @RequestBody Reply reply) {
        var site = pages.find(caller, slug);
        if (reply.state() == null) throw new ProblemException(Problem.ofField("state", "required", Map.of()));
        if (reply.state() == Task.State.WITH_AUTHOR)
            return view(site, tasks.handOver(site, id, Objects.requireNonNullElse(reply.budgetMicros(), 0L), caller));
        var answer = Objects.requireNonNullElse(reply.answer(), "");
        return view(site, tasks.reply(site, id, reply.state(), answer, caller));
    }

    private TaskView view(Site site, Task task) {
        return TaskView.of(task, author.changeOf(site, task).map(Change::id).orElse(null));
    }

    @GetMapping("/approval")
    Rule rule(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        return new Rule(approvals.isNeeded(site), approvals.isAwaited(site));
    }

    /** Whether the site is published for the first time only when a client agreed. */
    @PutMapping("/approval")
    Rule setRule(Caller caller, @PathVariable String slug, @RequestBody NewRule wanted) {
        var site = pages.find(caller, slug);
        if (wanted.needed() == null) throw new ProblemException(Problem.ofField("needed", "required", Map.of()));
        approvals.setNeeded(site, wanted.needed(), caller);
        return rule(caller, slug);
    }

    /** An owner publishes without consent; the reason stands in the audit trail. */
    @PostMapping("/approval/override")
    ResponseEntity<Accepted> override(Caller caller, @PathVariable String slug, @RequestBody Reason given) {
        var reason = Objects.requireNonNullElse(given.reason(), "");
        var ordered = approvals.override(pages.find(caller, slug), reason, caller);
        ApprovalTab.demand(ordered);
        if (!(ordered instanceof Ordered.Begun(var job))) throw new IllegalStateException("Nothing has begun");
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + job))
                .body(new Accepted(job.toString()));
    }
}
