package io.chantier.generation;

import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A component that is to be changed for one site, because its data cannot say what somebody wishes.
 *
 * @param missing what the data cannot say, in the author's own words
 * @param section the name of the component: {@code Hero}
 * @param files what may be read
 * @param editable those of them that may be edited
 * @param complaint why the last attempt did not compile; empty for the first
 */
public record Workpiece(
        Wish wish,
        String missing,
        String section,
        SortedMap<String, byte[]> files,
        List<String> editable,
        String complaint) {

    /** Enough for one component and its mending. */
    public static final long ENOUGH = 250_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a language model gets to read of it, as JSON. */
    public String dossier() {
        var dossier = JSON.createObjectNode()
                .put("wish", Dossier.seen(wish.words()))
                .put("missing", Dossier.seen(missing))
                .put("section", section);
        var files = dossier.putArray("editable");
        editable.forEach(files::add);
        if (!complaint.isEmpty()) dossier.put("complaint", Dossier.seen(complaint));
        return dossier.toString();
    }

    /** The same once more, with what was made of it and why that did not compile. */
    public Workpiece again(SortedMap<String, byte[]> now, String why) {
        return new Workpiece(wish, missing, section, now, editable, why);
    }
}
