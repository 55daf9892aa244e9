package io.chantier.benches.apps;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the operator does with apps: describe them, release them, take releases back. */
@Service
public class AppDesk {

    private final AppRows rows;
    private final Audit audit;
    private final Clock clock;

    AppDesk(AppRows rows, Audit audit, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    public List<App> apps() {
        return rows.apps();
    }

    /** The releases of every app that has one, drafts too, newest version first. */
    public Map<AppName, List<AppRelease>> releases() {
        return rows.releases();
    }

    public Optional<App> find(String name) {
        return Optional.of(name).filter(AppName::isAppName).flatMap(text -> rows.app(new AppName(text)));
    }

    /** Newest version first, drafts too. */
    public List<AppRelease> releases(App app) {
        return rows.releases(app.name());
    }

    public Optional<AppRelease> release(App app, String version) {
        return Version.parse(version).flatMap(number -> rows.release(app.name(), number));
    }

    @Transactional
    public App add(AppForm form, Caller caller) {
        var app = form.checked(clock.instant());
        if (!rows.add(app)) throw taken("name", form.name());
        audit.write(caller, "app.add", app.name().value(), Map.of("name", app.title()));
        return app;
    }

    /** Changes what people read of it; its name stays. */
    @Transactional
    public App change(App app, AppForm form, Caller caller) {
        var changed = form.checked(app.createdAt());
        if (!changed.name().equals(app.name())) {
            throw new ProblemException(Problem.ofField(
                    "name", "name-stays", Map.of("name", app.name().value())));
        }
        rows.change(changed);
        audit.write(caller, "app.change", app.name().value(), Map.of("name", changed.title()));
        return changed;
    }

    /** Takes the app with its releases; where a group has it, or had it at an earlier state, nothing goes. */
    @Transactional
    public void remove(App app, Caller caller) {
        rows.lock(app.name());
        var groups = rows.groupsWith(app.name());
        if (!groups.isEmpty()) {
            throw new ProblemException(
                    Problem.of("app-in-use", 409, Map.of("name", app.title(), "groups", String.join(", ", groups))));
        }
        rows.remove(app.name());
        audit.write(caller, "app.remove", app.name().value(), Map.of("name", app.title()));
    }

    /** Adds a draft, which only the operator sees. */
    @Transactional
    public AppRelease addRelease(App app, ReleaseForm form, Caller caller) {
        var release = form.checked(app.name(), name -> rows.app(name).isPresent());
        if (rows.release(app.name(), release.version()).isPresent() || !rows.add(release)) {
            throw taken("version", release.version().toString());
        }
        audit.write(caller, "release.add", app.name().value(), about(app, release));
        return release;
    }

    /** Changes a draft; what was published once stays what it was. */
    @Transactional
    public AppRelease changeDraft(App app, AppRelease release, ReleaseForm form, Caller caller) {
        var now = draft(app, release);
        var wanted = form.checked(app.name(), name -> rows.app(name).isPresent());
        if (!wanted.version().equals(now.version())) {
            throw new ProblemException(Problem.ofField(
                    "version", "name-stays", Map.of("name", now.version().toString())));
        }
        var changed = new AppRelease(
                now.id(), now.app(), now.version(), wanted.needs(), wanted.migrates(), now.state(), null);
        rows.change(changed);
        audit.write(caller, "release.change", app.name().value(), about(app, changed));
        return changed;
    }

    @Transactional
    public void removeDraft(App app, AppRelease release, Caller caller) {
        rows.remove(draft(app, release));
        audit.write(caller, "release.remove", app.name().value(), about(app, release));
    }

    /** From now on teams see it, and groups can have it. */
    @Transactional
    public AppRelease publish(App app, AppRelease release, Caller caller) {
        var published = move(app, release, old -> old.published(clock.instant()));
        audit.write(caller, "release.publish", app.name().value(), about(app, published));
        return published;
    }

    /** From now on nobody gets it anew; where it runs it goes on. */
    @Transactional
    public AppRelease yank(App app, AppRelease release, Caller caller) {
        var yanked = move(app, release, AppRelease::yanked);
        audit.write(caller, "release.yank", app.name().value(), about(app, yanked));
        return yanked;
    }

    private AppRelease move(App app, AppRelease release, UnaryOperator<AppRelease> move) {
        try {
            var moved = move.apply(locked(release));
            rows.change(moved);
            return moved;
        } catch (AppRelease.NotAllowed refused) {
            throw new ProblemException(
                    switch (refused.from()) {
                        case DRAFT -> Problem.of("release-draft", 409, about(app, release));
                        case PUBLISHED -> Problem.of("release-published", 409, about(app, release));
                        case YANKED -> Problem.of("release-yanked", 409, about(app, release));
                    });
        }
    }

    private AppRelease draft(App app, AppRelease release) {
        var now = locked(release);
        if (now.state() != AppRelease.State.DRAFT) {
            throw new ProblemException(Problem.of("release-not-draft", 409, about(app, release)));
        }
        return now;
    }

    private AppRelease locked(AppRelease release) {
        return rows.lockedRelease(release.app(), release.version())
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static Map<String, String> about(App app, AppRelease release) {
        return Map.of("name", app.title(), "version", release.version().toString());
    }

    private static ProblemException taken(String field, String value) {
        return new ProblemException(Problem.ofField(field, "taken", Map.of("value", value)));
    }
}
