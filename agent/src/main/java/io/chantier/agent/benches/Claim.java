package io.chantier.agent.benches;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job works on, until it is over.
 *
 * @param alone what no other job may work on meanwhile
 * @param shared what others may claim too, as long as they share it
 */
public record Claim(Set<String> alone, Set<String> shared) {

    /** Of a job that is in nobody's way. */
    public static final Claim NONE = new Claim(Set.of(), Set.of());

    public Claim {
        alone = Set.copyOf(alone);
        shared = Set.copyOf(shared);
    }

    /** Sites have one job at a time, and the names that a job may give to sites too; benches have many such jobs. */
    public static Claim ofSites(Collection<SiteName> sites, Collection<BenchName> benches) {
        return new Claim(
                sites.stream().map(site -> "site " + site).collect(Collectors.toSet()),
                benches.stream().map(Claim::bench).collect(Collectors.toSet()));
    }

    /** A bench as a whole, which none of its sites may be at work on. */
    public static Claim ofBench(BenchName bench) {
        return new Claim(Set.of(bench(bench), programs(bench)), Set.of());
    }

    /** The programs of a bench, whatever its sites are at: a restart is wanted because of a job that hangs. */
    public static Claim ofPrograms(BenchName bench) {
        return new Claim(Set.of(programs(bench)), Set.of(bench(bench)));
    }

    private static String bench(BenchName bench) {
        return "bench " + bench;
    }

    private static String programs(BenchName bench) {
        return "programs " + bench;
    }

    /** Everything, be it shared or not. */
    Stream<String> all() {
        return Stream.concat(alone.stream(), shared.stream());
    }
}
