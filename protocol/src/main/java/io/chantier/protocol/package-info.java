/** What app and agent say to each other: the Frappe Agent contract as types. */
@NullMarked
package io.chantier.protocol;

import org.jspecify.annotations.NullMarked;
