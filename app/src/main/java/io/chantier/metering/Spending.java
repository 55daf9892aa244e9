package io.chantier.metering;

import io.chantier.values.TeamId;

/** Hears that a team's spending grew, in the transaction in which it did. */
@FunctionalInterface
interface Spending {

    void grew(TeamId team);
}
