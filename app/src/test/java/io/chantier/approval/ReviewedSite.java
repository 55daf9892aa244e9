package io.chantier.approval;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import io.chantier.values.Secret;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A link to a site, and what its reader said, without anything being rendered. */
@Component
public final class ReviewedSite {

    private final ReviewRows reviews;
    private final TaskRows tasks;

    ReviewedSite(ReviewRows reviews, TaskRows tasks) {
        this.reviews = reviews;
        this.tasks = tasks;
    }

    /** The secret of a link that may do everything. */
    public String token(Site site, String revision) {
        var token = ReviewToken.random();
        add(site, revision, token);
        return token.reveal();
    }

    public String review(Site site, String revision) {
        return add(site, revision, ReviewToken.random()).id().toString();
    }

    public String task(Site site, String revision) {
        tasks.add(add(site, revision, ReviewToken.random()), Task.Kind.COMMENT, Task.Place.SITE, "A wish", null);
        return tasks.of(site).getFirst().id().toString();
    }

    private Review add(Site site, String revision, Secret token) {
        var now = Instant.now();
        var person = new Review.Person("Claire", "", "fr");
        var shown = new Review.Shown(revision, 1, Digest.of("nothing"), now);
        var span = new Review.Span("Julie", now, now.plusSeconds(3600), false);
        var review = new Review(
                UUID.randomUUID(),
                site.team(),
                site.id(),
                person,
                new Review.Grant(Set.of(Right.values()), 0),
                shown,
                span);
        reviews.add(review, token);
        return review;
    }
}
