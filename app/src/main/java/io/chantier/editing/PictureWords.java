package io.chantier.editing;

import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What people say that pictures show. It lies with the pictures, wherever they are shown; a revision notes what was said
 * with it and what stood there before, so that going back and forward takes the words along.
 */
@Component
class PictureWords {

    static final String FILE = "alternatives.json";

    private static final TypeReference<TreeMap<String, Words>> NOTED = new TypeReference<>() {};

    private final SitePictures pictures;

    PictureWords(SitePictures pictures) {
        this.pictures = pictures;
    }

    /** @param before what stood there before anybody said something in the editor */
    record Words(String before, String now) {}

    /** Says it of the pictures; returns the files with a note of it. */
    SortedMap<String, byte[]> say(Site site, SortedMap<String, byte[]> files, Map<String, String> described) {
        if (described.isEmpty()) return files;
        var notes = notes(files);
        described.forEach((id, words) -> pictures.find(site, id).ifPresent(picture -> {
            if (picture.alt().equals(words)) return;
            var known = notes.get(id);
            notes.put(id, new Words(known == null ? picture.alt() : known.before(), words));
            pictures.describe(site, id, words);
        }));
        var noted = new TreeMap<>(files);
        if (!notes.isEmpty()) noted.put(FILE, Draft.JSON.writeValueAsBytes(notes));
        return noted;
    }

    /** Says of the pictures what was said when those files were the newest. */
    void follow(Site site, SortedMap<String, byte[]> from, SortedMap<String, byte[]> to) {
        var left = notes(from);
        var reached = notes(to);
        reached.forEach((id, words) -> {
            if (!words.equals(left.get(id))) describe(site, id, words.now());
        });
        left.forEach((id, words) -> {
            if (!reached.containsKey(id)) describe(site, id, words.before());
        });
    }

    private void describe(Site site, String id, String words) {
        if (pictures.find(site, id).isPresent()) pictures.describe(site, id, words);
    }

    private static SortedMap<String, Words> notes(SortedMap<String, byte[]> files) {
        try {
            return files.containsKey(FILE) ? Draft.JSON.readValue(files.get(FILE), NOTED) : new TreeMap<>();
        } catch (JacksonException _) {
            return new TreeMap<>();
        }
    }
}
