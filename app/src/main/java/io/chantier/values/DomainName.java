package io.chantier.values;

import com.ibm.icu.text.IDNA;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name under which hosts can be named, as it stands in DNS: lower case, letters of other scripts in punycode, no
 * address. {@code localhost} is one as well.
 */
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

    /**
     * The name that a person typed: {@code Élise.FR.} is {@code xn--lise-9oa.fr}.
     *
     * @throws IllegalArgumentException when no host can be called so
     */
    public static DomainName typed(String text) {
        var info = new IDNA.Info();
        var name = Punycode.RULES
                .nameToASCII(text.strip(), new StringBuilder(), info)
                .toString();
        if (info.hasErrors()) throw new IllegalArgumentException("'" + text + "' is no domain name");
        return new DomainName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    public static boolean isDomainName(String text) {
        return text.length() <= LONGEST
                && SHAPE.matcher(text).matches()
                && Stream.of(text.split("\\.")).allMatch(Punycode::isSound);
    }

    /** As people read it: {@code élise.fr} of {@code xn--lise-9oa.fr}. */
    public String inUnicode() {
        return value.contains("xn--") ? Punycode.inUnicode(value) : value;
    }

    /** Whether the name lies under the other one, at any depth. */
    public boolean isUnder(DomainName other) {
        return value.endsWith("." + other.value);
    }

    /** Apart from the record, because few names need the tables behind it. */
    private static final class Punycode {

        private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);

        /** A label that claims to be punycode has to be the punycode of something that may stand in a name. */
        static boolean isSound(String label) {
            return !label.startsWith("xn--") || decodes(label);
        }

        static String inUnicode(String name) {
            var info = new IDNA.Info();
            var text = RULES.nameToUnicode(name, new StringBuilder(), info).toString();
            return info.hasErrors() ? name : text;
        }

        private static boolean decodes(String label) {
            var info = new IDNA.Info();
            RULES.labelToUnicode(label, new StringBuilder(), info);
            return !info.hasErrors();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
