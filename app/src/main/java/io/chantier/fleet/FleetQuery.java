package io.chantier.fleet;

import io.chantier.sites.SiteState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which sites to list, and in which order.
 *
 * @param text part of the name, the slug or the old address, in any case and without accents; empty for all
 * @param standing null for all but the archived ones
 * @param tag empty for any
 * @param state what the public sees; null for any
 */
public record FleetQuery(
        String text,
        @Nullable Standing standing,
        String tag,
        @Nullable SiteState state,
        Order order) {

    public static final FleetQuery ALL = new FleetQuery("", null, "", null, Order.NEWEST);

    private static final Comparator<FleetSite> BY_NAME =
            Comparator.comparing(one -> plain(one.site().name()));

    /** How the list is sorted. */
    public enum Order {
        NEWEST,
        OLDEST,
        NAME,
        STANDING
    }

    /** @param newestFirst all sites of a team */
    public List<FleetSite> of(List<FleetSite> newestFirst) {
        var found =
                newestFirst.stream().filter(inTab(standing)).filter(others()).toList();
        return switch (order) {
            case NEWEST -> found;
            case OLDEST -> found.reversed();
            case NAME -> found.stream().sorted(BY_NAME).toList();
            case STANDING ->
                found.stream()
                        .sorted(Comparator.comparing(FleetSite::standing).thenComparing(BY_NAME))
                        .toList();
        };
    }

    /** How many sites each tab would show with the rest of this query; the null key of all is {@link #countAll}. */
    public Map<Standing, Long> counts(List<FleetSite> all) {
        var counts = new EnumMap<Standing, Long>(Standing.class);
        var rest = all.stream().filter(others()).toList();
        for (var tab : Standing.values())
            counts.put(tab, rest.stream().filter(inTab(tab)).count());
        return counts;
    }

    /** How many sites the tab of all would show with the rest of this query. */
    public long countAll(List<FleetSite> all) {
        return all.stream().filter(others()).filter(inTab(null)).count();
    }

    public boolean isNarrowed() {
        return !text.isEmpty() || standing != null || !tag.isEmpty() || state != null;
    }

    public FleetQuery withText(String other) {
        return new FleetQuery(other, standing, tag, state, order);
    }

    public FleetQuery in(@Nullable Standing other) {
        return new FleetQuery(text, other, tag, state, order);
    }

    public FleetQuery tagged(String other) {
        return new FleetQuery(text, standing, other, state, order);
    }

    public FleetQuery sorted(Order other) {
        return new FleetQuery(text, standing, tag, state, other);
    }

    /** The query of an address, without the question mark: {@code standing=READY&tag=vip}; empty for all. */
    public String parameters() {
        return Stream.of(
                        text.isEmpty() ? "" : "q=" + encoded(text),
                        standing == null ? "" : "standing=" + standing,
                        tag.isEmpty() ? "" : "tag=" + encoded(tag),
                        state == null ? "" : "state=" + state,
                        order == Order.NEWEST ? "" : "order=" + order)
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
    }

    /** What is online is in the tab of those online even when a person has to look at it. */
    private Predicate<FleetSite> inTab(@Nullable Standing tab) {
        if (tab == Standing.ONLINE) return one -> one.site().state() == SiteState.LIVE;
        if (tab != null) return one -> one.standing() == tab;
        // Whoever searches for a name or a state means archived ones too.
        return one -> one.standing() != Standing.ARCHIVED || !text.isEmpty() || state != null;
    }

    private Predicate<FleetSite> others() {
        var searched = plain(text);
        return one -> (state == null || one.site().state() == state)
                && (tag.isEmpty()
                        || one.tags().stream().anyMatch(has -> has.name().equals(tag)))
                && (searched.isEmpty() || says(one, searched));
    }

    private static boolean says(FleetSite one, String searched) {
        var source = one.site().about().sourceUrl();
        return plain(one.site().name()).contains(searched)
                || one.site().slug().value().contains(searched)
                || (source != null && source.toLowerCase(Locale.ROOT).contains(searched));
    }

    private static String plain(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(c -> c < 128)) return lower;
        return Normalizer.normalize(lower, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
