/** The tab of domains and their API. */
@NullMarked
package io.chantier.domains.web;

import org.jspecify.annotations.NullMarked;
