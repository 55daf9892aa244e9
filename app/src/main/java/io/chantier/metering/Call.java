package io.chantier.metering;

import io.chantier.values.TeamId;
import java.util.UUID;

/**
 * One request to a model, and what it is for.
 *
 * @param id names this request within its step: what is recorded again under the same id is the same request and counts
 *     once, so whoever really asks again takes another id
 */
public record Call(TeamId team, UUID site, UUID job, String step, String id) {}
