package io.chantier.appearance.web;

import io.chantier.appearance.Appearance;
import io.chantier.appearance.AppearanceChanges;
import io.chantier.appearance.AppearanceChanges.LogoChange;
import io.chantier.appearance.Appearances;
import io.chantier.appearance.Colours;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How the installation presents itself, for its operator. */
@RestController
class AppearanceApi {

    private final Appearances appearances;
    private final AppearanceChanges changes;

    AppearanceApi(Appearances appearances, AppearanceChanges changes) {
        this.appearances = appearances;
        this.changes = changes;
    }

    /**
     * What is left out stays as it is; an empty text goes back to ours.
     *
     * @param main of buttons and links
     * @param ground beside the sign-in
     * @param logo PNG, WebP or SVG in Base64
     */
    record Wanted(
            @Nullable String name,
            @Nullable String main,
            @Nullable String ground,
            @Nullable String logo) {}

    /** @param logo its address; empty for ours */
    record View(String name, String main, String ground, String logo) {
        static View of(Appearance appearance) {
            return new View(
                    appearance.name(),
                    appearance.colours().main(),
                    appearance.colours().ground(),
                    appearance.logoAddress());
        }
    }

    @GetMapping("/api/appearance")
    View show() {
        return View.of(appearances.current());
    }

    @PutMapping("/api/appearance")
    View change(Caller caller, @RequestBody Wanted wanted) {
        var old = appearances.current();
        var colours = new Colours(
                Objects.requireNonNullElse(wanted.main(), old.colours().main()),
                Objects.requireNonNullElse(wanted.ground(), old.colours().ground()));
        return View.of(changes.make(
                caller, Objects.requireNonNullElse(wanted.name(), old.name()), colours, logo(wanted.logo())));
    }

    private static LogoChange logo(@Nullable String logo) {
        if (logo == null) return new LogoChange.Kept();
        if (logo.isEmpty()) return new LogoChange.Removed();
        try {
            return new LogoChange.Replaced(Base64.getDecoder().decode(logo));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problem.ofField("logo", "malformed", Map.of()));
        }
    }
}
