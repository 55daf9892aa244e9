package io.chantier.agent;

import io.chantier.protocol.Wire;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what an asker sends, or refuses it with a {@link Refusal}. */
final class Asked {

    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final Pattern JOB_ID = Pattern.compile("[\\p{L}\\p{N} ._:@#+-]{1,140}");

    private Asked() {}

    /** Refuses what says itself that it is too big, before a byte of it is read. */
    static void boundBody(Context context) {
        if (context.req().getContentLengthLong() > MOST_BYTES) {
            throw tooBig();
        }
    }

    /** The body, which is an object; an empty one where nothing was sent. */
    static JsonNode object(Context context) {
        var json = json(context);
        if (!json.isObject()) {
            throw Refusal.badRequest("The body has to be a JSON object");
        }
        return json;
    }

    static JsonNode json(Context context) {
        var text = new String(bytes(context), StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Wire.emptyObject();
        }
        try {
            return Wire.tree(text);
        } catch (JacksonException e) {
            // The parser's own words may quote the body, in which passwords travel.
            throw Refusal.badRequest("The body is not JSON" + place(e));
        }
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static byte[] bytes(Context context) {
        try {
            var bytes = context.bodyInputStream().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooBig();
            }
            return bytes;
        } catch (IOException e) {
            throw Refusal.badRequest("The body ended before it was whole");
        }
    }

    private static Refusal tooBig() {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than " + MOST_BYTES + " bytes");
    }

    /** The asker's own name for a job, under which it finds the job again after a lost answer. */
    static @Nullable String agentJobId(Context context) {
        var id = context.header("X-Agent-Job-Id");
        if (id == null || id.isBlank()) {
            return null;
        }
        if (!JOB_ID.matcher(id).matches()) {
            throw Refusal.badRequest(
                    "X-Agent-Job-Id has to be a name of at most 140 letters and digits, without a comma");
        }
        return id;
    }
}
