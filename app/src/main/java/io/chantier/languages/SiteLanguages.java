package io.chantier.languages;

import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The languages that the template speaks, and those of a revision. */
public final class SiteLanguages {

    public static final List<String> ALL = List.of("fr", "en", "de");

    private static final String FOLDER = "data/languages/";
    private static final Pattern FILE = Pattern.compile("data/languages/(fr|en|de)\\.json");

    private SiteLanguages() {}

    /** The file that holds the texts of a further language. */
    public static String file(String language) {
        return FOLDER + language + ".json";
    }

    /** Whether it is such a file. */
    public static boolean isFile(String path) {
        return FILE.matcher(path).matches();
    }

    /** The further languages of a revision; one that became its main one is none. */
    public static List<String> further(SortedMap<String, byte[]> files) {
        var main = MainText.read(files, MainText.SITE).path("language").asString("");
        return ALL.stream()
                .filter(language -> !language.equals(main) && files.containsKey(file(language)))
                .toList();
    }

    /** The language in which a path of the site is written: of a further one below its folder, else {@code main}. */
    public static String spokenAt(String path, String main, List<String> further) {
        var parts = path.split("/", 3);
        return parts.length == 3 && further.contains(parts[1]) ? parts[1] : main;
    }
}
