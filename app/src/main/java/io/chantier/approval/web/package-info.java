/** The pages of those who have a link, and the tab in which the agency makes links and answers. */
@NullMarked
package io.chantier.approval.web;

import org.jspecify.annotations.NullMarked;
