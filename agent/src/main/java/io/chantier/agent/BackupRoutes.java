package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.SiteOrders.Needs;
import io.chantier.agent.SiteOrders.Place;
import io.chantier.agent.backups.Address;
import io.chantier.agent.backups.Part;
import io.chantier.agent.benches.ArchivedBackups;
import io.chantier.agent.benches.BackupDownloads;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.RestoreSteps;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.benches.SiteSecrets;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
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
    private final ArchivedBackups archived;

    BackupRoutes(BackupJobs recipes, SiteOrders orders, ArchivedBackups archived) {
        this.recipes = recipes;
        this.orders = orders;
        this.archived = archived;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post(
                SITE + "/backup", context -> orders.startWith(context, recipes.backup(), BackupRoutes::whatToBackUp));
        routes.post(
                SITE + "/restore",
                context -> orders.startWith(
                        context,
                        recipes.restore(),
                        body -> withConfiguration(whatToRestore(body), body, BackupJobs.CONFIG)));
        routes.post("/benches/{bench}/sites/restore", this::newSite);
        routes.get("/benches/{bench}/archived/{site}/backups/{file}", this::ofArchived);
    }

    /** No route of the contract: a stock agent keeps what it archived to itself. */
    private void ofArchived(Context context) {
        var bench = new BenchName(orders.bench(context).name());
        var file = context.pathParam("file");
        var content = SiteName.of(context.pathParam("site"))
                .flatMap(site -> archived.open(bench, site, file))
                .orElseThrow(() -> Refusal.notFound(
                        "No archived site " + context.pathParam("site") + " has a backup " + file + " here"));
        context.contentType("application/octet-stream").header("Content-Length", Long.toString(content.bytes()));
        context.result(content.stream());
    }

    private static Needs whatToBackUp(JsonNode body) {
        var offsite = OffsiteRequest.of(body.path("offsite"));
        var arguments = new TreeMap<>(offsite.arguments());
        arguments.putAll(SiteFields.flag(body, BackupJobs.WITH_FILES));
        arguments.putAll(SiteFields.flag(body, BackupSteps.KEEP));
        return Needs.of(arguments, offsite.secrets());
    }

    private static Needs whatToRestore(JsonNode body) {
        var arguments = new TreeMap<String, JsonNode>();
        var secrets = new TreeMap<String, Secret>();
        addresses(body, arguments, secrets);
        arguments.putAll(SiteFields.flag(body, "skip_failing_patches"));
        arguments.putAll(SiteFields.apps(body));
        if (arguments.getOrDefault(RestoreSteps.APPS, Wire.emptyObject()).isEmpty()) {
            throw Refusal.badRequest("\"apps\" has to name the apps that the site keeps, frappe among them");
        }
        secrets.putAll(SiteFields.passwords(body, SiteSecrets.ADMIN));
        if (arguments.containsKey(BackupDownloads.has(Part.DATABASE))) {
            secrets.putAll(SiteFields.passwords(body, SiteSecrets.ROOT));
        }
        return Needs.of(arguments, secrets);
    }

    private static Needs withConfiguration(Needs needs, JsonNode body, String key) {
        var config = configuration(body, key);
        if (config.isEmpty()) {
            return needs;
        }
        var arguments = new TreeMap<>(needs.arguments());
        arguments.put(BackupJobs.HAS_CONFIG, Wire.toTree(true));
        var secrets = new TreeMap<>(needs.secrets());
        secrets.put(BackupJobs.CONFIG, config.get());
        return Needs.of(arguments, secrets);
    }

    private void newSite(Context context) {
        var bench = new BenchName(orders.bench(context).name());
        var body = Asked.object(context);
        var site = SiteFields.siteName(body.path("name"), "name");
        var needs = withConfiguration(whatToRestore(body), body, "site_config");
        if (!needs.secrets().containsKey(SiteSecrets.ROOT)) {
            throw Refusal.badRequest("\"database\" has to be the address of a dump: there is no site without one");
        }
        var arguments = new TreeMap<>(needs.arguments());
        arguments.putAll(SiteFields.configuration(body));
        orders.startAt(context, recipes.newSite(), new Place(bench, site), Needs.of(arguments, needs.secrets()), body);
    }

    /** Where the parts of the backup are; such addresses are often signed, so they count as secrets. */
    private static void addresses(JsonNode body, Map<String, JsonNode> arguments, Map<String, Secret> secrets) {
        for (var part : RESTORED) {
            var given = body.path(part.key());
            if (SiteFields.isLeftOut(given) || given.asString("").isEmpty()) {
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

    /** An object, or the text of one. */
    private static Optional<Secret> configuration(JsonNode body, String name) {
        var given = body.path(name);
        if (SiteFields.isLeftOut(given) || given.isString() && given.asString().isBlank()) {
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
}
