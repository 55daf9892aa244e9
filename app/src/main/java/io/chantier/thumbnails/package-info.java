/** Small pictures of the sites' first pages, taken in the background where a Chromium is found. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity", "sites", "storage", "rendering", "deployment"})
@NullMarked
package io.chantier.thumbnails;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
