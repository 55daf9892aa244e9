package io.chantier.appearance.web;

import io.chantier.appearance.Appearance;
import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The appearance as it is kept, or as it was typed. */
public record AppearanceView(
        String name,
        List<Colour> colours,
        String logo,
        @Nullable Problem problem) {

    /** @param ours what a colour field shows where none is chosen */
    public record Colour(String field, String value, String ours) {}

    static AppearanceView of(Appearance now) {
        return typed(now.name(), now.colours().main(), now.colours().ground(), now.logoAddress(), null);
    }

    static AppearanceView typed(String name, String main, String ground, String logo, @Nullable Problem problem) {
        return new AppearanceView(
                name,
                List.of(new Colour("main", main, "#2546c8"), new Colour("ground", ground, "#efeee9")),
                logo,
                problem);
    }
}
