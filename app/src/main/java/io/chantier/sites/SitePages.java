package io.chantier.sites;

import gg.jte.Content;
import gg.jte.TemplateEngine;
import io.chantier.identity.Caller;
import io.chantier.values.Slug;
import io.chantier.web.Frame;
import io.chantier.web.Frames;
import io.chantier.web.JteViews;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
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
    private final JteViews views;
    private final Parts parts;

    SitePages(Sites sites, SiteAddresses addresses, Frames frames, JteViews views, Parts parts) {
        this.sites = sites;
        this.addresses = addresses;
        this.frames = frames;
        this.views = views;
        this.parts = parts;
    }

    /** What the modules bring, asked for when a page is made, because some of them need this class themselves. */
    @Component
    record Parts(ObjectProvider<SiteTab> tabs, ObjectProvider<SiteAction> actions, ObjectProvider<SitePanel> panels) {}

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
                        panels(site, frame, SitePanel.Place.MAIN), panels(site, frame, SitePanel.Place.SIDE)));
    }

    /** A template of the caller's own, to be put into a page as one of its parts. */
    public Content part(String template, Map<String, Object> parameters) {
        TemplateEngine engine = views.engine();
        return output -> engine.render(template, parameters, output);
    }

    private SitePage page(Site site, Frame frame, SitePage.Panels panels) {
        var bare = new SitePage(site, addresses.of(site), buttons(site, frame), tabs(site, frame), panels, _ -> {});
        return bare.with(part("sites/header.jte", Map.of("frame", frame, "page", bare)));
    }

    private List<Content> panels(Site site, Frame frame, SitePanel.Place place) {
        return parts.panels().stream()
                .filter(panel -> panel.place() == place)
                .sorted(Comparator.comparingInt(SitePanel::order))
                .flatMap(panel -> panel.of(site, frame).stream())
                .toList();
    }

    private List<SitePage.Tab> tabs(Site site, Frame frame) {
        return parts.tabs().stream()
                .filter(tab -> tab.isFor(site))
                .sorted(Comparator.comparingInt(SiteTab::order))
                .map(tab -> new SitePage.Tab(
                        tab.titleKey(), tab.path(site), tab.icon(), isAt(tab.path(site), site, frame.path())))
                .toList();
    }

    private static boolean isAt(String tab, Site site, String path) {
        return path.equals(tab) || (!tab.equals("/sites/" + site.slug()) && path.startsWith(tab + "/"));
    }

    private List<SitePage.Button> buttons(Site site, Frame frame) {
        return parts.actions().stream()
                .filter(action -> action.isForManagers() ? frame.mayManage() : frame.mayWrite())
                .filter(action -> action.isOffered(site))
                .sorted(Comparator.comparingInt(SiteAction::order))
                .map(action ->
                        new SitePage.Button(action.labelKey(), action.path(site), action.icon(), action.look(site)))
                .toList();
    }
}
