package io.chantier.approval.web;

import io.chantier.approval.Approval;
import io.chantier.approval.Review;
import io.chantier.approval.Reviews;
import io.chantier.approval.Right;
import io.chantier.approval.Task;
import io.chantier.web.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tab in which the agency makes links, answers what clients say, and sees to what they agreed. */
public record ApprovalView(String path, List<Review> reviews, List<Task> tasks, Agreement agreement, Asked asked) {

    /**
     * What clients agreed to.
     *
     * @param needed whether the site is published for the first time only when somebody agreed
     * @param awaited whether that is what keeps it offline now
     * @param newest the number of the newest revision; 0 where there is none
     */
    public record Agreement(List<Approval> approvals, boolean needed, boolean awaited, int newest) {}

    /**
     * What was typed into one of the forms, and what came of it.
     *
     * @param made the link that was just made
     * @param task the task whose form was sent; empty for none
     */
    public record Asked(
            boolean hasAuthor,
            boolean mayOverride,
            Reviews.@Nullable Wanted typed,
            @Nullable Link made,
            String task,
            @Nullable Problem problem) {

        public String name() {
            return typed == null || typed.name() == null ? "" : typed.name();
        }

        public String email() {
            return typed == null || typed.email() == null ? "" : typed.email();
        }

        public String days() {
            return typed == null || typed.days() == null
                    ? String.valueOf(Reviews.DAYS)
                    : typed.days().toString();
        }

        /** In dollars, as people write it. */
        public String author() {
            var micros = typed == null ? null : typed.authorMicros();
            return micros == null || micros <= 0
                    ? ""
                    : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
        }

        public boolean has(Right right) {
            var chosen = typed == null ? null : typed.rights();
            return (chosen == null ? Set.of(Right.COMMENT, Right.APPROVE) : chosen).contains(right);
        }

        /** What is wrong, where it belongs to the form of this task, or to none. */
        public @Nullable Problem problemOf(String form) {
            return task.equals(form) ? problem : null;
        }
    }

    /** @param letter a {@code mailto:} with all of the letter in it */
    public record Link(String name, String url, String letter) {}

    public Right[] rights() {
        return Right.values();
    }

    public boolean isOlder(Review review) {
        return review.shown().number() < agreement.newest();
    }

    public long open() {
        return tasks.stream()
                .filter(task -> task.state() == Task.State.OPEN || task.state().isWithAuthor())
                .count();
    }
}
