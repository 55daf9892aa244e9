/** What every page and every answer has in common: frame, bundles, problems, idempotency, paging, live streams. */
@ApplicationModule(allowedDependencies = {"values"})
@NullMarked
package io.chantier.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
