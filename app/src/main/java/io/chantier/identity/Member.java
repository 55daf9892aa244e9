package io.chantier.identity;

import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.UUID;

/** An account in a team. */
public record Member(
        UUID account, TeamId team, String login, String name, Role role, boolean disabled, Instant createdAt) {}
