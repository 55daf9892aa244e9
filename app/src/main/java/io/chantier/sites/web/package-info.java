/** The sites of the REST API and of the dashboard: the list, the form, the page frame that other modules fill. */
@NullMarked
package io.chantier.sites.web;

import org.jspecify.annotations.NullMarked;
