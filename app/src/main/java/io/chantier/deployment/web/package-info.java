/** The preview in its frame and the tab of releases with the way back. */
@NullMarked
package io.chantier.deployment.web;

import org.jspecify.annotations.NullMarked;
