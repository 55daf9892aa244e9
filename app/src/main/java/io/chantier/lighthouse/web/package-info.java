/** The scores on a site's page and in the API. */
@NullMarked
package io.chantier.lighthouse.web;

import org.jspecify.annotations.NullMarked;
