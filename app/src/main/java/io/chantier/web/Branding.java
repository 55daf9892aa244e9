package io.chantier.web;

/** Tells how the installation presents itself; filled by whoever keeps its appearance. */
public interface Branding {

    Brand brand();
}
