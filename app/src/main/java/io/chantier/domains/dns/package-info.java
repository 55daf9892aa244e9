/** What DNS says of a name, asked with bounds and told in words. */
@NullMarked
package io.chantier.domains.dns;

import org.jspecify.annotations.NullMarked;
