package io.chantier.values;

import java.util.regex.Pattern;

/** A name under which hosts can be named: lower case, no address. {@code localhost} is one as well. */
public record DomainName(String value) {

    /** The last part begins with a letter, as an IP address does not. */
    private static final Pattern SHAPE =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Leaves room for what comes before it: a token and {@code preview}. */
    private static final int LONGEST = 200;

    public DomainName {
        if (!isDomainName(value)) {
            throw new IllegalArgumentException("'" + value
                    + "' is no domain name: sites need names of their own under it, such as sites.example.com or localhost,"
                    + " and an IP address cannot have any");
        }
    }

    public static boolean isDomainName(String text) {
        return text.length() <= LONGEST && SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
