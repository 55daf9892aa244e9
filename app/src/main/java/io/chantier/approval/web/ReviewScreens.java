package io.chantier.approval.web;

import io.chantier.approval.Approvals;
import io.chantier.approval.FollowsPublication;
import io.chantier.approval.ReviewDoor.Door;
import io.chantier.approval.Tasks;
import io.chantier.approval.web.ReviewView.Agreed;
import io.chantier.approval.web.ReviewView.Said;
import io.chantier.approval.web.ReviewView.Shown;
import io.chantier.lifecycle.Showings;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts together what somebody who has a link sees. */
@Component
class ReviewScreens {

    private final Showings showings;
    private final Tasks tasks;
    private final Approvals approvals;
    private final FollowsPublication follows;
    private final AuthorsWork work;

    ReviewScreens(Showings showings, Tasks tasks, Approvals approvals, FollowsPublication follows, AuthorsWork work) {
        this.showings = showings;
        this.tasks = tasks;
        this.approvals = approvals;
        this.follows = follows;
        this.work = work;
    }

    /** What the author did of what the reader asked for. */
    Map<UUID, TaskWork> work(Door.Open open, HttpServletRequest request) {
        var done = tasks.of(open.review()).stream()
                .filter(task -> task.state().isOver())
                .toList();
        return work.of(open.site(), done, request);
    }

    ReviewView of(Door.Open open) {
        return of(open, Said.of(tasks.of(open.review())));
    }

    /** With what could not be kept of what they wrote. */
    ReviewView refused(Door.Open open, String page, int section, String words, Problem problem) {
        var view = of(open);
        var at = view.shown().outline().pages().stream()
                .filter(part -> part.path().equals(page))
                .findFirst()
                .map(part -> view.at(part, section))
                .orElse("");
        return of(open, new Said(view.said().tasks(), at, words, problem));
    }

    /** Whether publishing what the reader sees would put exactly that online. */
    boolean isStillSo(Door.Open open) {
        var shown = open.review().shown();
        return showings.render(open.site(), shown.revision()) instanceof Showings.Rendered.Release(var digest)
                && digest.equals(shown.release());
    }

    /** Whoever follows a redirect sees what was just committed. */
    void hear(Door.Open open) {
        showings.hear(open.site());
    }

    private ReviewView of(Door.Open open, Said said) {
        var review = open.review();
        var site = open.site();
        var address = showings.addressOf(site, review.id())
                .map(URI::toString)
                .map(text -> text.replaceFirst("/$", ""))
                .orElse("");
        var newer = !review.shown().revision().equals(site.status().revision());
        var approval = approvals.of(review, site).orElse(null);
        var course = approval == null ? null : follows.courseOf(site, approval);
        var outline = tasks.outline(review, site);
        return new ReviewView(review, site, new Shown(address, outline, newer), said, new Agreed(approval, course));
    }
}
