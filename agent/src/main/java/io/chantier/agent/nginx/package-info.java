/** What nginx on this server is told: written, tested, reloaded; uses {@code commands}. */
@NullMarked
package io.chantier.agent.nginx;

import org.jspecify.annotations.NullMarked;
