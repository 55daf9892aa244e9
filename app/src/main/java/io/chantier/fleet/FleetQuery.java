package io.chantier.fleet;

import io.chantier.sites.SiteState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
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
 * @param watch what should not be; null for any
 */
public record FleetQuery(
        String text,
        @Nullable Standing standing,
        String tag,
        @Nullable SiteState state,
        @Nullable Watch watch,
        Order order) {

    public static final FleetQuery ALL = new FleetQuery("", null, "", null, null, Order.NEWEST);

    private static final Comparator<FleetSite> BY_NAME =
            Comparator.comparing(one -> plain(one.site().name()));

    private static final Comparator<FleetSite> BY_DEPLOYMENT =
            Comparator.comparing(one -> one.condition().deployedAt(), Comparator.nullsLast(Comparator.reverseOrder()));

    private static final Comparator<FleetSite> BY_CONDITION = Comparator.comparing(
                    (FleetSite one) -> !one.condition().isDown())
            .thenComparing(FleetSite::certificateEnds, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(BY_NAME);

    /** How the list is sorted. */
    public enum Order {
        NEWEST,
        OLDEST,
        NAME,
        STANDING,
        /** What was put online last, first. */
        DEPLOYED,
        /** What does not answer first, then by when the certificate ends. */
        CONDITION
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
            case DEPLOYED -> found.stream().sorted(BY_DEPLOYMENT).toList();
            case CONDITION -> found.stream().sorted(BY_CONDITION).toList();
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
        return !text.isEmpty() || standing != null || !tag.isEmpty() || state != null || watch != null;
    }

    public FleetQuery withText(String other) {
        return new FleetQuery(other, standing, tag, state, watch, order);
    }

    public FleetQuery in(@Nullable Standing other) {
        return new FleetQuery(text, other, tag, state, watch, order);
    }

    public FleetQuery tagged(String other) {
        return new FleetQuery(text, standing, other, state, watch, order);
    }

    public FleetQuery sorted(Order other) {
        return new FleetQuery(text, standing, tag, state, watch, other);
    }

    public FleetQuery watching(@Nullable Watch other) {
        return new FleetQuery(text, standing, tag, state, other, order);
    }

    /** How many sites each concerns with the rest of this query. */
    public Map<Watch, Long> watched(List<FleetSite> all) {
        var now = Instant.now();
        var rest = all.stream().filter(watching(null).others()).toList();
        var counts = new EnumMap<Watch, Long>(Watch.class);
        for (var one : Watch.values())
            counts.put(
                    one, rest.stream().filter(site -> one.concerns(site, now)).count());
        return counts;
    }

    /** The query of an address, without the question mark: {@code standing=READY&tag=vip}; empty for all. */
    public String parameters() {
        return Stream.of(
                        text.isEmpty() ? "" : "q=" + encoded(text),
                        standing == null ? "" : "standing=" + standing,
                        tag.isEmpty() ? "" : "tag=" + encoded(tag),
                        state == null ? "" : "state=" + state,
                        watch == null ? "" : "watch=" + watch,
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
        var now = Instant.now();
        return one -> (state == null || one.site().state() == state)
                && (watch == null || watch.concerns(one, now))
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
