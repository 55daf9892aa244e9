package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants done with a site.
 *
 * @param arguments what else the job needs, by name
 * @param atMost after this each command of the job is ended
 */
public record SiteCall(BenchName bench, SiteName site, Map<String, JsonNode> arguments, Duration atMost) {

    private static final String BENCH = "bench";
    private static final String SITE = "site";
    private static final String SECONDS = "seconds";
    private static final List<String> NAMES = List.of("new_name", "domain");
    /** Of an order: the bench to which the site goes. */
    static final String TARGET = "target";

    public SiteCall {
        arguments = Map.copyOf(arguments);
    }

    /** What the order of a job says. */
    public static SiteCall of(JobOrder order) {
        var arguments = new TreeMap<String, JsonNode>();
        Wire.tree(order.input()).forEachEntry(arguments::put);
        var atMost = Duration.ofSeconds(known(arguments, SECONDS).asLong(Command.LONGEST.toSeconds()));
        return new SiteCall(
                new BenchName(known(arguments, BENCH).asString()),
                new SiteName(known(arguments, SITE).asString()),
                arguments,
                atMost);
    }

    /** What {@link #of(JobOrder)} reads from the order of a job. */
    public Map<String, JsonNode> written() {
        var all = new TreeMap<>(arguments);
        all.put(BENCH, Wire.toTree(bench.value()));
        all.put(SITE, Wire.toTree(site.value()));
        all.put(SECONDS, Wire.toTree(atMost.toSeconds()));
        return all;
    }

    /** The same for a site that has moved or has another name now. */
    public SiteCall at(BenchName otherBench, SiteName otherSite) {
        return new SiteCall(otherBench, otherSite, arguments, atMost);
    }

    /** The bench of the site, and the one to which it goes. */
    public Set<BenchName> benches() {
        return arguments.containsKey(TARGET) ? Set.of(bench, bench(TARGET)) : Set.of(bench);
    }

    /** What the order itself tells that it works on: its site, and the names that it gives to sites. */
    public Claim claim() {
        var names = NAMES.stream()
                .flatMap(name -> SiteName.of(text(name)).stream())
                .collect(Collectors.toCollection(HashSet::new));
        names.add(site);
        return Claim.ofSites(names, benches());
    }

    /** A flag, or what holds where it was left out. */
    public boolean is(String argument, boolean otherwise) {
        var given = arguments.get(argument);
        return given == null ? otherwise : given.asBoolean(otherwise);
    }

    List<AppName> apps() {
        return argument("apps")
                .valueStream()
                .map(app -> new AppName(app.asString()))
                .distinct()
                .toList();
    }

    AppName app() {
        return new AppName(known(arguments, "app").asString());
    }

    private static JsonNode known(Map<String, JsonNode> arguments, String name) {
        return Objects.requireNonNull(arguments.get(name), name);
    }

    SiteName site(String argument) {
        return new SiteName(known(arguments, argument).asString());
    }

    BenchName bench(String argument) {
        return new BenchName(known(arguments, argument).asString());
    }

    /** The failure of a job whose site is not there any more. */
    public StepOutcome vanished() {
        return StepOutcome.failed("site-missing", Map.of("site", site.value(), "bench", bench.value()));
    }

    /** A text, or an empty one where it was left out. */
    public String text(String name) {
        return argument(name).asString("");
    }

    /** Empty where it was left out. */
    public JsonNode argument(String name) {
        return arguments.getOrDefault(name, Wire.emptyObject());
    }
}
