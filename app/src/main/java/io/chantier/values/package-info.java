/** Words that are safe once they exist: Slug, Digest, Secret, TeamId. Knows nobody. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.chantier.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
