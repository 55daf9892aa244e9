/** Content-addressed blobs, the pictures and the releases made of them. */
@ApplicationModule(allowedDependencies = {"values", "web"})
@NullMarked
package io.chantier.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
