package io.chantier.benches.apps.web;

import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppForm;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.web.Badge;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator's pages of apps show. */
public final class AppsView {

    private AppsView() {}

    /** All apps, and a form for one more. */
    public record All(List<Line> apps, Filled<AppForm> form) {}

    /** @param releases newest version first */
    public record Line(App app, List<AppRelease> releases) {

        /** The newest version that teams see. */
        public Optional<AppRelease> newest() {
            return releases.stream().filter(AppRelease::isPublished).findFirst();
        }
    }

    /**
     * One app with the forms of its page.
     *
     * @param trouble what was wrong with the last request that was none of the forms
     */
    public record One(
            App app,
            Filled<AppForm> form,
            Filled<ReleaseForm> release,
            @Nullable Problem trouble) {

        static One of(App app) {
            return new One(app, Filled.of(AppForm.of(app)), Filled.of(ReleaseForm.EMPTY), null);
        }

        One withForm(Filled<AppForm> filled) {
            return new One(app, filled, release, trouble);
        }

        One withRelease(Filled<ReleaseForm> filled) {
            return new One(app, form, filled, trouble);
        }

        One withTrouble(Problem problem) {
            return new One(app, form, release, problem);
        }
    }

    /** A form as it is filled in. */
    public record Filled<F>(F form, @Nullable Problem problem) {

        static <F> Filled<F> of(F form) {
            return new Filled<>(form, null);
        }
    }

    /** How the state of a release is shown. */
    public static Badge badge(AppRelease release) {
        return switch (release.state()) {
            case DRAFT -> new Badge("calm", "pencil", "page.apps.state.DRAFT");
            case PUBLISHED -> new Badge("ok", "circle-check", "page.apps.state.PUBLISHED");
            case YANKED -> new Badge("bad", "circle-off", "page.apps.state.YANKED");
        };
    }
}
