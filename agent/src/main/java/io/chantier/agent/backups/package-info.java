/** What a backup of a site is: its files, whether they are whole, the way to another place and back. */
@NullMarked
package io.chantier.agent.backups;

import org.jspecify.annotations.NullMarked;
