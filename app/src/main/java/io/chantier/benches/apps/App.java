package io.chantier.benches.apps;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that sites can have installed: ERPNext, for example, or the framework itself.
 *
 * @param publisher who answers for it
 */
public record App(AppName name, Profile profile, String publisher, Instant createdAt) {

    /**
     * What people read of it.
     *
     * @param french what it does, in French; may be empty
     * @param english the same in English; may be empty
     * @param repository where its code is; may be empty
     */
    public record Profile(String title, String french, String english, String repository) {}

    public String title() {
        return profile.title();
    }

    /** What it does, in this language where that was written, else in the other. */
    public String description(Locale locale) {
        boolean inFrench = locale.getLanguage().equals("fr");
        var wanted = inFrench ? profile.french() : profile.english();
        if (!wanted.isEmpty()) return wanted;
        return inFrench ? profile.english() : profile.french();
    }
}
