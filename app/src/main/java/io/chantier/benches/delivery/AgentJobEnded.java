package io.chantier.benches.delivery;

import java.util.UUID;

/** A job has come to its end; told within the transaction that notes it. */
public record AgentJobEnded(UUID job) {}
