/** The passwords and keys that jobs need while they are open; uses {@code commands}. */
@NullMarked
package io.chantier.agent.secrets;

import org.jspecify.annotations.NullMarked;
