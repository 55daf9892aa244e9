package io.chantier.identity;

import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody is asked into a team and has not answered yet.
 *
 * @param email where the letter goes, and the login of the account that comes of it
 * @param language of the letter and of the page that its link opens
 * @param expired the link works no longer, but can be renewed
 */
public record Invitation(
        UUID id,
        TeamId team,
        String email,
        Role role,
        String language,
        Inviter by,
        Instant createdAt,
        Instant expiresAt,
        boolean expired) {

    public record Inviter(UUID account, String name) {}
}
