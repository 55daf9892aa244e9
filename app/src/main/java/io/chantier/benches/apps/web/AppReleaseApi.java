package io.chantier.benches.apps.web;

import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppDesk;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The versions of an app; for the operator. */
@RestController
@RequestMapping("/api/apps/{name}/releases")
class AppReleaseApi {

    private final AppDesk desk;

    AppReleaseApi(AppDesk desk) {
        this.desk = desk;
    }

    /**
     * A version.
     *
     * @param framework the versions of the framework that it runs on, such as {@code >=15.0.0,<16.0.0}
     * @param needs other apps that it takes, with the range of their versions
     * @param migrates whether coming to it changes a site's database; it does when left out
     */
    record Body(
            @Nullable String version,
            @Nullable String framework,
            @Nullable Map<String, String> needs,
            @Nullable Boolean migrates) {

        ReleaseForm form(String usualVersion) {
            return new ReleaseForm(
                    Objects.requireNonNullElse(version, usualVersion),
                    Objects.requireNonNullElse(framework, ""),
                    needs == null ? Map.of() : needs,
                    !Boolean.FALSE.equals(migrates));
        }
    }

    /** Adds a draft. */
    @PostMapping
    ResponseEntity<AppView.Release> add(Caller caller, @PathVariable String name, @RequestBody Body body) {
        var release = desk.addRelease(app(name), body.form(""), caller);
        return ResponseEntity.created(URI.create("/api/apps/" + name + "/releases/" + release.version()))
                .body(AppView.Release.of(release));
    }

    /** Changes a draft, all of it but its version. */
    @PutMapping("/{version}")
    AppView.Release change(
            Caller caller, @PathVariable String name, @PathVariable String version, @RequestBody Body body) {
        var app = app(name);
        return AppView.Release.of(desk.changeDraft(app, release(app, version), body.form(version), caller));
    }

    /** Removes a draft. */
    @DeleteMapping("/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String name, @PathVariable String version) {
        var app = app(name);
        desk.removeDraft(app, release(app, version), caller);
    }

    /** Publishes it, or publishes it again. */
    @PostMapping("/{version}/publication")
    AppView.Release publish(Caller caller, @PathVariable String name, @PathVariable String version) {
        var app = app(name);
        return AppView.Release.of(desk.publish(app, release(app, version), caller));
    }

    /** Takes it back: nobody gets it anew. */
    @DeleteMapping("/{version}/publication")
    AppView.Release yank(Caller caller, @PathVariable String name, @PathVariable String version) {
        var app = app(name);
        return AppView.Release.of(desk.yank(app, release(app, version), caller));
    }

    private App app(String name) {
        return desk.find(name).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private AppRelease release(App app, String version) {
        return desk.release(app, version).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }
}
