package io.chantier.benches.agent;

import io.chantier.outbound.Fingerprint;
import io.chantier.values.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * How an agent is reached.
 *
 * @param name what people call its server
 * @param url the base address, with its path and without a slash at the end
 * @param password empty where it cannot be read on this replica
 * @param certificate the only one that is believed; empty where this machine judges
 */
public record AgentAddress(String name, URI url, Secret password, Optional<Fingerprint> certificate) {}
