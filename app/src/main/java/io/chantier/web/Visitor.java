package io.chantier.web;

import io.chantier.values.TeamId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as frame and answers need to know.
 *
 * @param locale the language of the account; null where it has not chosen one
 * @param operator whether the installation's own settings are open to them
 */
public record Visitor(
        UUID account, TeamId team, String name, @Nullable Locale locale, boolean operator) {}
