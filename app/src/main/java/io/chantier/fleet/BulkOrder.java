package io.chantier.fleet;

import io.chantier.fleet.Batch.Kind;
import io.chantier.values.Slug;
import java.util.List;
import java.util.UUID;

/**
 * The same thing for many sites.
 *
 * @param key of this order; the same one again gets the same answer and does nothing
 * @param wish what the kind needs: a tag's name, a look; empty where it needs nothing
 * @param colours brand colours as {@code #rrggbb} for a change of look; empty leaves those that are
 */
public record BulkOrder(UUID key, Kind kind, List<Slug> sites, String wish, List<String> colours) {

    /** More than any team has; the end of an order that would hold the database for minutes. */
    public static final int MOST = 2000;

    public BulkOrder {
        sites = sites.stream().distinct().toList();
        colours = List.copyOf(colours);
    }
}
