package io.chantier.sites;

import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A website of a client: its identity is fixed for good, its profile may be edited, its status changes only by the
 * methods here, which refuse what {@link SiteState#canBecome} does not allow.
 */
public record Site(
        SiteId id, TeamId team, Slug slug, SiteKind kind, Profile profile, Status status, Instant createdAt) {

    /**
     * What is known or wished about the site.
     *
     * @param name as people say it; made from the address until something better was read
     * @param sourceUrl the old site; null where the client has none
     * @param language two letters; null until it was read
     * @param wishes what a person wants of the new site
     */
    public record Profile(
            String name,
            @Nullable String sourceUrl,
            @Nullable String language,
            Wishes wishes) {}

    /**
     * Where the site stands.
     *
     * @param before the state to come back to from ARCHIVED; SUSPENDED where it was so when it was lost
     * @param revision the newest revision, whether published or not
     * @param problem why it is BROKEN, or why the last attempt on a published site failed
     */
    public record Status(
            SiteState state,
            @Nullable SiteState before,
            @Nullable String revision,
            @Nullable SiteProblem problem) {}

    /** The move that was asked for is not allowed from the state in which the site is. */
    public static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SiteState from;
        private final SiteState to;

        NotAllowed(Site site, SiteState to) {
            super("The site " + site.slug() + " is " + site.state() + " and cannot become " + to, null, false, false);
            this.from = site.state();
            this.to = to;
        }

        public SiteState from() {
            return from;
        }

        public SiteState to() {
            return to;
        }
    }

    public SiteState state() {
        return status.state();
    }

    public String name() {
        return profile.name();
    }

    /** Work on its content begins; a published site keeps its state. */
    public Site generating() {
        return state().wasPublished() ? withStatus(state(), status.revision(), null) : become(SiteState.GENERATING);
    }

    /** A bench begins to set it up; what was online stays as it is. */
    public Site installing() {
        return state().wasPublished() ? withStatus(state(), status.revision(), null) : become(SiteState.INSTALLING);
    }

    /** Its content stands and waits for approval; a published site keeps its state. */
    public Site generated() {
        return state().wasPublished() ? withStatus(state(), status.revision(), null) : become(SiteState.GENERATED);
    }

    /** It is on its way to the public; a published site keeps its state. */
    public Site deploying() {
        return state().wasPublished() ? withStatus(state(), status.revision(), null) : become(SiteState.DEPLOYING);
    }

    public Site live() {
        return state().wasPublished() ? withStatus(state(), status.revision(), null) : become(SiteState.LIVE);
    }

    public Site suspended() {
        return become(SiteState.SUSPENDED);
    }

    public Site resumed() {
        return become(SiteState.LIVE);
    }

    /** Something went wrong for good: a published site keeps its state and only tells; another one is broken. */
    public Site failed(SiteProblem problem) {
        if (state().wasPublished() || state() == SiteState.ARCHIVED) {
            return withStatus(state(), status.revision(), problem);
        }
        return become(SiteState.BROKEN).withProblem(problem);
    }

    /** It was online and may not be any more, until somebody mends it; then it is {@link #mended}. */
    public Site lost(SiteProblem problem) {
        var broken = become(SiteState.BROKEN).withProblem(problem);
        return isSuspended() ? broken.with(SiteState.SUSPENDED) : broken;
    }

    /** Whole again: open, or closed where somebody had suspended it, since nobody has resumed it. */
    public Site mended() {
        return isSuspended() ? withStatus(SiteState.SUSPENDED, status.revision(), null) : live();
    }

    /** Whether somebody suspended it and nobody resumed it, also where it was lost since. */
    public boolean isSuspended() {
        return state() == SiteState.SUSPENDED
                || (state() == SiteState.BROKEN && status.before() == SiteState.SUSPENDED);
    }

    /** It may not be published as it is: the state stays, the problem is told. */
    public Site refused(SiteProblem problem) {
        return withProblem(problem);
    }

    /** The work was given up before anything was published. */
    public Site backToDraft() {
        return state().wasPublished() ? this : become(SiteState.DRAFT);
    }

    /** The publishing was given up; the content still waits. */
    public Site backToGenerated() {
        return state().wasPublished() ? this : become(SiteState.GENERATED);
    }

    public Site archived() {
        refuseUnlessAllowed(SiteState.ARCHIVED);
        var back = switch (state()) {
            case GENERATING, INSTALLING -> SiteState.DRAFT;
            case DEPLOYING -> SiteState.GENERATED;
            case DRAFT, GENERATED, LIVE, SUSPENDED, ARCHIVED, BROKEN -> state();
        };
        return withStatus(SiteState.ARCHIVED, status.revision(), status.problem())
                .with(back);
    }

    public Site broughtBack() {
        var before = status.before() == null ? SiteState.DRAFT : status.before();
        if (state() != SiteState.ARCHIVED) throw new NotAllowed(this, before);
        return withStatus(before, status.revision(), status.problem());
    }

    public Site at(String revision) {
        return withStatus(state(), revision, status.problem());
    }

    public Site with(Profile changed) {
        return new Site(id, team, slug, kind, changed, status, createdAt);
    }

    private Site withProblem(SiteProblem problem) {
        return withStatus(state(), status.revision(), problem);
    }

    private Site become(SiteState next) {
        if (next == state()) return withStatus(next, status.revision(), null);
        refuseUnlessAllowed(next);
        return withStatus(next, status.revision(), null);
    }

    private void refuseUnlessAllowed(SiteState next) {
        if (!state().canBecome(next)) throw new NotAllowed(this, next);
    }

    private Site with(SiteState before) {
        var back = new Status(state(), before, status.revision(), status.problem());
        return new Site(id, team, slug, kind, profile, back, createdAt);
    }

    private Site withStatus(SiteState state, @Nullable String revision, @Nullable SiteProblem problem) {
        var before = state == state() ? status.before() : null;
        return new Site(id, team, slug, kind, profile, new Status(state, before, revision, problem), createdAt);
    }
}
