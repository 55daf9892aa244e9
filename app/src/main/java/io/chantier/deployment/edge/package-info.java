/** The server that answers the public: every live site by its host name, from memory. */
@NullMarked
package io.chantier.deployment.edge;

import org.jspecify.annotations.NullMarked;
