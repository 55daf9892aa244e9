package io.chantier.ingress;

import java.util.UUID;

/**
 * Which names lead to a site, or how, is another from now on. Published by whoever changes it, within the transaction that
 * does: every edge hears of it at the commit, and of a transaction that is undone none does.
 */
public record RoutesChanged(UUID site) {}
