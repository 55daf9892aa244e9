package io.chantier.agent;

import io.chantier.agent.benches.AppName;
import io.chantier.agent.benches.SiteDatabase;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.Wire;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads what stands in the body of an order about a site, or refuses it by the name of the field. */
final class SiteFields {

    private static final int LONGEST = 140;
    private static final int LONGEST_PASSWORD = 512;
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9]([A-Za-z0-9.-]{0,70}[A-Za-z0-9])?");
    private static final Pattern PERSON = Pattern.compile("[\\p{L}\\p{N}][^\\p{Cntrl}\\p{Cf}]*");

    private SiteFields() {}

    static boolean isLeftOut(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static SiteName siteName(JsonNode given, String key) {
        return SiteName.of(given.asString(""))
                .orElseThrow(() -> Refusal.badRequest(
                        "\"" + key + "\" has to be the name of a host in small letters, such as www.example.com"));
    }

    /** An object under its key; nothing where it was left out. */
    static Map<String, JsonNode> object(JsonNode body, String key) {
        var given = body.path(key);
        if (!given.isObject() && !isLeftOut(given)) {
            throw Refusal.badRequest("\"" + key + "\" has to be an object");
        }
        return given.isObject() ? Map.of(key, given) : Map.of();
    }

    /** What is to be set in the configuration of a site; where its database is nobody says but the bench. */
    static Map<String, JsonNode> configuration(JsonNode body) {
        var found = object(body, "config");
        found.values().forEach(config -> config.propertyNames().forEach(SiteFields::settable));
        return found;
    }

    /** Refuses what would put a site on the database of another one. */
    static void settable(String key) {
        if (SiteDatabase.KEYS.contains(key)) {
            throw Refusal.badRequest(
                    "\"" + key + "\" says where the database of the site is, which the bench does; leave" + " it out");
        }
    }

    static Map<String, JsonNode> flag(JsonNode body, String key) {
        var given = body.path(key);
        if (!given.isBoolean() && !isLeftOut(given)) {
            throw Refusal.badRequest("\"" + key + "\" has to be true or false");
        }
        return given.isBoolean() ? Map.of(key, given) : Map.of();
    }

    static Map<String, JsonNode> apps(JsonNode body) {
        var apps = body.path("apps");
        boolean names = apps.isArray()
                && apps.valueStream()
                        .allMatch(app -> AppName.of(app.asString("")).isPresent());
        if (!names && !isLeftOut(apps)) {
            throw Refusal.badRequest("\"apps\" has to be an array of names of apps");
        }
        return names ? Map.of("apps", apps) : Map.of();
    }

    /** They travel a line each, so none may hold the end of one. */
    static Map<String, Secret> passwords(JsonNode body, String... keys) {
        var passwords = new TreeMap<String, Secret>();
        for (var key : keys) {
            var given = body.path(key).asString("");
            if (!body.path(key).isString()
                    || given.isEmpty()
                    || given.length() > LONGEST_PASSWORD
                    || given.chars().anyMatch(Character::isISOControl)) {
                throw Refusal.badRequest("\"" + key + "\" has to be a password of at most " + LONGEST_PASSWORD
                        + " characters in one line");
            }
            passwords.put(key, new Secret(given));
        }
        return passwords;
    }

    static JsonNode email(JsonNode given) {
        var text = given.asString("");
        if (text.length() > LONGEST || !EMAIL.matcher(text).matches()) {
            throw Refusal.badRequest("This is not the mail address of a user");
        }
        return Wire.toTree(text);
    }

    /** The names of a person, of which some may be left out. */
    static Map<String, JsonNode> names(JsonNode body, String... keys) {
        var names = new TreeMap<String, JsonNode>();
        for (var key : keys) {
            var given = body.path(key);
            var text = given.asString("");
            if (isLeftOut(given) || given.isString() && text.isEmpty()) {
                continue;
            }
            if (text.length() > LONGEST || !PERSON.matcher(text).matches()) {
                throw Refusal.badRequest("\"" + key + "\" has to be a name that begins with a letter");
            }
            names.put(key, given);
        }
        return names;
    }
}
