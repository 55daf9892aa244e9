package io.chantier.agent.benches;

import io.chantier.agent.benches.Bench.Named;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.databases.DatabaseName;
import io.chantier.agent.databases.DatabaseServer;
import io.chantier.agent.databases.Login;
import io.chantier.protocol.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The benches of this server: the folders of one folder that have {@code sites/common_site_config.json}. Links are passed
 * over, and so is what no name of a bench, a site or an app can be.
 */
public final class Benches {

    private static final Logger LOG = LoggerFactory.getLogger(Benches.class);
    private static final String SITES = "sites";
    private static final String COMMON_CONFIG = "common_site_config.json";
    private static final String SITE_CONFIG = "site_config.json";
    private static final String SETUP = "config.json";
    private static final String APPS = "apps.txt";

    private final Path directory;

    public Benches(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** In which each bench has its folder. */
    public Path directory() {
        return directory;
    }

    public NavigableMap<String, Bench> all() {
        var found = new TreeMap<String, Bench>();
        for (var name : names()) {
            BenchName.of(name).flatMap(this::readable).ifPresent(bench -> found.put(name, bench));
        }
        return found;
    }

    private Optional<Bench> readable(BenchName name) {
        try {
            return find(name);
        } catch (BrokenConfig | UncheckedIOException e) {
            LOG.warn("Bench {} is not listed: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> names() {
        try (var root = Folder.open(directory).orElse(null)) {
            return root == null ? List.of() : root.names();
        }
    }

    public Optional<Bench> find(BenchName name) {
        return inSites(
                name,
                sites -> sites.text(COMMON_CONFIG)
                        .map(config -> new Bench(
                                name.value(), apps(sites), tree(name + "/" + COMMON_CONFIG, config), sites(sites))));
    }

    public boolean has(BenchName bench, SiteName site) {
        return inSite(bench, site, folder -> Optional.of(folder.hasFile(SITE_CONFIG)))
                .orElse(false);
    }

    /** The configuration of each site of a bench; one that cannot be read is passed over. */
    NavigableMap<SiteName, JsonNode> configurations(BenchName bench) {
        var found = new TreeMap<SiteName, JsonNode>();
        for (var name : find(bench).map(Bench::sites).orElse(Map.of()).keySet()) {
            var site = new SiteName(name);
            try {
                inSite(bench, site, folder -> folder.text(SITE_CONFIG))
                        .ifPresent(text -> found.put(site, tree(name + "/" + SITE_CONFIG, text)));
            } catch (BrokenConfig e) {
                LOG.warn("A site of bench {} is passed over: {}", bench, e.getMessage());
            }
        }
        return found;
    }

    /** The other sites of all benches that say that this is their database, one that cannot be read passed over. */
    List<String> othersWith(DatabaseName database, BenchName bench, SiteName site) {
        var found = new ArrayList<String>();
        for (var name : all().keySet()) {
            configurations(new BenchName(name)).forEach((other, config) -> {
                boolean same = name.equals(bench.value()) && other.equals(site);
                if (!same && config.path("db_name").asString("").equalsIgnoreCase(database.value())) {
                    found.add(other + " of " + name);
                }
            });
        }
        return found;
    }

    /** What was set up for the bench itself, its {@code config.json}; an empty object where there is none. */
    public JsonNode setup(BenchName bench) {
        try (var root = Folder.open(directory).orElse(null);
                var folder = root == null ? null : root.child(bench.value()).orElse(null)) {
            return folder == null
                    ? Wire.emptyObject()
                    : folder.text(SETUP)
                            .map(text -> tree(bench + "/" + SETUP, text))
                            .orElseGet(Wire::emptyObject);
        }
    }

    /** @return false where there is no such bench */
    synchronized boolean changeSetup(BenchName bench, JsonNode changes) {
        try (var folder = Folder.open(folder(bench)).orElse(null)) {
            if (folder == null) {
                return false;
            }
            var entries = new TreeMap<String, JsonNode>();
            setup(bench).forEachEntry(entries::put);
            changes.forEachEntry(entries::put);
            folder.replace(SETUP, Wire.toTree(entries).toPrettyString() + "\n");
            return true;
        }
    }

    /** Where the programs of a bench run. */
    public Path folder(BenchName bench) {
        return directory.resolve(bench.value());
    }

    /** A file in the folder of a site; empty where there is none. */
    Optional<String> textIn(BenchName bench, SiteName site, String file) {
        return inSite(bench, site, folder -> folder.text(file));
    }

    void writeIn(BenchName bench, SiteName site, String file, String text) {
        inSite(bench, site, folder -> {
            folder.replace(file, text);
            return Optional.of(file);
        });
    }

    /** Deletes a file or a folder in the folder of a site. */
    void deleteIn(BenchName bench, SiteName site, String name) {
        inSite(bench, site, folder -> {
            folder.delete(name);
            return Optional.of(name);
        });
    }

    /** @return false where the site is not there, or something else is where it shall go */
    synchronized boolean move(BenchName from, SiteName site, BenchName to, SiteName name) {
        return inSites(
                        from,
                        old -> inSites(to, fresh -> Optional.of(old.moveFolder(site.value(), fresh, name.value()))))
                .orElse(false);
    }

    /** Where a site is, or would be. */
    public Path folder(BenchName bench, SiteName site) {
        return folder(bench).resolve(SITES).resolve(site.value());
    }

    /** Whether anything of this name is among the sites, be it no site. */
    public boolean isTaken(BenchName bench, SiteName site) {
        return Files.exists(folder(bench, site), LinkOption.NOFOLLOW_LINKS);
    }

    /** The configuration of a site; empty where there is no such site. */
    public Optional<JsonNode> config(BenchName bench, SiteName site) {
        return inSite(
                bench, site, folder -> folder.text(SITE_CONFIG).map(text -> tree(site + "/" + SITE_CONFIG, text)));
    }

    /** The database server of a bench; empty where there is no such bench. */
    public Optional<DatabaseServer> databaseServer(BenchName bench) {
        return find(bench).map(found -> server(found, Wire.emptyObject()));
    }

    /** The database of a site; empty where there is no such site. */
    public Optional<SiteDatabase> database(BenchName bench, SiteName site) {
        return find(bench)
                .flatMap(found -> config(bench, site).map(config -> {
                    var name = config.path("db_name").asString("");
                    return new SiteDatabase(
                            server(found, config),
                            DatabaseName.of(name)
                                    .orElseThrow(() -> new BrokenConfig(
                                            folder(bench, site).resolve(SITE_CONFIG),
                                            "db_name is missing, or the name of no database")),
                            new Login(
                                    config.path("db_user").asString(name),
                                    new Secret(config.path("db_password").asString(""))));
                }));
    }

    private static DatabaseServer server(Bench bench, JsonNode site) {
        var shared = bench.config();
        var host = site.path("db_host").asString(shared.path("db_host").asString("localhost"));
        int port = site.path("db_port").asInt(shared.path("db_port").asInt(DatabaseServer.PORT));
        return DatabaseServer.of(host, port)
                .orElseThrow(() -> new BrokenConfig(
                        Path.of(bench.name(), SITES, COMMON_CONFIG), "db_host and db_port are no address"));
    }

    /** Deletes what lies in the folder of a site, and the folder; nothing happens where there is none. */
    void delete(BenchName bench, SiteName site) {
        inSites(bench, sites -> {
            sites.delete(site.value());
            return Optional.empty();
        });
    }

    /** @return false where there is no such site any more */
    synchronized boolean changeConfig(
            BenchName bench, SiteName site, UnaryOperator<NavigableMap<String, JsonNode>> change) {
        return inSite(
                        bench,
                        site,
                        folder -> folder.text(SITE_CONFIG).map(text -> {
                            var entries = new TreeMap<String, JsonNode>();
                            tree(site + "/" + SITE_CONFIG, text).forEachEntry(entries::put);
                            folder.replace(
                                    SITE_CONFIG,
                                    Wire.toTree(change.apply(entries)).toPrettyString() + "\n");
                            return true;
                        }))
                .orElse(false);
    }

    private static Map<String, Named> apps(Folder sites) {
        return sites.text(APPS).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> AppName.of(line).isPresent())
                .distinct()
                .collect(Collectors.toMap(Function.identity(), Named::new));
    }

    private static Map<String, Named> sites(Folder sites) {
        var found = new ArrayList<String>();
        for (var name : sites.names()) {
            if (SiteName.of(name).isEmpty()) {
                continue;
            }
            try (var site = sites.child(name).orElse(null)) {
                if (site != null && site.hasFile(SITE_CONFIG)) {
                    found.add(name);
                }
            }
        }
        return found.stream().collect(Collectors.toMap(Function.identity(), Named::new));
    }

    private static JsonNode tree(String file, String text) {
        try {
            var tree = Wire.tree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException _) {
            // said below
        }
        throw new BrokenConfig(file);
    }

    /** Something in the folder of a site; empty where there is none. */
    <T> Optional<T> inSite(BenchName bench, SiteName site, Function<Folder, Optional<T>> work) {
        return inSites(bench, sites -> {
            try (var folder = sites.child(site.value()).orElse(null)) {
                return folder == null ? Optional.empty() : work.apply(folder);
            }
        });
    }

    private <T> Optional<T> inSites(BenchName bench, Function<Folder, Optional<T>> work) {
        try (var root = Folder.open(directory).orElse(null);
                var folder = root == null ? null : root.child(bench.value()).orElse(null);
                var sites = folder == null ? null : folder.child(SITES).orElse(null)) {
            return sites == null ? Optional.empty() : work.apply(sites);
        }
    }
}
