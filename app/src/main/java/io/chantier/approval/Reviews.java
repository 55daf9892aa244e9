package io.chantier.approval;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Outbox.Letter;
import io.chantier.lifecycle.Showings;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.values.Digest;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody of the agency gives people outside a link to a site. Each link shows the revision that was the newest when it
 * was made, until somebody of the agency, or its own reader, asks for a newer one.
 */
@Service
public class Reviews {

    public static final int DAYS = 30;

    /** What an author may cost on somebody's behalf. */
    static final long MOST_MICROS = 100_000_000;

    private static final int MOST_DAYS = 365;
    private static final int LONGEST = 100;
    private static final Pattern EMAIL =
            Pattern.compile("(?=.{3,100}$)[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final ReviewRows rows;
    private final Revisions revisions;
    private final Showings showings;
    private final ReviewLetters letters;
    private final Audit audit;
    private final Clock clock;

    Reviews(ReviewRows rows, Revisions revisions, Showings showings, ReviewLetters letters, Audit audit, Clock clock) {
        this.rows = rows;
        this.revisions = revisions;
        this.showings = showings;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * As it was typed; what is wrong is named by {@link #make}.
     *
     * @param language one of {@link Words#LANGUAGES}; null for the caller's
     * @param rights null for commenting and approving
     * @param days for which the link works; null for {@value #DAYS}
     * @param authorMicros what the author may cost when it answers the comments by itself, all of them together, in
     *     millionths of a dollar; null or 0 where somebody of the agency hands each one over
     */
    public record Wanted(
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            @Nullable Set<Right> rights,
            @Nullable Integer days,
            @Nullable Long authorMicros) {

        long author() {
            return Objects.requireNonNullElse(authorMicros, 0L);
        }
    }

    /**
     * @param link the only time that it can be read
     * @param letter with the link in it, for whoever sends it themselves
     */
    public record Made(Review review, URI link, Letter letter) {
        @Override
        public String toString() {
            return "Made[" + review + "]";
        }
    }

    /** Not revoked, newest first. */
    public List<Review> of(Site site) {
        return rows.of(site);
    }

    public Review find(Site site, UUID id) {
        return rows.find(site, id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    /** @throws ProblemException naming each field that is wrong, or why there is nothing to show */
    @Transactional
    public Made make(Site site, Wanted wanted, Caller caller) {
        var person = person(wanted, caller);
        var wrong = wrong(person, wanted);
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        var now = clock.instant();
        var id = UUID.randomUUID();
        var ends = now.plus(Duration.ofDays(Objects.requireNonNullElse(wanted.days(), DAYS)));
        var span = new Review.Span(caller.name(), now, ends, false);
        var grant = new Review.Grant(rights(wanted), wanted.author());
        var review = new Review(id, site.team(), site.id(), person, grant, newest(site, now), span);
        var token = ReviewToken.random();
        rows.add(review, token);
        showings.show(site, id, review.shown().release());
        audit.write(caller, "review.make", site.id().toString(), about(site, review));
        return made(site, review, token);
    }

    private Made made(Site site, Review review, Secret token) {
        var link = letters.link(token);
        return new Made(review, link, letters.invite(site, review, link));
    }

    /** Whoever has the link sees the newest revision from now on. */
    @Transactional
    public Review showNewest(Site site, Review review, Caller caller) {
        var shown = newest(site, clock.instant());
        rows.show(review, shown);
        showings.show(site, review.id(), shown.release());
        audit.write(caller, "review.show", site.id().toString(), about(site, review));
        return rows.find(site, review.id()).orElseThrow();
    }

    /** The link works no longer, nor does the address that it showed. */
    @Transactional
    public void revoke(Site site, UUID id, Caller caller) {
        var review = find(site, id);
        rows.revoke(review);
        showings.end(site, id);
        audit.write(caller, "review.revoke", site.id().toString(), about(site, review));
    }

    /** The newest revision as it would be online. */
    private Review.Shown newest(Site site, Instant now) {
        var revision = revisions.list(site, 1).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of("review-nothing", 409)));
        return new Review.Shown(revision.id(), revision.number(), release(site, revision.id()), now);
    }

    private Digest release(Site site, String revision) {
        return switch (showings.render(site, revision)) {
            case Showings.Rendered.Release(var digest) -> digest;
            case Showings.Rendered.Failed(var why) ->
                throw new ProblemException(Problem.of(why.code(), 422, why.arguments()));
        };
    }

    /** Who arranges sections writes as well. */
    private static Set<Right> rights(Wanted wanted) {
        var rights = EnumSet.noneOf(Right.class);
        Objects.requireNonNullElse(wanted.rights(), Set.of(Right.COMMENT, Right.APPROVE)).stream()
                .filter(Objects::nonNull)
                .forEach(rights::add);
        if (rights.contains(Right.ARRANGE)) rights.add(Right.EDIT);
        return Set.copyOf(rights);
    }

    private static Map<String, String> about(Site site, Review review) {
        return Map.of(
                "slug", site.slug().value(),
                "person", review.person().name(),
                "review", review.id().toString());
    }

    private static Review.Person person(Wanted wanted, Caller caller) {
        var language = Objects.requireNonNullElse(wanted.language(), "");
        var own = Words.nearest(Objects.requireNonNullElse(caller.locale(), Words.LANGUAGES.getFirst()));
        return new Review.Person(
                Objects.requireNonNullElse(wanted.name(), "").strip(),
                Objects.requireNonNullElse(wanted.email(), "").strip(),
                language.isEmpty() ? own.getLanguage() : language);
    }

    private static List<FieldProblem> wrong(Review.Person person, Wanted wanted) {
        var wrong = new ArrayList<FieldProblem>();
        if (person.name().isEmpty()) wrong.add(new FieldProblem("name", "required", Map.of()));
        if (person.name().length() > LONGEST || person.name().chars().anyMatch(Character::isISOControl))
            wrong.add(new FieldProblem("name", "too-long", Map.of()));
        if (!person.email().isEmpty() && !EMAIL.matcher(person.email()).matches())
            wrong.add(new FieldProblem("email", "not-an-email", Map.of()));
        if (!Words.LANGUAGES.contains(Locale.of(person.language())))
            wrong.add(new FieldProblem("language", "unknown-value", Map.of()));
        var days = Objects.requireNonNullElse(wanted.days(), DAYS);
        if (days < 1 || days > MOST_DAYS)
            wrong.add(new FieldProblem("days", "days-of-a-link", Map.of("most", String.valueOf(MOST_DAYS))));
        if (wanted.author() < 0 || wanted.author() > MOST_MICROS)
            wrong.add(new FieldProblem("authorMicros", "dollars-up-to", Map.of("most", "100")));
        return wrong;
    }
}
