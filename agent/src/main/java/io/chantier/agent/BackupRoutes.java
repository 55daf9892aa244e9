package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.SiteOrders.Needs;
import io.chantier.agent.backups.Address;
import io.chantier.agent.backups.Part;
import io.chantier.agent.benches.AppName;
import io.chantier.agent.benches.BackupDownloads;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.RestoreSteps;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Backups of a site and the way back. */
final class BackupRoutes implements RouteGroup {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final List<Part> RESTORED = List.of(Part.DATABASE, Part.PUBLIC, Part.PRIVATE);

    private final BackupJobs recipes;
    private final SiteOrders orders;

    BackupRoutes(BackupJobs recipes, SiteOrders orders) {
        this.recipes = recipes;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post(
                SITE + "/backup", context -> orders.startWith(context, recipes.backup(), BackupRoutes::whatToBackUp));
        routes.post(
                SITE + "/restore",
                context -> orders.startWith(context, recipes.restore(), BackupRoutes::whatToRestore));
    }

    private static Needs whatToBackUp(JsonNode body) {
        var offsite = OffsiteRequest.of(body.path("offsite"));
        var arguments = new TreeMap<>(offsite.arguments());
        arguments.put(BackupJobs.WITH_FILES, flag(body, BackupJobs.WITH_FILES));
        arguments.put(BackupSteps.KEEP, flag(body, BackupSteps.KEEP));
        return Needs.of(arguments, offsite.secrets());
    }

    private static Needs whatToRestore(JsonNode body) {
        var arguments = new TreeMap<String, JsonNode>();
        var secrets = new TreeMap<String, Secret>();
        addresses(body, arguments, secrets);
        arguments.put("skip_failing_patches", flag(body, "skip_failing_patches"));
        arguments.put(RestoreSteps.APPS, apps(body));
        secrets.put(RestoreSteps.ADMIN_PASSWORD, password(body, RestoreSteps.ADMIN_PASSWORD));
        if (arguments.containsKey(BackupDownloads.has(Part.DATABASE))) {
            secrets.put(RestoreSteps.ROOT_PASSWORD, password(body, RestoreSteps.ROOT_PASSWORD));
        }
        configuration(body, BackupJobs.CONFIG).ifPresent(config -> {
            arguments.put(BackupJobs.HAS_CONFIG, Wire.toTree(true));
            secrets.put(BackupJobs.CONFIG, config);
        });
        return Needs.of(arguments, secrets);
    }

    /** Where the parts of the backup are; such addresses are often signed, so they count as secrets. */
    private static void addresses(JsonNode body, Map<String, JsonNode> arguments, Map<String, Secret> secrets) {
        for (var part : RESTORED) {
            var given = body.path(part.key());
            if (isLeftOut(given) || given.asString("").isEmpty()) {
                continue;
            }
            if (Address.of(given.asString("")).isEmpty()) {
                throw Refusal.badRequest("\"" + part.key() + "\" has to be an address of http or https");
            }
            arguments.put(BackupDownloads.has(part), Wire.toTree(true));
            secrets.put(BackupDownloads.addressOf(part), new Secret(given.asString()));
        }
        if (arguments.isEmpty()) {
            throw Refusal.badRequest("Name at least one of \"database\", \"public\" and \"private\"");
        }
        var checksums = body.path(BackupDownloads.CHECKSUMS);
        checksums.forEachEntry((part, sum) -> {
            if (!SHA256.matcher(sum.asString("")).matches()) {
                throw Refusal.badRequest("\"checksums." + part + "\" has to be a SHA-256 in hexadecimal digits");
            }
        });
        if (checksums.isObject()) {
            arguments.put(BackupDownloads.CHECKSUMS, checksums);
        }
    }

    private static JsonNode apps(JsonNode body) {
        var apps = body.path(RestoreSteps.APPS);
        boolean names = apps.isArray()
                && !apps.isEmpty()
                && apps.valueStream()
                        .allMatch(app -> AppName.of(app.asString("")).isPresent());
        if (!names) {
            throw Refusal.badRequest("\"apps\" has to be the list of the apps that the site keeps, frappe among them");
        }
        return apps;
    }

    private static Secret password(JsonNode body, String name) {
        var text = body.path(name).asString("");
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest("\"" + name + "\" has to be a password, in one line");
        }
        return new Secret(text);
    }

    /** An object, or the text of one. */
    private static Optional<Secret> configuration(JsonNode body, String name) {
        var given = body.path(name);
        if (isLeftOut(given) || given.isString() && given.asString().isBlank()) {
            return Optional.empty();
        }
        try {
            var config = given.isString() ? Wire.tree(given.asString()) : given;
            if (config.isObject()) {
                return Optional.of(new Secret(Wire.write(config)));
            }
        } catch (JacksonException _) {
            // said below
        }
        throw Refusal.badRequest("\"" + name + "\" has to be an object, or the text of one");
    }

    private static JsonNode flag(JsonNode body, String name) {
        var given = body.path(name);
        if (isLeftOut(given)) {
            return Wire.toTree(false);
        }
        if (!given.isBoolean()) {
            throw Refusal.badRequest("\"" + name + "\" has to be true or false");
        }
        return given;
    }

    private static boolean isLeftOut(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
