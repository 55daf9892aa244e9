package io.chantier.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts tries with a wrong password per address: {@value #FREE} at once, then one for every {@value #SECONDS_EACH}
 * seconds. An IPv6 network of 64 bits counts as one address.
 */
final class Throttle {

    static final int FREE = 10;
    static final int SECONDS_EACH = 6;

    private static final long NANOS_EACH = Duration.ofSeconds(SECONDS_EACH).toNanos();
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanos;

    /** When each address will have nothing left to atone for; the one that was quiet longest is forgotten first. */
    private final Map<String, Long> clean = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a try before it is made, so that many at once cannot all be the last; zero where it may be made now. */
    synchronized Duration charge(String address) {
        var key = key(address);
        long now = nanos.getAsLong();
        long owed = Math.max(0, clean.getOrDefault(key, now) - now);
        long over = owed + NANOS_EACH - FREE * NANOS_EACH;
        if (over > 0) {
            return Duration.ofNanos(over);
        }
        clean.put(key, now + owed + NANOS_EACH);
        return Duration.ZERO;
    }

    /** The try was a right one. */
    synchronized void refund(String address) {
        clean.computeIfPresent(key(address), (_, until) -> until - NANOS_EACH);
    }

    private static String key(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            var bytes = InetAddress.getByName(address).getAddress();
            return bytes.length <= NETWORK_BYTES ? address : Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES));
        } catch (UnknownHostException _) {
            return address;
        }
    }
}
