/** The pages of the overview, the settings, the members and the outbox. */
@NullMarked
package io.chantier.dashboard.web;

import org.jspecify.annotations.NullMarked;
