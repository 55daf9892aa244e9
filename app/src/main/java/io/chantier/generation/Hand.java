package io.chantier.generation;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person who writes into a site's data.
 *
 * @param token the name of the program's token through which they did; empty in person
 * @param at null where nobody noted it
 */
public record Hand(
        String who, Via via, String token, @Nullable Instant at) {

    /** The way it came. */
    public enum Via {
        PAGE,
        API
    }

    public static final Hand NOBODY = named("");

    /** Somebody of whom nothing else is noted. */
    public static Hand named(String who) {
        return new Hand(who, Via.PAGE, "", null);
    }

    public boolean isNobody() {
        return who.isEmpty();
    }

    static Hand read(JsonNode entry) {
        var via = entry.path("via").asString("").equals("api") ? Via.API : Via.PAGE;
        var at = Signature.instant(entry.path("at").asString(""));
        return new Hand(entry.path("by").asString(""), via, entry.path("token").asString(""), at);
    }

    void write(ObjectNode entry) {
        entry.put("by", who);
        if (via != Via.PAGE) entry.put("via", via.name().toLowerCase(Locale.ROOT));
        if (!token.isEmpty()) entry.put("token", token);
        if (at != null) entry.put("at", at.toString());
    }
}
