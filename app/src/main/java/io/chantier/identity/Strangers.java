package io.chantier.identity;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Counts what callers do who cannot prove who they are, by the network that they come from. */
public final class Strangers {

    /** More addresses than there are servers: from here on nobody new is heard until the minute is over. */
    private static final int ADDRESSES = 10_000;

    private static final int HALF = 8;

    private final Clock clock;
    private final int aMinute;
    private final Map<String, Integer> counted = new HashMap<>();
    private long minute;

    /** @param aMinute as often a minute each may */
    public Strangers(Clock clock, int aMinute) {
        this.clock = clock;
        this.aMinute = aMinute;
    }

    /** Counts it; false where it is once too often. */
    public synchronized boolean count(String address) {
        var network = network(address);
        if (!hears(network)) return false;
        return counted.merge(network, 1, Integer::sum) <= aMinute;
    }

    /** Whether the next one would be within what each may. */
    public synchronized boolean may(String address) {
        var network = network(address);
        return hears(network) && counted.getOrDefault(network, 0) < aMinute;
    }

    /** Until everybody is heard again: what is left of the minute. */
    public Duration pause() {
        return Duration.ofSeconds(60 - Duration.ofMillis(clock.millis()).toSecondsPart());
    }

    private boolean hears(String network) {
        long now = Duration.ofMillis(clock.millis()).toMinutes();
        if (now != minute) {
            minute = now;
            counted.clear();
        }
        return counted.size() < ADDRESSES || counted.containsKey(network);
    }

    /** As what an address is counted: who has one of IPv6 has the whole /64. */
    public static String network(String address) {
        if (address.indexOf(':') < 0) return address;
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, HALF));
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
