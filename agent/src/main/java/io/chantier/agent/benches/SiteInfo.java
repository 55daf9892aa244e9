package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.protocol.AgentClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What a site is set to and how much it takes up. The password of its database is not told. */
public final class SiteInfo {

    private static final Logger LOG = LoggerFactory.getLogger(SiteInfo.class);
    private static final long MEGABYTE = 1024L * 1024;
    private static final String PASSWORD = "db_password";
    private static final String BACKUPS = "backups";

    private final Benches benches;
    private final Clock clock;

    public SiteInfo(Benches benches, Clock clock) {
        this.benches = benches;
        this.clock = clock;
    }

    /**
     * A site now; empty where it is not there any more.
     *
     * @throws DatabaseTrouble where its database does not answer
     */
    public Optional<Map<String, Object>> of(BenchName bench, SiteName site) throws DatabaseTrouble {
        var config = benches.config(bench, site);
        var database = benches.database(bench, site);
        if (config.isEmpty() || database.isEmpty()) {
            return Optional.empty();
        }
        var told = told(config.get(), timezone(database.get()));
        told.put("usage", usage(bench, site, database.get()));
        return Optional.of(told);
    }

    /** All sites of a bench by their names; one that cannot be measured now has no usage. */
    public Map<String, Object> all(BenchName bench) {
        var all = new TreeMap<String, Object>();
        benches.configurations(bench).forEach((site, config) -> all.put(site.value(), measured(bench, site, config)));
        return all;
    }

    private Map<String, Object> measured(BenchName bench, SiteName site, JsonNode config) {
        try {
            var database = benches.database(bench, site);
            if (database.isPresent()) {
                var usage = new TreeMap<String, Object>(usage(bench, site, database.get()));
                usage.put("timestamp", AgentClock.written(LocalDateTime.now(clock)));
                var told = told(config, timezone(database.get()));
                told.put("usage", List.of(usage));
                return told;
            }
        } catch (DatabaseTrouble | BrokenConfig e) {
            LOG.warn("Site {} of bench {} is not measured: {}", site, bench, e.getMessage());
        }
        var told = told(config, null);
        told.put("usage", List.of());
        return told;
    }

    private static Map<String, Object> told(JsonNode config, @Nullable String timezone) {
        var entries = new TreeMap<String, JsonNode>();
        config.forEachEntry((key, value) -> {
            if (!key.equals(PASSWORD)) {
                entries.put(key, value);
            }
        });
        var told = new TreeMap<String, Object>();
        told.put("config", entries);
        told.put("timezone", timezone == null ? NullNode.getInstance() : timezone);
        return told;
    }

    private static @Nullable String timezone(SiteDatabase database) throws DatabaseTrouble {
        var sql = "select defvalue from `" + database.name()
                + "`.tabDefaultValue where parent = '__default' and defkey = ?";
        try {
            return Databases.strings(database.server(), database.login(), sql, "time_zone").stream()
                    .findFirst()
                    .orElse(null);
        } catch (DatabaseTrouble e) {
            if (e.kind() == DatabaseTrouble.Kind.REFUSED) {
                return null; // a site that is just being made has no such table yet
            }
            throw e;
        }
    }

    private Map<String, Long> usage(BenchName bench, SiteName site, SiteDatabase database) throws DatabaseTrouble {
        var folder = benches.folder(bench, site);
        var hidden = folder.resolve("private");
        long backups = bytes(hidden.resolve(BACKUPS));
        return Map.of(
                "database",
                megabytes(Databases.bytes(database.server(), database.login(), database.name())),
                "public",
                megabytes(bytes(folder.resolve("public"))),
                "private",
                megabytes(bytes(hidden) - backups),
                BACKUPS,
                megabytes(backups));
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(Math.max(bytes, 0), MEGABYTE);
    }

    /** What lies in a folder; links are not followed, and what goes meanwhile is passed over. */
    private static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        var sum = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return sum.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
