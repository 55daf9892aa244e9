package io.chantier.generation;

import io.chantier.generation.Piece.Sheet;
import io.chantier.sites.Wishes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Chooses how a site looks, and changes it later without touching its words. */
@Component
public final class Design {

    /**
     * The same revision in another look or other colours.
     *
     * @param look one of {@link #looks()}
     * @param colours {@code #rrggbb}, the main one first
     */
    public SortedMap<String, byte[]> applyLook(SortedMap<String, byte[]> files, String look, List<String> colours) {
        if (!Looks.ALL.contains(look)) throw new IllegalArgumentException("No such look: " + look);
        var changed = new TreeMap<>(files);
        changed.put(
                DataFiles.TOKENS,
                DataFiles.bytes(Looks.tokens(look, Palette.wished(colours), DataFiles.opensWithPicture(files))));
        return changed;
    }

    /**
     * The same revision in another look, other colours or both. A look brings its fonts and layout with it; where it
     * stays, what somebody chose of them stays, and so do colours that are those that were asked for.
     *
     * @param look one of {@link #looks()}
     * @param colours {@code #rrggbb}, the main one first; from them a palette is made that can be read
     */
    public SortedMap<String, byte[]> wear(SortedMap<String, byte[]> files, String look, List<String> colours) {
        var worn = DataFiles.tokens(files);
        var changed = new TreeMap<>(applyLook(files, look, colours));
        if (worn.isEmpty()) return changed;
        var fresh = DataFiles.tokens(changed).orElseThrow();
        var color = worn.get().path("color");
        var same = color.path("primary").asString("").equalsIgnoreCase(colours.getFirst())
                && (colours.size() < 2 || color.path("accent").asString("").equalsIgnoreCase(colours.get(1)));
        if (same) fresh.set("color", color);
        if (look.equals(worn.get().path("look").asString("")))
            for (var kept : List.of("font", "radius", "layout"))
                if (worn.get().has(kept)) fresh.set(kept, worn.get().get(kept));
        changed.put(DataFiles.TOKENS, DataFiles.bytes(fresh));
        return changed;
    }

    /**
     * Takes over what somebody wrote into the tokens of a revision, as far as it can be worn: a look that exists, colours
     * from which a palette is made that can be read, and fonts, corners and layout that one of the looks has.
     *
     * @param edited the tokens as they were edited; anything else than an object changes nothing
     * @param wishes what the client chose already stays
     */
    public SortedMap<String, byte[]> adapt(SortedMap<String, byte[]> files, byte[] edited, Wishes wishes) {
        var single = new TreeMap<String, byte[]>();
        single.put(DataFiles.TOKENS, edited);
        var wanted = DataFiles.tokens(single);
        var worn = DataFiles.tokens(files);
        if (wanted.isEmpty() || worn.isEmpty()) return files;
        var look = wishes.look() == null ? wanted.get().path("look").asString("") : wishes.look();
        if (!Looks.ALL.contains(look)) look = worn.get().path("look").asString("horizon");
        var colours = wishes.colours().stream().filter(Colour::isHex).toList();
        if (colours.isEmpty()) colours = colours(wanted.get().path("color"));
        if (colours.isEmpty()) colours = colours(worn.get().path("color"));
        return wear(files, look, colours);
    }

    private static List<String> colours(JsonNode color) {
        return Stream.of("primary", "accent")
                .map(name -> color.path(name).asString(""))
                .filter(Colour::isHex)
                .toList();
    }

    public static boolean isColour(String text) {
        return Colour.isHex(text);
    }

    /** The looks of the template. */
    public static List<String> looks() {
        return Looks.ALL;
    }

    Sheet tokens(Desk desk, Wishes wishes) {
        var name = desk.name().text();
        var colours = wishes.colours().stream().filter(Colour::isHex).toList();
        var palette = colours.isEmpty()
                ? Palette.from(desk.source().look().colours(), desk.trade(), name)
                : Palette.wished(colours);
        var look = wishes.look();
        var pictured = !new Images(desk.source(), wishes).first().isEmpty();
        return Looks.tokens(look == null ? Looks.fitting(desk.trade(), desk.source(), name) : look, palette, pictured);
    }
}
