package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.hosting.BenchBackups.Backup;
import io.chantier.ingress.Naming;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Endpoints.Reply;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Puts backups into sites on benches, old ones and new ones. */
@Component
public class BenchRestoring {

    /** The part of a backup that is written into a database, for which an agent needs the password of its root. */
    public static final String DATABASE = "database";

    private static final List<String> WRITTEN = List.of(DATABASE, "public", "private");

    private static final String CONFIGURATION = "site_config";

    /** No configuration is larger. */
    private static final int LARGEST = 1 << 20;

    /** Without it, nobody can read what the database keeps encrypted. */
    private static final String KEY = "encryption_key";

    /** A copy sends no mail, and does nothing by itself. */
    private static final Map<String, Object> HARMLESS = Map.of("mute_emails", 1, "pause_scheduler", 1);

    /** An order may wait for its turn before the agent begins to fetch. */
    private static final Duration FETCHED_WITHIN = Duration.ofHours(12);

    private final Housing.Finder houses;
    private final BackupFiles backups;
    private final Endpoints endpoints;
    private final Naming names;

    BenchRestoring(Housing.Finder houses, BackupFiles backups, Endpoints endpoints, Naming names) {
        this.houses = houses;
        this.backups = backups;
        this.endpoints = endpoints;
        this.names = names;
    }

    /** A backup, and the site that it is of. */
    public record Origin(Site site, Backup backup) {}

    /** Whether the password of the root of its database server is known. */
    public boolean canWriteDatabase(Site site) {
        return !houses.get(site).server().databasePassword().isEmpty();
    }

    /**
     * Brings back what was chosen of a backup of the site. Apps that the bench does not have are forgotten.
     *
     * @param adminPassword the administrator has it afterwards, whatever the backup says
     */
    public AgentOrder restore(Site site, Backup backup, Collection<String> parts, Secret adminPassword) {
        var housing = houses.get(site);
        var body = body(housing, adminPassword, files(new Origin(site, backup), parts));
        return housing.order("Restore Site", "POST", housing.path("restore"), body);
    }

    /**
     * Makes a site with everything that a backup of another one holds; a problem where its configuration cannot be read.
     *
     * @param isCopy it is to do no harm: it sends no mail and does nothing by itself
     */
    public AgentOrder newSite(Site site, Origin origin, Secret adminPassword, boolean isCopy) {
        var housing = houses.get(site);
        var config = new HashMap<String, Object>(isCopy ? HARMLESS : Map.of());
        config.put("host_name", names.now().site(site.slug()).toString());
        var body = body(housing, adminPassword, files(origin, WRITTEN));
        body.put("name", housing.host());
        body.put("config", config);
        encryptionKey(origin).ifPresent(key -> body.put(CONFIGURATION, Wire.write(Map.of(KEY, key))));
        var path = AgentRequest.path("benches", housing.bench().name(), "sites", "restore");
        return housing.order("New Site from Backup", "POST", path, body);
    }

    private Map<String, URI> files(Origin origin, Collection<String> parts) {
        var all = new HashMap<>(backups.addresses(origin.site(), origin.backup().id(), FETCHED_WITHIN));
        all.keySet().retainAll(parts);
        return all;
    }

    private static Map<String, Object> body(Housing housing, Secret adminPassword, Map<String, URI> files) {
        var body = new HashMap<String, Object>(Map.of(
                "apps",
                List.copyOf(new TreeSet<>(housing.bench().apps().keySet())),
                "mariadb_root_password",
                housing.server().databasePassword().reveal(),
                "admin_password",
                adminPassword.reveal(),
                "skip_failing_patches",
                false));
        files.forEach((part, address) -> body.put(part, address.toString()));
        return body;
    }

    private Optional<String> encryptionKey(Origin origin) {
        if (!origin.backup().parts().contains(CONFIGURATION)) return Optional.empty();
        try {
            var text = configuration(backups.open(origin.site(), origin.backup().id(), CONFIGURATION));
            return Optional.of(Wire.tree(text).path(KEY).asString("")).filter(key -> !key.isEmpty());
        } catch (IOException | JacksonException _) {
            throw unreadable();
        }
    }

    private String configuration(BackupFiles.Found found) throws IOException {
        return switch (found) {
            case BackupFiles.Found.Content(var _, var _, var content) -> {
                try (content) {
                    yield new String(content.readNBytes(LARGEST), StandardCharsets.UTF_8);
                }
            }
            case BackupFiles.Found.Elsewhere(var address) -> {
                if (endpoints.send(Endpoints.Call.get(address)) instanceof Reply.Answered answer
                        && answer.status() == 200) {
                    yield new String(answer.body(), StandardCharsets.UTF_8);
                }
                throw unreadable();
            }
        };
    }

    private static ProblemException unreadable() {
        return new ProblemException(Problem.of("backup-unreadable", 502, Map.of("part", CONFIGURATION)));
    }
}
