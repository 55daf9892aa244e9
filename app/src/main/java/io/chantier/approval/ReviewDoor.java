package io.chantier.approval;

import io.chantier.identity.SignIn;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import org.springframework.stereotype.Component;

/**
 * Who comes with a link. One that was revoked, is too old or was made up says the same; made-up ones count as wrong
 * passwords from that address do.
 */
@Component
public class ReviewDoor {

    private final ReviewRows rows;
    private final Sites sites;
    private final SignIn signIn;

    ReviewDoor(ReviewRows rows, Sites sites, SignIn signIn) {
        this.rows = rows;
        this.sites = sites;
        this.signIn = signIn;
    }

    /** What a link leads to. */
    public sealed interface Door {
        record Open(Review review, Site site) implements Door {}

        /** The link works no longer, or never did. */
        record Closed() implements Door {}

        record TooMany(Problem problem) implements Door {}
    }

    /** Looks at a link and changes nothing. */
    public Door look(Secret token, String address) {
        var shut = signIn.shutFor(address);
        if (shut.isPresent()) return new Door.TooMany(Problem.of("review-too-many", 429));
        if (!ReviewToken.isOne(token) || !rows.isKnown(token)) {
            signIn.guessedWrong(address);
            return new Door.Closed();
        }
        return rows.valid(token)
                .flatMap(review -> sites.find(review.team(), review.site())
                        .filter(site -> site.state() != SiteState.ARCHIVED)
                        .<Door>map(site -> new Door.Open(review, site)))
                .orElseGet(Door.Closed::new);
    }

    /** The reader reads in another language from now on, here and in letters. */
    public void speak(Review review, String language) {
        rows.speak(review, language);
    }
}
