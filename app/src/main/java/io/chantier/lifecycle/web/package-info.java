/** Jobs and the verbs of a site in the REST API and on its page. */
@NullMarked
package io.chantier.lifecycle.web;

import org.jspecify.annotations.NullMarked;
