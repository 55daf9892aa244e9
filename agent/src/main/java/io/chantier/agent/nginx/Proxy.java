package io.chantier.agent.nginx;

import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The proxy before the bench servers. Each change is one: files are written, nginx tests and reads them, and where it
 * does not like them all is as before.
 */
public final class Proxy {

    private final Nginx nginx;
    private final Path directory;
    private final Supplier<Map<String, Optional<String>>> benches;

    /**
     * @param directory the agent's folder of nginx
     * @param benches the files of this server's own benches, which show the same pages in the place of a site
     */
    public Proxy(Nginx nginx, Path directory, Supplier<Map<String, Optional<String>>> benches) {
        this.nginx = nginx;
        this.directory = directory;
        this.benches = benches;
    }

    /** A job of the proxy and the name of its step that is at work. */
    public record Turn(StepContext context, String step) {}

    /** A server with the sites behind it, as the contract tells it. */
    public record Upstream(String hash, List<String> secondaries, List<Site> sites) {}

    /** @param upstream the hash of the server, or the state for which a page is shown */
    public record Site(String name, String upstream, boolean is_auto_scaled) {}

    public Map<String, Upstream> upstreams() {
        var told = new LinkedHashMap<String, Upstream>();
        new ProxyState(directory).all().forEach((upstream, sites) -> {
            var hash = ProxyServer.hash(upstream);
            told.put(
                    upstream,
                    new Upstream(
                            hash,
                            List.of(),
                            sites.entrySet().stream()
                                    .map(site -> new Site(
                                            site.getKey(),
                                            site.getValue() == SiteState.ACTIVATED
                                                    ? hash
                                                    : site.getValue().word(),
                                            false))
                                    .toList()));
        });
        return told;
    }

    public StepOutcome addUpstream(Turn turn, HostName upstream) throws InterruptedException {
        return change(turn, changes -> {
            changes.makeFolder(upstreams(upstream));
            return StepOutcome.done();
        });
    }

    public StepOutcome renameUpstream(Turn turn, HostName upstream, HostName name) throws InterruptedException {
        return change(turn, changes -> {
            if (Files.isDirectory(upstreams(name)) && !Files.exists(upstreams(upstream))) {
                return StepOutcome.done();
            }
            if (!Files.isDirectory(upstreams(upstream))) {
                return no("upstream-missing", "There is no server " + upstream + " behind the proxy; add it first");
            }
            if (Files.exists(upstreams(name))) {
                return no("upstream-taken", "There is a server " + name + " behind the proxy already");
            }
            changes.move(upstreams(upstream), upstreams(name));
            return StepOutcome.done();
        });
    }

    /** A site is behind one server: where it was behind another, it is not any more. */
    public StepOutcome addSite(Turn turn, HostName upstream, HostName site) throws InterruptedException {
        return change(turn, changes -> {
            changes.makeFolder(upstreams(upstream));
            var state = new ProxyState(directory).of(site.value());
            for (var other : new ProxyState(directory).all().keySet()) {
                changes.delete(upstreams(new HostName(other)).resolve(site.value()));
            }
            changes.write(upstreams(upstream).resolve(site.value()), text(state));
            return StepOutcome.done();
        });
    }

    public StepOutcome removeSites(Turn turn, HostName upstream, Collection<HostName> sites)
            throws InterruptedException {
        return change(turn, changes -> {
            for (var site : sites) {
                changes.delete(upstreams(upstream).resolve(site.value()));
            }
            return StepOutcome.done();
        });
    }

    /** What led to the old name of the site leads to the new one. */
    public StepOutcome renameSite(Turn turn, HostName upstream, HostName site, HostName name)
            throws InterruptedException {
        return change(turn, changes -> {
            var from = upstreams(upstream).resolve(site.value());
            var to = upstreams(upstream).resolve(name.value());
            if (!Files.exists(from)) {
                return Files.exists(to) ? StepOutcome.done() : missing(upstream, site);
            }
            var state = Files.readString(from);
            for (var other : new ProxyState(directory).all().keySet()) {
                changes.delete(upstreams(new HostName(other)).resolve(name.value()));
            }
            changes.delete(from);
            changes.write(to, state);
            new ProxyHosts(directory).rename(changes, site.value(), name.value());
            return StepOutcome.done();
        });
    }

    /** @param domains further names that stand as the site does, as far as they are behind the server */
    public StepOutcome setState(
            Turn turn, HostName upstream, HostName site, Collection<HostName> domains, SiteState state)
            throws InterruptedException {
        return change(turn, changes -> {
            if (!Files.exists(upstreams(upstream).resolve(site.value()))) {
                return missing(upstream, site);
            }
            for (var name : Stream.concat(Stream.of(site), domains.stream()).toList()) {
                var file = upstreams(upstream).resolve(name.value());
                if (Files.exists(file)) {
                    changes.write(file, text(state));
                }
            }
            return StepOutcome.done();
        });
    }

