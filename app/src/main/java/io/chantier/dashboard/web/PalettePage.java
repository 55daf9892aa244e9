package io.chantier.dashboard.web;

import io.chantier.dashboard.web.PaletteView.Item;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteTab;
import io.chantier.sites.Sites;
import io.chantier.web.Frame;
import io.chantier.web.Frames;
import jakarta.servlet.http.HttpServletRequest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything that can be gone to, by a few letters: sites, their tabs, pages. */
@Controller
class PalettePage {

    private static final int MOST_SITES = 6;

    private final Sites sites;
    private final Frames frames;
    private final ObjectProvider<SiteTab> tabs;

    PalettePage(Sites sites, Frames frames, ObjectProvider<SiteTab> tabs) {
        this.sites = sites;
        this.frames = frames;
        this.tabs = tabs;
    }

    @GetMapping("/palette")
    String find(Caller caller, @RequestParam(defaultValue = "") String q, HttpServletRequest request, Model page) {
        var frame = frames.of(request);
        var typed = q.strip();
        var found = sites.list(caller.team(), new Sites.Query(typed, null, null, MOST_SITES));
        var shown = new ArrayList<>(found.stream().map(PalettePage::site).toList());
        if (!typed.isEmpty() && !found.isEmpty()) shown.addAll(1, tabs(found.getFirst()));
        page.addAttribute("view", new PaletteView(shown, places(frame, typed)));
        return "dashboard/palette";
    }

    private static Item site(Site site) {
        return new Item("", site.name(), site.slug().value(), "browser", "/sites/" + site.slug());
    }

    /** The best match can be entered anywhere. */
    private List<Item> tabs(Site site) {
        return tabs.stream()
                .filter(tab -> tab.isShownFor(site) && !tab.path(site).equals("/sites/" + site.slug()))
                .sorted(Comparator.comparingInt(SiteTab::order))
                .map(tab -> new Item(tab.titleKey(), "", site.name(), tab.icon(), tab.path(site)))
                .toList();
    }

    private static List<Item> places(Frame frame, String typed) {
        var making = frame.mayWrite() ? Stream.of(Item.place("page.newSite", "plus", "/sites/new")) : Stream.<Item>of();
        var going = frame.navigation().stream().map(entry -> Item.place(entry.key(), entry.icon(), entry.path()));
        return Stream.concat(making, going)
                .filter(place -> plain(frame.say(place.key())).contains(plain(typed)))
                .toList();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
