package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sites whose components were edited: their own code, compiled once per content and run by a process of its own, both
 * sandboxed. Two sites never share a process.
 */
final class EditedComponents implements AutoCloseable {

    private static final Path OUT = Path.of("/out");
    private static final int MOST_PROCESSES = 4;
    private static final int MOST_CPU_SECONDS = 3600;

    private final Supplier<Optional<Sandbox>> sandbox;
    private final Path cache;
    private final RenderingSettings.Limits limits;
    private final Map<Key, Running> running = new ConcurrentHashMap<>();
    private final Map<Digest, Object> compiling = new ConcurrentHashMap<>();
    private final Compiler compiler;

    EditedComponents(Supplier<Optional<Sandbox>> sandbox, Path cache, RenderingSettings.Limits limits) {
        this.sandbox = sandbox;
        this.cache = cache;
        this.limits = limits;
        this.compiler = new Compiler(cache.resolve("work"), limits.compile());
    }

    private record Key(TeamId team, UUID site, Digest sources) {}

    private record Running(Resident resident, long usedAt) {}

    /** The way to a process for these sources, or why there is none. */
    sealed interface Provision {
        record Ready(Resident resident) implements Provision {}

        record Refused(Failure why) implements Provision {}
    }

    /** Compiles where necessary and hands out the site's own process. */
    Provision provide(TeamId team, UUID site, SortedMap<String, byte[]> sources, String template) {
        var box = sandbox.get();
        if (box.isEmpty()) return new Provision.Refused(new Failure("sandbox-missing", Map.of()));
        var digest = digest(sources, template);
        var compiled = compiled(digest);
        try {
            synchronized (compiling.computeIfAbsent(digest, _ -> new Object())) {
                if (!Files.exists(compiled.resolve("manifest.json"))) {
                    var failure = compiler.compile(box.get(), sources, compiled);
                    if (failure != null) return new Provision.Refused(failure);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Provision.Ready(resident(box.get(), new Key(team, site, digest), compiled));
    }

    /** Whether there are walls to compile behind. */
    boolean areWalled() {
        return sandbox.get().isPresent();
    }

    /** Whether these sources can be rendered without compiling them first. */
    boolean isCompiled(SortedMap<String, byte[]> sources, String template) {
        return Files.exists(compiled(digest(sources, template)).resolve("manifest.json"));
    }

    private Path compiled(Digest sources) {
        return cache.resolve("compiled").resolve(sources.value());
    }

    @Override
    public void close() {
        running.values().forEach(one -> one.resident().close());
        running.clear();
        compiler.close();
    }

    private synchronized Resident resident(Sandbox box, Key key, Path compiled) {
        var known = running.get(key);
        var resident = known == null ? new Resident(rendering(box, compiled), limits) : known.resident();
        running.put(key, new Running(resident, System.nanoTime()));
        while (running.size() > MOST_PROCESSES) {
            var oldest = running.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().usedAt()))
                    .orElseThrow();
            running.remove(oldest.getKey());
            oldest.getValue().resident().close();
        }
        return resident;
    }

    private static List<String> rendering(Sandbox box, Path compiled) {
        return box.command(
                new Sandbox.Grant(Map.of(compiled, OUT), Map.of(), MOST_CPU_SECONDS),
                List.of(
                        "--permission",
                        "--allow-fs-read=/site-astro",
                        "--allow-fs-read=/out",
                        Sandbox.insideTemplate("renderer/server.mjs").toString(),
                        "--dist",
                        OUT.toString()));
    }

    private static Digest digest(SortedMap<String, byte[]> sources, String template) {
        var names = new StringBuilder(template);
        sources.forEach(
                (path, bytes) -> names.append('\n').append(path).append(' ').append(Digest.of(bytes)));
        return Digest.of(names.toString());
    }
}
