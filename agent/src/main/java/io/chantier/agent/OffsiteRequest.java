package io.chantier.agent;

import io.chantier.agent.backups.Address;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.Wire;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Where a backup is to go besides, as the contract asks for it: {@code {"bucket", "path", "auth": {"ACCESS_KEY",
 * "SECRET_KEY", "REGION", "ENDPOINT_URL"}}}. What is missing is said before anything is done.
 *
 * @param arguments of the job; none where the backup stays here
 */
record OffsiteRequest(Map<String, JsonNode> arguments, Map<String, Secret> secrets) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
    private static final Pattern PATH =
            Pattern.compile("[\\p{L}\\p{N}!_.*'()@:+=-][\\p{L}\\p{N}!_.*'()@:+= /-]{0,511}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,1024}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,50}");
    private static final String USUAL_REGION = "us-east-1";

    /** @param offsite what the body of the request says, be it nothing */
    static OffsiteRequest of(JsonNode offsite) {
        if (offsite.isMissingNode() || offsite.isNull() || offsite.isObject() && offsite.isEmpty()) {
            return new OffsiteRequest(Map.of(), Map.of());
        }
        var auth = offsite.path("auth");
        var endpoint = auth.path("ENDPOINT_URL").asString("");
        if (!endpoint.isEmpty() && Address.of(endpoint).isEmpty()) {
            throw Refusal.badRequest("\"offsite.auth.ENDPOINT_URL\" has to be an address of http or https");
        }
        var region = auth.path("REGION").asString("");
        var path = matching(offsite, "offsite", "path", PATH, "letters, digits and slashes between them");
        if (path.contains("..")) {
            throw Refusal.badRequest("\"offsite.path\" must not lead upwards");
        }
        var where = Wire.toTree(Map.of(
                BackupSteps.BUCKET,
                matching(offsite, "offsite", "bucket", BUCKET, "the name of a bucket, 3 to 63 letters and digits"),
                BackupSteps.PATH,
                path.replaceAll("/+$", ""),
                BackupSteps.REGION,
                region.isEmpty() ? USUAL_REGION : matching(auth, "offsite.auth", "REGION", REGION, "a region"),
                BackupSteps.ENDPOINT,
                endpoint));
        return new OffsiteRequest(
                Map.of(BackupSteps.OFFSITE, where),
                Map.of(
                        BackupSteps.ACCESS_KEY, new Secret(key(auth, BackupSteps.ACCESS_KEY)),
                        BackupSteps.SECRET_KEY, new Secret(key(auth, BackupSteps.SECRET_KEY))));
    }

    private static String key(JsonNode auth, String name) {
        return matching(auth, "offsite.auth", name, KEY, "a key of the store");
    }

    /** The value itself is not said: it may be a key in the wrong place. */
    private static String matching(JsonNode parent, String place, String name, Pattern shape, String words) {
        var text = parent.path(name).asString("");
        if (!shape.matcher(text).matches()) {
            throw Refusal.badRequest("\"" + place + "." + name + "\" has to be " + words);
        }
        return text;
    }
}
