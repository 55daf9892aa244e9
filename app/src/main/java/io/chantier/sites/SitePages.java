package io.chantier.sites;

import io.chantier.identity.Caller;
import io.chantier.values.Slug;
import io.chantier.web.Frame;
import io.chantier.web.Frames;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes what surrounds the tabs of a site, for the modules that bring a tab. */
@Component
public class SitePages {

    private final Sites sites;
    private final SiteAddresses addresses;
    private final Frames frames;
    private final Parts drawing;
    private final Brought brought;

    SitePages(Sites sites, SiteAddresses addresses, Frames frames, Parts drawing, Brought brought) {
        this.sites = sites;
        this.addresses = addresses;
        this.frames = frames;
        this.drawing = drawing;
        this.brought = brought;
    }

    /** What the modules bring, asked for when a page is made, because some of them need this class themselves. */
    @Component
    record Brought(
            ObjectProvider<SiteTab> tabs, ObjectProvider<SiteAction> actions, ObjectProvider<SitePanel> panels) {}

    /** The caller's site of that name; ends the request where there is none. */
    public Site find(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }

    /** The frame of a request, for a tab that draws parts of its page by itself. */
    public Frame frame(HttpServletRequest request) {
        return frames.of(request);
    }

    /** The surroundings of one tab. */
    public SitePage of(Site site, HttpServletRequest request) {
        return page(site, frames.of(request), SitePage.Panels.NONE);
    }

    /** The first tab, with the cards that the modules bring. */
    public SitePage withPanels(Site site, HttpServletRequest request) {
        var frame = frames.of(request);
        return page(
                site,
                frame,
                new SitePage.Panels(
                        panels(site, frame, SitePanel.Place.WIDE),
                        panels(site, frame, SitePanel.Place.MAIN),
                        panels(site, frame, SitePanel.Place.SIDE)));
    }

    private SitePage page(Site site, Frame frame, SitePage.Panels panels) {
        var bare =
                new SitePage(site, addresses.of(site), buttons(site, frame), tabs(site, frame), panels, Part.NOTHING);
        return bare.with(drawing.of("sites/header.jte", Map.of("frame", frame, "page", bare)));
    }

    private List<Part> panels(Site site, Frame frame, SitePanel.Place place) {
        var drawn = new LinkedHashMap<String, Part>();
        brought.panels().stream()
                .filter(panel -> panel.place() == place && panel.kinds().contains(site.kind()))
                .sorted(Comparator.comparingInt(SitePanel::order))
                .filter(panel -> !drawn.containsKey(panel.slot()))
                .forEach(panel -> panel.of(site, frame).ifPresent(part -> drawn.put(panel.slot(), part)));
        return List.copyOf(drawn.values());
    }

    private List<SitePage.Tab> tabs(Site site, Frame frame) {
        return brought.tabs().stream()
                .filter(tab -> tab.isShownFor(site))
                .sorted(Comparator.comparingInt(SiteTab::order))
                .map(tab -> new SitePage.Tab(
                        tab.titleKey(), tab.path(site), tab.icon(), isAt(tab.path(site), site, frame.path())))
                .toList();
    }

    private static boolean isAt(String tab, Site site, String path) {
        return path.equals(tab) || (!tab.equals("/sites/" + site.slug()) && path.startsWith(tab + "/"));
    }

    private List<SitePage.Button> buttons(Site site, Frame frame) {
        return brought.actions().stream()
                .filter(action -> action.isForManagers() ? frame.mayManage() : frame.mayWrite())
                .filter(action -> action.kinds().contains(site.kind()) && action.isOffered(site))
                .sorted(Comparator.comparingInt(SiteAction::order))
                .map(action ->
                        new SitePage.Button(action.labelKey(), action.path(site), action.icon(), action.look(site)))
                .toList();
    }
}
