package io.chantier.benches.delivery;

import java.util.UUID;

/** What failed is ordered once more; told within the transaction that orders it, which a listener can refuse. */
public record AgentJobRetried(UUID failed, UUID again) {}
