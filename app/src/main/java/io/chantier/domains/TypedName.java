package io.chantier.domains;

import io.chantier.values.Disguise;
import io.chantier.values.DomainName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A name as a person typed it, read strictly: what is not plainly a name of their own is refused with its reason. */
public sealed interface TypedName {

    record Fine(DomainName name) implements TypedName {}

    /** @param code worded by {@code field.<code>} with the arguments; {@code meant} is what to type instead */
    record Refused(String code, Map<String, String> arguments) implements TypedName {}

    /** @param ours names that are the installation's own, with everything under them */
    static TypedName of(String text, Collection<DomainName> ours) {
        return new Reading(text.strip(), ours).read();
    }

    /** One reading of one text. */
    final class Reading {

        private static final int LONGEST = 200;
        private static final int LONGEST_LABEL = 63;
        private static final int LONGEST_TEXT = 2000;
        private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:/+(.*)");
        private static final Pattern FOUR = Pattern.compile("[0-9.]+|.*\\.(\\d+|0[xX][0-9a-fA-F]*)\\.?");
        private static final Pattern SIX = Pattern.compile("\\[.*|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*");
        private static final Pattern WITH_PORT = Pattern.compile("([^:]+):\\d*");

        /** Never in the public DNS: RFC 6761, 6762, 7686, 8375 and 9476, and what ICANN keeps for private networks. */
        private static final Set<String> PRIVATE = Set.of(
                "localhost",
                "local",
                "localdomain",
                "internal",
                "intranet",
                "private",
                "corp",
                "home",
                "lan",
                "mail",
                "test",
                "invalid",
                "example",
                "onion",
                "arpa",
                "alt");

        private final String text;
        private final Collection<DomainName> ours;

        Reading(String text, Collection<DomainName> ours) {
            this.text = text;
            this.ours = ours;
        }

        TypedName read() {
            if (text.isEmpty()) return refused("required");
            if (text.length() > LONGEST_TEXT) return tooLong();
            if (text.codePoints().anyMatch(Reading::isHidden)) return refused("domain-hidden");
            var address = ADDRESS.matcher(text);
            if (address.matches()) return instead("domain-address", address.group(1));
            if (text.indexOf('@') >= 0) return instead("domain-address", text);
            if (text.chars().anyMatch(letter -> letter == '/' || letter == '?' || letter == '#' || letter == '\\'))
                return instead("domain-path", text);
            if (text.indexOf('*') >= 0) return refused("domain-wildcard");
            if (SIX.matcher(text).matches() || FOUR.matcher(text).matches()) return refused("domain-ip");
            var port = WITH_PORT.matcher(text);
            if (port.matches()) return instead("domain-port", port.group(1));
            if (text.length() > LONGEST) return tooLong();
            return name();
        }

        private TypedName name() {
            var strange = text.codePoints().filter(Reading::isStrange).findFirst();
            if (strange.isPresent())
                return refused("domain-character", Map.of("character", Character.toString(strange.getAsInt())));
            var plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            for (var label : plain.split("[.\u3002]", -1)) {
                if (label.isEmpty()) return refused("domain-dots");
                if (label.length() > LONGEST_LABEL)
                    return refused("domain-label", Map.of("label", label.substring(0, 20)));
                if (label.startsWith("-") || label.endsWith("-"))
                    return refused("domain-hyphen", Map.of("label", label));
            }
            try {
                return judged(DomainName.typed(text));
            } catch (IllegalArgumentException e) {
                return refused("domain-unsound");
            }
        }

        private TypedName judged(DomainName name) {
            if (ours.stream().anyMatch(own -> name.equals(own) || name.isUnder(own))) return refused("domain-ours");
            var labels = List.of(name.value().split("\\."));
            if (PRIVATE.contains(labels.getLast()))
                return refused("domain-private", Map.of("ending", "." + labels.getLast()));
            if (labels.size() == 1) return refused("domain-single-label", Map.of("name", name.value()));
            var disguise = Disguise.of(name);
            if (disguise.isPresent()) return disguised(disguise.get());
            if (RegisteredName.of(name).isEmpty()) return refused("domain-suffix", Map.of("name", name.inUnicode()));
            return new Fine(name);
        }

        private static Refused disguised(Disguise disguise) {
            return switch (disguise) {
                case Disguise.MixedScripts(var label) -> refused("domain-mixed-scripts", Map.of("label", label));
                case Disguise.Lookalike(var label, var looks) ->
                    refused("domain-lookalike", Map.of("label", label, "looks", looks));
            };
        }

        /** What the name in a longer text says, if that is one; else what is wrong with it. */
        private TypedName instead(String code, String rest) {
            var host = rest.split("[/?#\\\\]", 2)[0];
            host = host.substring(host.lastIndexOf('@') + 1);
            var port = WITH_PORT.matcher(host);
            if (port.matches()) host = port.group(1);
            return switch (new Reading(host.strip(), ours).read()) {
                case Fine(var name) -> refused(code, Map.of("meant", name.inUnicode()));
                case Refused refused -> refused.code().equals("required") ? refused("domain-unsound") : refused;
            };
        }

        /** What nobody sees and so nobody meant: control characters, directions, joiners, blanks of no width. */
        private static boolean isHidden(int letter) {
            return Character.isISOControl(letter)
                    || Character.getType(letter) == Character.FORMAT
                    || Character.getType(letter) == Character.SURROGATE
                    || Character.getType(letter) == Character.PRIVATE_USE
                    || Character.getType(letter) == Character.UNASSIGNED;
        }

        private static boolean isStrange(int letter) {
            boolean mayStand = Character.isLetterOrDigit(letter)
                    || letter == '-'
                    || letter == '.'
                    || letter == '\u3002'
                    || letter == '\u00b7'
                    || letter == '\u30fb'
                    || Character.getType(letter) == Character.NON_SPACING_MARK
                    || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
            return !mayStand;
        }

        private static Refused tooLong() {
            return refused("domain-too-long", Map.of("longest", Integer.toString(LONGEST)));
        }

        private static Refused refused(String code) {
            return refused(code, Map.of());
        }

        private static Refused refused(String code, Map<String, String> arguments) {
            return new Refused(code, arguments);
        }
    }
}
