/** Walks an old site: which pages it has, what their bytes say as text, where their links lead. */
@NullMarked
package io.chantier.reading.crawl;

import org.jspecify.annotations.NullMarked;
