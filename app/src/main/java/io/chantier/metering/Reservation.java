package io.chantier.metering;

import java.util.UUID;

/** Money put aside for one request. */
public sealed interface Reservation permits Reservation.Reserved, Exhausted {

    /** @param microUsd at most what was wanted; less where a limit leaves less */
    record Reserved(UUID id, long microUsd) implements Reservation {}
}
