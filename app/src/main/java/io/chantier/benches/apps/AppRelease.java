package io.chantier.benches.apps;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of an app.
 *
 * @param needs which versions of which other apps it takes to run; of the framework too, unless it is the framework
 * @param migrates whether coming to it changes a site's database
 * @param publishedAt when teams could first choose it; null for a draft
 */
public record AppRelease(
        UUID id,
        AppName app,
        Version version,
        Map<AppName, VersionRange> needs,
        boolean migrates,
        State state,
        @Nullable Instant publishedAt) {

    public AppRelease {
        needs = Map.copyOf(needs);
    }

    /** Whether it can be chosen. */
    public enum State {
        DRAFT,
        PUBLISHED,
        /** It was taken back: where it runs it goes on, but nobody gets it anew. */
        YANKED;

        boolean canBecome(State next) {
            return switch (this) {
                case DRAFT, YANKED -> next == PUBLISHED;
                case PUBLISHED -> next == YANKED;
            };
        }
    }

    /** The move that was asked for is not allowed from where the release is. */
    public static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final State from;

        NotAllowed(AppRelease release, State to) {
            super(release.app() + " " + release.version() + " is " + release.state() + " and cannot become " + to);
            this.from = release.state();
        }

        public State from() {
            return from;
        }
    }

    public boolean isPublished() {
        return state == State.PUBLISHED;
    }

    public AppRelease published(Instant now) {
        return become(State.PUBLISHED, publishedAt == null ? now : publishedAt);
    }

    public AppRelease yanked() {
        return become(State.YANKED, publishedAt);
    }

    /** The versions of the framework that it runs on; null for the framework itself. */
    public @Nullable VersionRange framework() {
        return needs.get(AppName.FRAMEWORK);
    }

    private AppRelease become(State next, @Nullable Instant since) {
        if (!state.canBecome(next)) throw new NotAllowed(this, next);
        return new AppRelease(id, app, version, needs, migrates, next, since);
    }
}
