package io.chantier.rendering;

import java.util.Optional;

/** Turns a revision into the files of a site, in milliseconds, in memory. */
public interface Renderer {

    /** Renders all pages; prepares pictures that were never prepared. Nothing is stored but pictures. */
    Rendering render(RenderRequest request);

    /**
     * Renders one page of what lies ready, without the style sheet, fonts and pictures that it names; stores nothing.
     *
     * @param page its path in the content, such as {@code /services/}
     * @return empty where it cannot be rendered, or where pictures or edited components would have to be made first
     */
    Optional<byte[]> sketch(RenderRequest request, String page);
}
