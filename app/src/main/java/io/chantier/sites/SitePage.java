package io.chantier.sites;

import io.chantier.web.Badge;
import io.chantier.web.Part;
import java.net.URI;
import java.util.List;

/**
 * What surrounds every tab of a site: name, state, addresses, buttons, tabs.
 *
 * @param header the rendered top of the page, for templates of other modules
 * @param panels the cards of the first tab; empty on the others
 */
public record SitePage(Site site, URI address, List<Button> buttons, List<Tab> tabs, Panels panels, Part header) {

    public record Button(String key, String path, String icon, SiteAction.Look look) {

        public boolean main() {
            return look == SiteAction.Look.MAIN;
        }

        public boolean folded() {
            return look == SiteAction.Look.FOLDED || grave();
        }

        public boolean grave() {
            return look == SiteAction.Look.GRAVE;
        }
    }

    public record Tab(String key, String path, String icon, boolean current) {}

    public record Panels(List<Part> wide, List<Part> main, List<Part> side) {
        static final Panels NONE = new Panels(List.of(), List.of(), List.of());
    }

    SitePage with(Part rendered) {
        return new SitePage(site, address, buttons, tabs, panels, rendered);
    }

    public Badge badge() {
        return SiteBadge.of(site.state());
    }

    public boolean isReachable() {
        return site.state() == SiteState.LIVE;
    }

    public String shortAddress() {
        return address.toString().replaceFirst("^https?://", "").replaceFirst("/$", "");
    }

    public List<Button> shown() {
        return buttons.stream().filter(button -> !button.folded()).toList();
    }

    public List<Button> folded() {
        return buttons.stream().filter(Button::folded).toList();
    }
}
