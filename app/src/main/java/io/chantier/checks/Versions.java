package io.chantier.checks;

import io.chantier.languages.SiteLanguages;
import io.chantier.languages.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A site's further languages: what their pages say is the main language's once more, and is measured by that. */
final class Versions {

    /** What search engines show of a description. */
    private static final int SHOWN = 160;

    private final List<Translation> all;
    private final Map<String, String> originals = new HashMap<>();

    Versions(List<Translation> all) {
        this.all = all;
        for (var version : all)
            for (var line : version.lines()) {
                if (line.state() == Translation.State.MISSING) continue;
                var text = Said.spaced(line.text());
                originals.put(text, line.main().text());
                if (text.length() > SHOWN)
                    originals.put(text.substring(0, SHOWN).strip(), line.main().text());
            }
    }

    List<Translation> all() {
        return all;
    }

    /** The languages below whose folders there are pages. */
    List<String> languages() {
        return all.stream().map(Translation::language).toList();
    }

    /** In which language the page at this path is to be. */
    String spokenAt(String path, String main) {
        return SiteLanguages.spokenAt(path, main, languages());
    }

    /**
     * Whether a text only says in its language what the text says that it is translated from: that one is examined on its
     * own page.
     *
     * @param says whether that text says it
     */
    boolean isTranslated(Said said, Predicate<String> says) {
        var original = originals.get(said.text());
        return original != null && says.test(original);
    }
}
