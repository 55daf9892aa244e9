package io.chantier.benches.delivery.web;

import io.chantier.benches.servers.ServerAddresses;
import io.chantier.identity.Strangers;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How often one address may knock. Nobody proves who it is, but the servers that are listed are counted by themselves:
 * however many strangers come, theirs is not used up.
 */
@Component
class Knocks {

    private static final int A_MINUTE = 300;

    private final ServerAddresses servers;
    private final Strangers known;
    private final Strangers strangers;

    Knocks(Clock clock, ServerAddresses servers) {
        this.servers = servers;
        this.known = new Strangers(clock, A_MINUTE);
        this.strangers = new Strangers(clock, A_MINUTE);
    }

    /** After this, who knocked too often may knock again. */
    Duration pause() {
        return known.pause();
    }

    boolean mayKnock(String address) {
        return (servers.has(address) ? known : strangers).count(address);
    }
}
