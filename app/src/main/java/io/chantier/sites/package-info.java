/** The site, whichever kind: its state, its revisions, its list and its page frame. Never learns how a site is made. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity", "storage"})
@NullMarked
package io.chantier.sites;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
