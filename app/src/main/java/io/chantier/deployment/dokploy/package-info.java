/** Publishing on Dokploy servers: one application per site, and nothing believed that was not seen. */
@NullMarked
package io.chantier.deployment.dokploy;

import org.jspecify.annotations.NullMarked;
