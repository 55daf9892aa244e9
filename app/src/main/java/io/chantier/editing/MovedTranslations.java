package io.chantier.editing;

import io.chantier.languages.Catalog;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.MainText;
import io.chantier.languages.SiteLanguages;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Translations that are out of date know their text by its place alone: they go where it went, and go away with it. Those
 * that are up to date are found by what they were translated from, wherever that stands.
 */
final class MovedTranslations {

    /**
     * @param files with the languages' texts at their places
     * @param dropped how many translations had a text that is gone
     */
    record Moved(SortedMap<String, byte[]> files, int dropped) {

        /** For the audit log: a translation that goes away does not go unsaid. */
        Map<String, String> told() {
            return dropped == 0 ? Map.of() : Map.of("translationsDropped", Integer.toString(dropped));
        }

        Map<String, String> told(String revision) {
            var told = new TreeMap<>(told());
            told.put("revision", revision);
            return told;
        }
    }

    private final SortedMap<String, byte[]> before;
    private final Draft was;
    private final Draft is;
    private final Rebase rebase;
    private final Set<String> said;
    private int dropped;

    private MovedTranslations(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
        this.before = before;
        was = Draft.of(before);
        is = Draft.of(after);
        rebase = Rebase.ofSettled(was.root(), is.root());
        said = MainText.of(after, Map.of()).stream().map(MainText::text).collect(Collectors.toSet());
    }

    /** What is kept after a change of the main language; a language that was itself written anew stays as it is. */
    static Moved follow(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
        var languages = SiteLanguages.further(after).stream()
                .filter(language -> Arrays.equals(
                        before.get(SiteLanguages.file(language)), after.get(SiteLanguages.file(language))))
                .toList();
        var isSame = Draft.FILES.values().stream().allMatch(path -> Arrays.equals(before.get(path), after.get(path)));
        if (languages.isEmpty() || isSame) return new Moved(after, 0);
        var work = new MovedTranslations(before, after);
        SortedMap<String, byte[]> files = after;
        for (var language : languages) files = work.follow(language, files);
        return new Moved(files, work.dropped);
    }

    private SortedMap<String, byte[]> follow(String language, SortedMap<String, byte[]> files) {
        var written = Catalog.of(before, language);
        var kept = Catalog.empty(language);
        for (var entry : written.entries()) if (isFound(entry)) kept.put(at(home(entry), entry));
        for (var entry : written.entries()) {
            if (isFound(entry)) continue;
            var place = place(entry);
            if (place.isEmpty()) dropped++;
            else if (isFree(place.get(), kept)) kept.put(at(place.get(), entry));
            else dropped++;
        }
        return kept.isAs(written) ? files : kept.in(new TreeMap<>(files));
    }

    /** By its text or its picture, whatever stands at its place. */
    private boolean isFound(Entry entry) {
        return said.contains(entry.from()) || Pointer.read(entry.at()).isEmpty();
    }

    /** Where its text went, when it was at it. */
    private String home(Entry entry) {
        var isHere = Pointer.read(entry.at())
                .filter(at -> was.at(at).asString("").equals(entry.from()))
                .isPresent();
        return isHere ? place(entry).orElse(entry.at()) : entry.at();
    }

    private static Entry at(String place, Entry entry) {
        return new Entry(place, entry.from(), entry.text(), entry.by());
    }

    /** What is up to date needs no place, and keeps it against what is not. */
    private boolean isFree(String place, Catalog kept) {
        return kept.at(place).isEmpty();
    }

    private Optional<String> place(Entry entry) {
        return Pointer.read(entry.at())
                .filter(at -> was.at(at).isString())
                .flatMap(rebase::of)
                .filter(at -> is.at(at).isString())
                .map(MovedTranslations::named);
    }

    private static String named(Pointer at) {
        return at.toString().substring(1).replaceFirst("/", "#/");
    }
}
