package io.chantier.agent.nginx;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The hosts that the proxy knows besides the sites: {@code hosts/HOST} with {@code map.json}, {@code redirect.json} and a
 * certificate, in files as a stock agent keeps them.
 */
final class ProxyHosts {

    static final String MAP = "map.json";
    static final String REDIRECT = "redirect.json";
    static final String KEY = "privkey.pem";
    static final String CHAIN = "fullchain.pem";
    static final String WILDCARD = "*.";

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHosts.class);

    private final Path folder;

    /** @param folder the agent's folder of nginx */
    ProxyHosts(Path folder) {
        this.folder = folder.resolve("hosts");
    }

    /**
     * @param target the site that it shows; empty where it only leads elsewhere, or is a wildcard
     * @param redirect the host to which it leads
     * @param certificate whether it has one of its own
     */
    record Host(Optional<String> target, Optional<String> redirect, boolean certificate) {}

    Path of(String host) {
        return folder.resolve(host);
    }

    NavigableMap<String, Host> all() throws IOException {
        var found = new TreeMap<String, Host>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (var children = Files.list(folder)) {
            for (var child : children.toList()) {
                var name = String.valueOf(child.getFileName());
                if (isHost(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    found.put(
                            name,
                            new Host(
                                    entry(child.resolve(MAP), name),
                                    entry(child.resolve(REDIRECT), name),
                                    Files.exists(child.resolve(KEY)) && Files.exists(child.resolve(CHAIN))));
                }
            }
        }
        return found;
    }

    /** What leads to the old name of a site leads to the new one. */
    void rename(FileChanges changes, String site, String name) throws IOException {
        if (Files.isDirectory(of(site)) && !Files.exists(of(name))) {
            changes.move(of(site), of(name));
            renamed(changes, of(name).resolve(MAP), name, name);
        }
        for (var host : all().entrySet()) {
            if (host.getValue().target().filter(site::equals).isPresent()) {
                renamed(changes, of(host.getKey()).resolve(MAP), host.getKey(), name);
            }
            if (host.getValue().redirect().filter(site::equals).isPresent()) {
                renamed(changes, of(host.getKey()).resolve(REDIRECT), host.getKey(), name);
            }
        }
    }

    private static void renamed(FileChanges changes, Path file, String host, String target) throws IOException {
        if (Files.exists(file)) {
            changes.write(file, json(host, target));
        }
    }

    static boolean isHost(String name) {
        return HostName.of(name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name)
                .isPresent();
    }

    static boolean isWildcard(String name) {
        return name.startsWith(WILDCARD);
    }

    /** Where a file says that the host goes; empty where it says nothing that could be a host. */
    private static Optional<String> entry(Path file, String host) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return HostName.of(Wire.tree(Files.readString(file)).path(host).asString(""))
                    .map(HostName::value);
        } catch (JacksonException _) {
            LOG.warn("{} is passed over: it is not JSON", file);
            return Optional.empty();
        }
    }

    static String json(String host, String target) {
        return Wire.write(Map.of(host, target));
    }
}
