package io.chantier.benches.servers;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Where a new site goes: to the least loaded server that takes new ones and has a bench with its apps. */
@Component
public class BenchPlacement {

    private final BenchServers servers;
    private final ServerConditions conditions;
    private final Benches benches;
    private final BenchSites sites;

    BenchPlacement(BenchServers servers, ServerConditions conditions, Benches benches, BenchSites sites) {
        this.servers = servers;
        this.conditions = conditions;
        this.benches = benches;
        this.sites = sites;
    }

    /** The apps that a new site can have, on whatever bench. */
    public SortedSet<String> apps() {
        var apps = new TreeSet<String>();
        open().forEach(server ->
                active(server).forEach(bench -> apps.addAll(bench.apps().keySet())));
        return apps;
    }

    /** Of servers that are equally full the first by name, and of its benches the one with the fewest sites. */
    public Optional<Bench> choose(Collection<String> apps) {
        return open().stream()
                .sorted(Comparator.comparingDouble(this::load).thenComparing(BenchServer::name))
                .flatMap(server -> active(server).stream()
                        .filter(bench -> bench.apps().keySet().containsAll(apps))
                        .sorted(Comparator.comparingInt(
                                        (Bench bench) -> bench.sites().size())
                                .thenComparing(Bench::name))
                        .limit(1))
                .findFirst();
    }

    private List<Bench> active(BenchServer server) {
        return benches.on(server.id()).stream()
                .filter(bench -> bench.state() == Bench.State.ACTIVE)
                .toList();
    }

    /** Those that answer, have room, and on which databases can be made. */
    private List<BenchServer> open() {
        return servers.all().stream()
                .filter(server ->
                        server.takesNew() && !server.databasePassword().isEmpty())
                .filter(server -> sites.countOn(server.id()) < server.maxSites())
                .filter(server -> {
                    var condition = conditions.of(server.id());
                    return condition.seenAt() != null && condition.problem() == null;
                })
                .toList();
    }

    private double load(BenchServer server) {
        return (double) sites.countOn(server.id()) / server.maxSites();
    }
}
