package io.chantier.agent;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** From which address a request came, also through a proxy on this machine. */
final class Origin {

    private Origin() {}

    static String of(Context context) {
        return of(
                context.req().getRemoteAddr(),
                String.join(",", Collections.list(context.req().getHeaders("X-Forwarded-For"))));
    }

    /**
     * The last address of the header is the one that the proxy itself saw; those before it are what a client made up. A
     * client that is not on this machine is believed nothing.
     */
    static String of(String remote, @Nullable String forwarded) {
        if (forwarded == null || forwarded.isBlank() || !isLoopback(remote)) {
            return remote;
        }
        var last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return isAddress(last) ? bare(last) : remote;
    }

    private static boolean isLoopback(String address) {
        return isAddress(address) && InetAddress.ofLiteral(bare(address)).isLoopbackAddress();
    }

    /** Without the brackets in which an address of IPv6 may come. */
    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(bare(text));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
