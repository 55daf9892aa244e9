/** The doors and the API of accounts, members, tokens, settings and the audit trail. */
@NullMarked
package io.chantier.identity.web;

import org.jspecify.annotations.NullMarked;
