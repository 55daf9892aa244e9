package io.chantier.editing;

import io.chantier.jobs.Failure;
import io.chantier.reading.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at what an author proposes before a person does: it changes data of the site and nothing else, fits the schemas,
 * and brings neither markup nor an address that neither the site nor the person who asked for it knows.
 */
@Component
class Scrutiny {

    static final int MOST = 60;

    private static final Pattern MARKUP = Pattern.compile(
            "</?[a-zA-Z!?][^>]*>|\\b(?:javascript|vbscript|data)\\s*:|\\bon[a-z]+\\s*=|\\]\\(",
            Pattern.CASE_INSENSITIVE);

    /** Also where no scheme is said: {@code //host/path}. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:\\b[a-z][a-z0-9+.-]*:|(?<![\\w:]))[/\\\\]{2}([^/\\\\\\s?#\"'<>]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}&&[^\\n\\r\\t\\u00ad\\u200d]]");

    private static final Pointer LEGAL = Pointer.of("site", "legal");
    private static final Pointer PAGES = Pointer.of("content", "pages");

    private final Rules rules;

    Scrutiny(Rules rules) {
        this.rules = rules;
    }

    /** What became of it. */
    sealed interface Judged {

        /** @param after the data as they would be */
        record Fit(List<Operation> operations, Draft before, Draft after) implements Judged {}

        record Refused(Failure why) implements Judged {}
    }

    /**
     * @param files of the revision that it is for
     * @param proposed a JSON Patch
     * @param asked what the person asked for, and where
     */
    Judged judge(SortedMap<String, byte[]> files, JsonNode proposed, Change.Request asked) {
        if (!proposed.isArray() || proposed.size() > MOST) return refused("change-malformed", "");
        if (proposed.isEmpty()) return refused("change-empty", "");
        var before = Draft.of(files);
        var after = Draft.of(files);
        var known = (asked.words() + "\n" + before.root()).toLowerCase(Locale.ROOT);
        var operations = new ArrayList<Operation>();
        for (var one : proposed) {
            var read = Patch.read(one);
            if (!(read instanceof Patch.Read.Known(var operation)))
                return refused(
                        read instanceof Patch.Read.Elsewhere ? "change-elsewhere" : "change-malformed", path(one));
            var foreign = foreign(one.path("value"), known);
            if (foreign.isPresent()) return new Judged.Refused(foreign.get());
            var isMissing = operation instanceof Operation.Put
                    && after.at(operation.at()).isMissingNode();
            if (isMissing || !after.apply(operation, "")) return refused("change-elsewhere", path(one));
            operations.add(operation);
        }
        var place = asked.place();
        if (place != null && !isConfined(before, after, place)) return refused("change-beyond", place.toString());
        return weighed(operations, before, after);
    }

    /** Whether everything outside of the place is as it was. */
    private static boolean isConfined(Draft before, Draft after, Pointer place) {
        var restored = after.root().deepCopy();
        var around = Draft.at(restored, place.parent());
        var was = before.at(place);
        if (around instanceof ArrayNode list && place.index() >= 0 && place.index() < list.size())
            list.set(place.index(), was);
        else if (around instanceof ObjectNode object) object.set(place.last(), was);
        else return false;
        return restored.equals(before.root());
    }

    private Judged weighed(List<Operation> operations, Draft before, Draft after) {
        if (!legal(before).equals(legal(after))) return refused("change-legal", "");
        if (before.root().equals(after.root())) return refused("change-empty", "");
        var wrong = rules.newlyWrong(before, after);
        if (!wrong.isEmpty())
            return refused("change-misfits", wrong.getFirst().at().toString());
        return new Judged.Fit(operations, before, after);
    }

    private static Optional<Failure> foreign(JsonNode value, String known) {
        if (value.isString()) return foreign(value.stringValue(), known);
        return value.valueStream()
                .flatMap(inside -> foreign(inside, known).stream())
                .findFirst();
    }

    private static Optional<Failure> foreign(String text, String known) {
        if (MARKUP.matcher(text).find() || UNSEEN.matcher(text).find())
            return Optional.of(new Failure("change-markup", Map.of("text", shortened(text))));
        var hosts = new ArrayList<>(Claims.hosts(text));
        ADDRESS.matcher(text).results().forEach(found -> hosts.add(found.group(1)));
        return hosts.stream()
                .filter(host -> !isKnown(host.toLowerCase(Locale.ROOT), known))
                .findFirst()
                .map(host -> new Failure("change-address", Map.of("address", shortened(host))));
    }

    /** A part of a longer name is another host. */
    private static boolean isKnown(String host, String known) {
        return Pattern.compile("(?<![\\w.-])(?:www\\.)?" + Pattern.quote(host) + "(?![\\w-]|\\.\\w)")
                .matcher(known)
                .find();
    }

    /** The legal pages and what they are made of. */
    private static List<JsonNode> legal(Draft draft) {
        var legal = new ArrayList<JsonNode>();
        legal.add(draft.at(LEGAL));
        draft.at(PAGES)
                .valueStream()
                .filter(page -> page.path("kind").asString("").equals("legal"))
                .forEach(legal::add);
        return legal;
    }

    private static String path(JsonNode one) {
        return shortened(one.path("path").asString(""));
    }

    private static Judged.Refused refused(String code, String place) {
        return new Judged.Refused(new Failure(code, Map.of("place", place)));
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
