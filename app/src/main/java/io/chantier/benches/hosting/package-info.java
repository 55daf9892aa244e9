/** What is done with sites on benches, as the steps of jobs need it. */
@NamedInterface("hosting")
@NullMarked
package io.chantier.benches.hosting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
