package io.chantier.agent.nginx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which sites are behind which bench server and how each stands: {@code upstreams/SERVER/SITE}, in files as a stock agent
 * keeps them, so that its folder may be taken over.
 */
public final class ProxyState {

    private static final int LONGEST_WORD = 64;

    private final Path upstreams;

    public ProxyState(Path directory) {
        this.upstreams = directory.resolve("upstreams");
    }

    /** How each site stands, by the server behind which it is. */
    public NavigableMap<String, NavigableMap<String, SiteState>> all() {
        var found = new TreeMap<String, NavigableMap<String, SiteState>>();
        for (var upstream : children(upstreams)) {
            if (Files.isDirectory(upstream, LinkOption.NOFOLLOW_LINKS)) {
                found.put(name(upstream), sites(upstream));
            }
        }
        return found;
    }

    /** How each site stands, wherever it is. */
    public Map<String, SiteState> bySite() {
        var found = new TreeMap<String, SiteState>();
        all().values().forEach(found::putAll);
        return found;
    }

    SiteState of(String site) {
        return bySite().getOrDefault(site, SiteState.ACTIVATED);
    }

    private static NavigableMap<String, SiteState> sites(Path upstream) {
        var sites = new TreeMap<String, SiteState>();
        for (var file : children(upstream)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                sites.put(name(file), state(file));
            }
        }
        return sites;
    }

    private static SiteState state(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return SiteState.of(new String(bytes.readNBytes(LONGEST_WORD), StandardCharsets.UTF_8).strip())
                    .orElse(SiteState.ACTIVATED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.filter(child -> HostName.of(name(child)).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
