package io.chantier.fleet.web;

import io.chantier.fleet.FleetQuery;
import io.chantier.fleet.FleetQuery.Order;
import io.chantier.fleet.SavedFilters.Saved;
import io.chantier.fleet.Standing;
import io.chantier.fleet.Watch;
import io.chantier.sites.SiteTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of sites as it was asked for.
 *
 * @param cards whether the sites are shown as large pictures
 */
public record FleetView(FleetQuery query, boolean cards, Part part, Choices choices) {

    /**
     * What is shown of the sites that were found.
     *
     * @param number of this part, from 1
     * @param found how many sites there are in all parts
     */
    public record Part(List<FleetRow> rows, int number, int of, int found) {}

    /** @param total of all sites that are not archived, whatever the query */
    public record Choices(List<Tab> tabs, List<Watched> watched, List<SiteTag> tags, List<Saved> saved, long total) {}

    /** Something that should not be, and how many sites it concerns. */
    public record Watched(Watch watch, long number, String path, boolean current) {}

    /** @param tone of its number: {@code bad} where it should be none */
    public record Tab(
            @Nullable Standing standing, String key, String path, long number, String tone, boolean current) {}

    public boolean isEmpty() {
        return part.rows().isEmpty();
    }

    /** The list with another query, shown in the same way. */
    public String path(FleetQuery other) {
        return path(other, cards, 1);
    }

    public String sorted(Order order) {
        return path(query.sorted(order));
    }

    /** Whether the list is sorted so, for {@code aria-sort}. */
    public @Nullable String isSorted(Order order) {
        if (query.order() != order) return null;
        return order == Order.NEWEST || order == Order.DEPLOYED ? "descending" : "ascending";
    }

    public String tagged(SiteTag tag) {
        return path(query.tagged(tag.name().equals(query.tag()) ? "" : tag.name()));
    }

    public String withoutState() {
        return path(new FleetQuery(query.text(), query.standing(), query.tag(), null, query.watch(), query.order()));
    }

    public String part(int number) {
        return path(query, cards, number);
    }

    public String shownAs(boolean asCards) {
        return path(query, asCards, 1);
    }

    public String csv() {
        return "/sites/list.csv" + (query.parameters().isEmpty() ? "" : "?" + query.parameters());
    }

    public boolean isSaved() {
        return choices.saved().stream().anyMatch(one -> one.query().equals(query.parameters()));
    }

    static String path(FleetQuery query, boolean cards, int number) {
        var parameters = query.parameters() + (cards ? "&view=cards" : "") + (number > 1 ? "&page=" + number : "");
        return parameters.isEmpty() ? "/sites" : "/sites?" + parameters.replaceFirst("^&", "");
    }
}
