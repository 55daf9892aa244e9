package io.chantier.rendering;

/** Turns a revision into the files of a site, in milliseconds, in memory. */
public interface Renderer {

    /** Renders all pages; prepares pictures that were never prepared. Nothing is stored but pictures. */
    Rendering render(RenderRequest request);

    /**
     * Renders one page, without the style sheet, fonts and pictures that it names.
     *
     * @param page its path in the content, such as {@code /services/}; one that is not there is a failure
     */
    Rendering renderPage(RenderRequest request, String page);
}
