/** Pages and API of apps and release groups. */
@NullMarked
package io.chantier.benches.apps.web;

import org.jspecify.annotations.NullMarked;
