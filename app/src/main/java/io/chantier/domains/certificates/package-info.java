/** Whether a certificate may be ordered for a name, and what a visitor's handshake shows. */
@NullMarked
package io.chantier.domains.certificates;

import org.jspecify.annotations.NullMarked;
