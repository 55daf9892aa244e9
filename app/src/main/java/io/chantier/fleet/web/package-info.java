/** The list of sites, its import and its bulk actions, in the dashboard and in the REST API. */
@NullMarked
package io.chantier.fleet.web;

import org.jspecify.annotations.NullMarked;