    private static String text(SiteState state) {
        return state == SiteState.ACTIVATED ? "" : state.word();
    }

    /**
     * A host shows a site, with a certificate where one is given.
     *
     * @param host a name, or {@code *.} and a name
     * @param files the certificate by the names of its files
     */
    public StepOutcome addHost(Turn turn, String host, Optional<HostName> target, Map<String, String> files)
            throws InterruptedException {
        return change(turn, changes -> {
            addHost(changes, host, target, files);
            return StepOutcome.done();
        });
    }

    /** Several wildcards at once, each with its certificate: all of them or none. */
    public StepOutcome addWildcards(Turn turn, Map<HostName, Map<String, String>> wildcards)
            throws InterruptedException {
        return change(turn, changes -> {
            for (var wildcard : wildcards.entrySet()) {
                addHost(changes, ProxyHosts.WILDCARD + wildcard.getKey(), Optional.empty(), wildcard.getValue());
            }
            return StepOutcome.done();
        });
    }

    private void addHost(FileChanges changes, String host, Optional<HostName> target, Map<String, String> files)
            throws IOException {
        var folder = new ProxyHosts(directory).of(host);
        changes.makeFolder(folder);
        changes.write(
                folder.resolve(ProxyHosts.MAP),
                ProxyHosts.json(host, target.map(HostName::value).orElse("$host")));
        for (var file : files.entrySet()) {
            changes.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    public StepOutcome removeHost(Turn turn, String host) throws InterruptedException {
        return change(turn, changes -> {
            changes.deleteFolder(new ProxyHosts(directory).of(host));
            return StepOutcome.done();
        });
    }

    /** Hosts lead to another one, which leads nowhere itself. */
    public StepOutcome redirect(Turn turn, Collection<HostName> hosts, HostName target) throws InterruptedException {
        return change(turn, changes -> {
            var all = new ProxyHosts(directory);
            changes.delete(all.of(target.value()).resolve(ProxyHosts.REDIRECT));
            for (var host : hosts) {
                if (!host.equals(target)) {
                    changes.makeFolder(all.of(host.value()));
                    changes.write(
                            all.of(host.value()).resolve(ProxyHosts.REDIRECT),
                            ProxyHosts.json(host.value(), target.value()));
                }
            }
            return StepOutcome.done();
        });
    }

    public StepOutcome removeRedirects(Turn turn, Collection<HostName> hosts) throws InterruptedException {
        return change(turn, changes -> {
            for (var host : hosts) {
                changes.delete(new ProxyHosts(directory).of(host.value()).resolve(ProxyHosts.REDIRECT));
            }
            return StepOutcome.done();
        });
    }

    /** Writes all anew from what is known of sites and hosts, and makes nginx read it. */
    public StepOutcome reload(Turn turn) throws InterruptedException {
        return change(turn, _ -> StepOutcome.done());
    }

    private Path upstreams(HostName upstream) {
        return directory.resolve("upstreams").resolve(upstream.value());
    }

    private static StepOutcome missing(HostName upstream, HostName site) {
        return no("site-not-behind-upstream", "Site " + site + " is not behind server " + upstream + "; add it first");
    }

    private static StepOutcome no(String code, String why) {
        return StepOutcome.failed(code, Map.of("why", why));
    }

    @FunctionalInterface
    private interface Work {
        StepOutcome on(FileChanges changes) throws IOException;
    }

    private StepOutcome change(Turn who, Work work) throws InterruptedException {
        // From the first change on: what is put back in the end must not have been read meanwhile.
        nginx.turn().lockInterruptibly();
        try {
            Files.createDirectories(directory);
            var changes = new FileChanges(directory.resolve("proxy.undo"));
            boolean kept = false;
            try {
                var outcome = work.on(changes);
                if (outcome instanceof StepOutcome.Done) {
                    outcome = nginx.apply(who.context(), who.step(), this::files);
                    kept = outcome instanceof StepOutcome.Done;
                }
                return kept ? StepOutcome.done() : outcome;
            } finally {
                if (kept) {
                    changes.keep();
                } else {
                    changes.putBack();
                }
            }
        } catch (IOException e) {
            return nginx.notWritten(e);
        } finally {
            nginx.turn().unlock();
        }
    }

    private Map<String, Optional<String>> files() throws IOException {
        var files = new TreeMap<>(benches.get());
        var server = new ProxyServer(
                directory, nginx.ports(), new ProxyState(directory).all(), new ProxyHosts(directory).all());
        files.put(ProxyServer.FILE, Optional.of(server.text()));
        return files;
    }
}
