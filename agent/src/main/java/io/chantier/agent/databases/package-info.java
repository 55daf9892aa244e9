/** The MariaDB servers on which the sites of the benches keep their data. */
@NullMarked
package io.chantier.agent.databases;

import org.jspecify.annotations.NullMarked;
