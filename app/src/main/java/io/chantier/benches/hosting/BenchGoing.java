package io.chantier.benches.hosting;

import java.util.UUID;

/**
 * A bench without sites is about to be put away; told within the transaction that orders it. Whoever still needs the bench
 * refuses with a {@link io.chantier.web.ProblemException}.
 *
 * @param name as its server calls it
 */
public record BenchGoing(UUID bench, String name) {}
