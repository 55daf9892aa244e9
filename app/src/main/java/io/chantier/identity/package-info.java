/** Accounts, teams, members, tokens, who may do what, and the audit trail of what was done. */
@ApplicationModule(allowedDependencies = {"values", "web"})
@NullMarked
package io.chantier.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
