/** The pages and the API of costs and budgets. */
@NullMarked
package io.chantier.metering.web;

import org.jspecify.annotations.NullMarked;
