/** What models cost: the ledger of their use, limits that hold, prices and estimates. A site or a job is an id to it. */
@ApplicationModule(allowedDependencies = {"values", "web", "identity"})
@NullMarked
package io.chantier.metering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
