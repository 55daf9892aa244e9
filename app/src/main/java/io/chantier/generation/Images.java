package io.chantier.generation;

import io.chantier.reading.Source;
import io.chantier.sites.Wishes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The pictures that may be shown, best first, and what is said of them. */
final class Images {

    private static final Pattern NO_CAPTION = Pattern.compile(
            "^(?:image|img|photo|picture|bild|foto|dsc|logo|untitled|sans titre|banner|bannière|slide)?[\\s_\\d.-]*$|\\.(?:jpe?g|png|gif|webp)$",
            Pattern.CASE_INSENSITIVE);

    private final List<String> best = new ArrayList<>();
    private final Set<String> worthShowing;
    private final Map<String, String> alts;

    Images(Source source, Wishes wishes) {
        this.alts = source.look().alts();
        var wished = wishes.logo();
        var logo = wished == null ? source.look().logo() : wished;
        for (var id : wishes.business().pictures()) keep(id, logo);
        for (var id : source.look().pictures()) keep(id, logo);
        this.worthShowing = new HashSet<>(best);
    }

    /** All, best first. */
    List<String> all() {
        return List.copyOf(best);
    }

    /** The best one, or empty. */
    String first() {
        return best.isEmpty() ? "" : best.getFirst();
    }

    /** The first of these that is worth showing, or empty. */
    String firstOf(List<String> ids) {
        return ids.stream().filter(worthShowing::contains).findFirst().orElse("");
    }

    /** What the old site says it shows, where that says something. */
    String caption(String id) {
        var alt = alts.getOrDefault(id, "").strip();
        return alt.length() < 4 || NO_CAPTION.matcher(alt).find() ? "" : alt;
    }

    private void keep(String id, String logo) {
        if (!id.equals(logo) && !best.contains(id)) best.add(id);
    }
}
