package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteBadge;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Cursor;
import io.chantier.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of the team's sites. */
@Controller
class SitesPage {

    private static final int PART = 30;

    private final Sites sites;
    private final SiteAddresses addresses;

    SitesPage(Sites sites, SiteAddresses addresses) {
        this.sites = sites;
        this.addresses = addresses;
    }

    @GetMapping("/sites")
    String list(
            Caller caller,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable SiteState state,
            @RequestParam(required = false) @Nullable String cursor,
            Model page) {
        var from = Cursor.read(cursor, 1);
        var last = from == null ? null : new SiteId(from.uuid(0));
        var found = sites.list(caller.team(), new Sites.Query(q.strip(), state, last, PART + 1));
        var part = Page.of(found, PART, site -> Cursor.at(site.id()));
        var numbers = sites.countByState(caller.team());
        page.addAttribute(
                "view",
                new SitesView(
                        q.strip(),
                        state == null ? null : state.name(),
                        part.items().stream().map(this::line).toList(),
                        filters(numbers, state, q.strip()),
                        all(numbers),
                        part.next() == null ? null : path(q.strip(), state) + "cursor=" + part.next()));
        return "sites/list";
    }

    private SitesView.Line line(Site site) {
        return new SitesView.Line(
                site.name(),
                site.slug().value(),
                bare(addresses.of(site).toString()),
                bare(Objects.requireNonNullElse(site.profile().sourceUrl(), "")),
                SiteBadge.of(site.state()),
                site.status().problem() != null && site.state() != SiteState.BROKEN,
                site.createdAt());
    }

    private static String bare(String address) {
        return address.replaceFirst("^https?://", "").replaceFirst("/$", "");
    }

    private static List<SitesView.Filter> filters(
            Map<SiteState, Long> numbers, @Nullable SiteState current, String text) {
        var filters = new ArrayList<SitesView.Filter>();
        filters.add(new SitesView.Filter("page.sites.filter.all", path(text, null), all(numbers), current == null));
        for (var state : SiteState.values()) {
            var number = numbers.getOrDefault(state, 0L);
            if (number == 0 && state != current) continue;
            filters.add(new SitesView.Filter("page.state." + state, path(text, state), number, state == current));
        }
        return List.copyOf(filters);
    }

    private static long all(Map<SiteState, Long> numbers) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getKey() != SiteState.ARCHIVED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The list with these filters, ready for one more parameter. */
    private static String path(String text, @Nullable SiteState state) {
        return "/sites?" + (text.isEmpty() ? "" : "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&")
                + (state == null ? "" : "state=" + state + "&");
    }
}
