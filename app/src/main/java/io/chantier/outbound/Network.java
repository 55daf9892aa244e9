package io.chantier.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** A range of addresses as {@code 10.0.0.0/8}, with a port ({@code 127.0.0.1/32:8000}, {@code [::1]:8000}) or any port (0). */
record Network(InetAddress base, int prefix, int port) {

    static Network of(String cidr) {
        var text = cidr.strip();
        var port = 0;
        var colon = text.lastIndexOf(':');
        var bracket = text.lastIndexOf(']');
        var isSixBare = bracket < 0 && text.indexOf(':') != colon;
        if (colon > bracket && colon >= 0 && !isSixBare) {
            port = Integer.parseInt(text.substring(colon + 1));
            text = text.substring(0, colon);
        }
        text = text.replace("[", "").replace("]", "");
        var slash = text.indexOf('/');
        var base = literal(slash < 0 ? text : text.substring(0, slash));
        if (base == null || port < 0 || port > 65535)
            throw new IllegalArgumentException("Not a network: '" + cidr + "'");
        var bits = base.getAddress().length * 8;
        var prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) throw new IllegalArgumentException("Not a network: '" + cidr + "'");
        return new Network(base, prefix, port);
    }

    boolean contains(InetAddress address) {
        var mine = base.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) return false;
        for (var bit = 0; bit < prefix; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) return false;
        }
        return true;
    }

    boolean contains(InetAddress address, int asked) {
        return (port == 0 || port == asked) && contains(address);
    }

    private static @Nullable InetAddress literal(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) return null;
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
