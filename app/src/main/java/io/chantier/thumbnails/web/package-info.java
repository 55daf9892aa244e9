/** The pictures as files of the dashboard. */
@NullMarked
package io.chantier.thumbnails.web;

import org.jspecify.annotations.NullMarked;
