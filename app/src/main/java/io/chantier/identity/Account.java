package io.chantier.identity;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person or a program that can prove who it is.
 *
 * @param theme {@code light} or {@code dark}; null where it has not chosen one
 * @param passwordNumber how many passwords it had before the one it has
 */
public record Account(
        UUID id,
        String login,
        String name,
        @Nullable Locale locale,
        @Nullable String theme,
        boolean operator,
        boolean disabled,
        int passwordNumber) {}
