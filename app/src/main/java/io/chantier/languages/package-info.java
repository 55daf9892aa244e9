/** One site in several languages: the main one is written, the others are its texts once more; all else has one source. */
@ApplicationModule(allowedDependencies = {"values"})
@NullMarked
package io.chantier.languages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
