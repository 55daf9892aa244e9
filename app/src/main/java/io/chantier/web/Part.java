package io.chantier.web;

import gg.jte.Content;

/** A drawn piece of a page that a template puts where it belongs; it may come from another module's template. */
@FunctionalInterface
public interface Part extends Content {

    Part NOTHING = _ -> {};
}
