package io.chantier.benches.delivery.web;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How often one address may knock; all who knock are strangers. */
@Component
class Knocks {

    private static final int A_MINUTE = 300;

    /** More addresses than there are servers: from here on nobody new is heard until the minute is over. */
    private static final int ADDRESSES = 10_000;

    private static final int HALF = 8;

    private final Clock clock;
    private final Map<String, Integer> counted = new HashMap<>();
    private long minute;

    Knocks(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mayKnock(String address) {
        var network = network(address);
        long now = Duration.ofMillis(clock.millis()).toMinutes();
        if (now != minute) {
            minute = now;
            counted.clear();
        }
        if (counted.size() >= ADDRESSES && !counted.containsKey(network)) return false;
        return counted.merge(network, 1, Integer::sum) <= A_MINUTE;
    }

    /** Who has one address of IPv6 has the whole /64. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) return address;
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, HALF));
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
