package io.chantier.benches.delivery.web;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How often one address may knock; all who knock are strangers. */
@Component
class Knocks {

    private static final int A_MINUTE = 300;

    /** More addresses than there are servers: from here on nobody new is heard until the minute is over. */
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Integer> counted = new HashMap<>();
    private long minute;

    Knocks(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mayKnock(String address) {
        long now = Duration.ofMillis(clock.millis()).toMinutes();
        if (now != minute) {
            minute = now;
            counted.clear();
        }
        if (counted.size() >= ADDRESSES && !counted.containsKey(address)) return false;
        return counted.merge(address, 1, Integer::sum) <= A_MINUTE;
    }
}
