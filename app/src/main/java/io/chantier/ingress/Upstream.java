package io.chantier.ingress;

import java.net.URI;
import java.util.regex.Pattern;

/** A server that a proxy in front of us passes requests on to: {@code http(s)://host[:port]} and nothing behind it. */
public record Upstream(URI address) {

    private static final Pattern SHAPE =
            Pattern.compile("https?://([a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?");

    public Upstream {
        if (!SHAPE.matcher(address.toString()).matches() || address.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "'" + address + "' is no server: write http:// or https://, its name and its port, nothing behind");
        }
    }

    /** Reads a setting. */
    public static Upstream valueOf(String text) {
        var plain = text.strip();
        return new Upstream(URI.create(plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain));
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
