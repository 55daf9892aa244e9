package io.chantier.benches.delivery.web;

import io.chantier.identity.Strangers;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** How often one address may knock; all who knock are strangers. */
@Component
class Knocks {

    private static final int A_MINUTE = 300;

    private final Strangers strangers;

    Knocks(Clock clock) {
        strangers = new Strangers(clock, A_MINUTE);
    }

    boolean mayKnock(String address) {
        return strangers.count(address);
    }
}
