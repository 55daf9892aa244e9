package io.chantier.rendering;

import io.chantier.values.TeamId;
import java.net.URI;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to render.
 *
 * @param files the revision: {@code data/site.json}, {@code data/content.json}, {@code design-tokens.json}, and
 *     {@code src/...} where components were edited
 */
public record RenderRequest(TeamId team, UUID site, SortedMap<String, byte[]> files, Target target) {

    /**
     * For whom it is rendered.
     *
     * @param baseUrl the address that canonical links and the sitemap carry
     * @param noindex whether search engines are asked to stay away, as in a preview
     * @param host who the legal page names as the host; null when the settings do not say
     */
    public record Target(
            URI baseUrl, boolean noindex, @Nullable Host host) {}

    /** The host as the law wants it named. */
    public record Host(String name, String address, String phone) {}
}
