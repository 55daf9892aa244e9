package io.chantier.rendering;

/** Turns a revision into the files of a site, in milliseconds, in memory. */
public interface Renderer {

    /** Renders all pages; prepares pictures that were never prepared. Nothing is stored but pictures. */
    Rendering render(RenderRequest request);
}
