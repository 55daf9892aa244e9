package io.chantier.fleet.web;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Census;
import io.chantier.fleet.FleetQuery;
import io.chantier.fleet.FleetSite;
import io.chantier.fleet.SavedFilters;
import io.chantier.fleet.Standing;
import io.chantier.fleet.Watch;
import io.chantier.identity.Caller;
import io.chantier.sites.SiteTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of the team's sites, sorted into tabs by what they ask of a person. */
@Controller
class ListPage {

    private static final int ROWS = 50;
    private static final int CARDS = 24;

    /** In the order in which an agency works through them. */
    private static final List<Standing> TABS = List.of(
            Standing.NEEDS_PERSON,
            Standing.READY,
            Standing.ONLINE,
            Standing.AT_WORK,
            Standing.NOTHING_FOUND,
            Standing.WAITING,
            Standing.PAUSED,
            Standing.ARCHIVED);

    private final Census census;
    private final SavedFilters filters;
    private final FleetRows rows;

    ListPage(Census census, SavedFilters filters, FleetRows rows) {
        this.census = census;
        this.filters = filters;
        this.rows = rows;
    }

    @GetMapping("/sites")
    String list(Caller caller, @RequestParam Map<String, String> given, Model page) {
        var query = Queries.of(given);
        boolean cards = given.getOrDefault("view", "").equals("cards");
        var all = census.of(caller.team());
        page.addAttribute(
                "view",
                new FleetView(
                        query,
                        cards,
                        part(caller, query.of(all), cards ? CARDS : ROWS, number(given)),
                        new FleetView.Choices(
                                tabs(query, all, cards),
                                watched(query, all, cards),
                                tags(all),
                                filters.of(caller),
                                FleetQuery.ALL.countAll(all))));
        page.addAttribute("actions", actions());
        return "fleet/list";
    }

    private FleetView.Part part(Caller caller, List<FleetSite> found, int size, int wanted) {
        int parts = Math.max(1, (found.size() + size - 1) / size);
        int number = Math.clamp(wanted, 1, parts);
        var shown = found.subList((number - 1) * size, Math.min(found.size(), number * size));
        return new FleetView.Part(rows.of(caller.team(), shown), number, parts, found.size());
    }

    private static List<FleetView.Tab> tabs(FleetQuery query, List<FleetSite> all, boolean cards) {
        var counts = query.counts(all);
        var tabs = new ArrayList<FleetView.Tab>();
        tabs.add(new FleetView.Tab(
                null,
                "page.fleet.tab.all",
                FleetView.path(query.in(null), cards, 1),
                query.countAll(all),
                "",
                query.standing() == null));
        for (var standing : TABS) {
            long number = counts.getOrDefault(standing, 0L);
            boolean current = standing == query.standing();
            boolean rare = TABS.indexOf(standing) > TABS.indexOf(Standing.NOTHING_FOUND);
            if (rare && number == 0 && !current) continue;
            tabs.add(new FleetView.Tab(
                    standing,
                    "page.fleet.tab." + standing,
                    FleetView.path(query.in(standing), cards, 1),
                    number,
                    number > 0 ? standing.badge().tone() : "",
                    current));
        }
        return tabs;
    }

    /** What concerns no site is not offered. */
    private static List<FleetView.Watched> watched(FleetQuery query, List<FleetSite> all, boolean cards) {
        var numbers = query.watched(all);
        return Arrays.stream(Watch.values())
                .filter(watch -> numbers.getOrDefault(watch, 0L) > 0 || watch == query.watch())
                .map(watch -> {
                    boolean current = watch == query.watch();
                    // The number is that of all tabs, and so is what the way to it shows.
                    var to = current
                            ? query.watching(null)
                            : query.watching(watch).in(null);
                    var path = FleetView.path(to, cards, 1);
                    return new FleetView.Watched(watch, numbers.getOrDefault(watch, 0L), path, current);
                })
                .toList();
    }

    private static List<SiteTag> tags(List<FleetSite> all) {
        return all.stream()
                .flatMap(one -> one.tags().stream())
                .distinct()
                .sorted(Comparator.comparing(SiteTag::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    static List<Batch.Kind> actions() {
        var actions = new ArrayList<>(List.of(Batch.Kind.values()));
        actions.remove(Batch.Kind.IMPORT);
        return actions;
    }

    private static int number(Map<String, String> given) {
        var text = given.getOrDefault("page", "1");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
    }
}
