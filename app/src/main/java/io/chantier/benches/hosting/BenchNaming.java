package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.AgentTrouble.Kind;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.servers.BenchDomains;
import io.chantier.benches.servers.BenchDomains.Answered;
import io.chantier.benches.servers.BenchDomains.Line;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Under which names benches have to answer for sites: those of the customer's own, and the name of ours where the site is called
 * otherwise there. One that was there before us answers to a name of ours once it has one of the customer's.
 */
@Component
public class BenchNaming {

    private final BenchDomains domains;
    private final Housing.Finder houses;
    private final Agents agents;
    private final BenchRenaming.Names names;

    BenchNaming(BenchDomains domains, Housing.Finder houses, Agents agents, BenchRenaming.Names names) {
        this.domains = domains;
        this.houses = houses;
        this.agents = agents;
        this.names = names;
    }

    /** What an agent says of the names of a site. */
    public sealed interface Look {

        /** @param hostName what the site calls itself; empty where it is not said */
        record Told(SortedSet<String> names, String hostName) implements Look {}

        /** @param passing whether it may answer later by itself */
        record Silent(Failure why, boolean passing) implements Look {}
    }

    /**
     * How the names that a site has differ from those that it is to have.
     *
     * @param leaving to be taken away first; one that is wanted again is among them where its removal is under way
     * @param missing to be added then
     */
    public record Difference(SortedSet<String> leaving, SortedSet<String> missing) {}

    /** A site that has, or is to have, names besides its own. */
    public record Named(TeamId team, SiteId site) {}

    /** Whose site this is; empty for one that lives on no bench. */
    public Optional<TeamId> teamOf(UUID site) {
        return domains.find(site).map(Line::team);
    }

    /** Whether the agent has something to do so that the site answers as it should, as far as is known without asking it. */
    public boolean isOwed(Site site) {
        return domains.find(site.id().value())
                .filter(line -> isOwed(line) || hostNameDiffers(site, line))
                .isPresent();
    }

    private boolean isOwed(Line line) {
        var wanted = wanted(line);
        return !line.answered().names().equals(wanted)
                || !wanted.containsAll(line.asked().keySet());
    }

    /** Every site that has, or is to have, names besides its own: by few questions, however many there are. */
    public List<Named> named() {
        var asked = names.customers().all();
        return domains.all().stream()
                .filter(line -> !line.answered().names().isEmpty()
                        || !line.asked().isEmpty()
                        || !wanted(line, asked.getOrDefault(line.slug(), List.of()))
                                .isEmpty())
                .map(line -> new Named(line.team(), line.site()))
                .toList();
    }

    private SortedSet<String> wanted(Line line) {
        return wanted(line, names.customers().of(line.slug()));
    }

    private SortedSet<String> wanted(Line line, List<CustomDomain> asked) {
        var given = names.given().now();
        var wanted = asked.stream()
                .map(CustomDomain::name)
                .filter(name -> !name.equals(given.domain()) && !name.isUnder(given.domain()))
                .map(DomainName::value)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!line.home().adopted() || !wanted.isEmpty())
            wanted.add(given.site(line.slug()).getHost());
        wanted.remove(line.home().host());
        return wanted;
    }

    private boolean hostNameDiffers(Site site, Line line) {
        var said = line.answered().hostName();
        return hostName(site, line)
                .filter(wanted -> said == null
                        ? !URI.create(wanted).getHost().equals(line.home().host())
                        : !wanted.equals(said))
                .isPresent();
    }

    /** What the site is to call itself; empty where that is not ours to say. */
    private Optional<String> hostName(Site site, Line line) {
        var address = names.addresses().of(site);
        boolean silent = line.home().adopted()
                && line.answered().hostName() == null
                && line.home().host().equals(address.getHost());
        return silent ? Optional.empty() : Optional.of(address.toString());
    }

    /** Asks the agent. */
    public Look look(Site site) {
        var housing = houses.get(site);
        try {
            var config =
                    agents.of(housing.server().id()).get(housing.path("info")).at("/data/config");
            return new Look.Told(
                    config.path("domains")
                            .valueStream()
                            .map(BenchNaming::name)
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)),
                    config.path("host_name").asString(""));
        } catch (AgentTrouble trouble) {
            boolean passing = trouble.kind() == Kind.UNREACHABLE || trouble.kind() == Kind.UNSURE;
            return new Look.Silent(trouble.why(), passing);
        }
    }

    /** Frappe writes one that has a certificate as an object. */
    private static String name(JsonNode entry) {
        return (entry.isObject() ? entry.path("domain") : entry).asString("");
    }

    /** Notes what the agent told, and compares it with what is wanted. */
    public Difference difference(Site site, Look.Told told) {
        var line = line(site);
        var wanted = wanted(line);
        note(site, line, told, wanted);
        var leaving = new TreeSet<>(line.asked().keySet());
        leaving.removeIf(name -> wanted.contains(name) && !line.isLeaving(name));
        var missing = new TreeSet<>(wanted);
        missing.removeIf(name -> told.names().contains(name) && !leaving.contains(name));
        return new Difference(leaving, missing);
    }

    /** What is to go stays noted until it is gone; what somebody else had added goes with what we do, once it is the customer's. */
    private void note(Site site, Line line, Look.Told told, Set<String> wanted) {
        var names = new TreeSet<>(told.names());
        names.removeIf(name -> !wanted.contains(name) && !line.asked().containsKey(name));
        names.stream().filter(name -> !line.asked().containsKey(name)).forEach(name -> domains.ask(site, name));
        domains.note(site, new Answered(names, line.answered().hostName()));
    }

    /** What an archived site is not to have any more goes without an order: nothing of it is on its bench. */
    @Transactional
    public void letGo(Site site) {
        var line = line(site);
        var leaving = new TreeSet<>(line.asked().keySet());
        leaving.removeAll(wanted(line));
        if (!leaving.isEmpty()) domains.forget(site, leaving);
    }

    /** What the site is to be told to call itself; empty where it does so already, or where that is not ours to say. */
    public Optional<String> introduction(Site site, Look.Told told) {
        var line = line(site);
        var wanted = hostName(site, line);
        if (wanted.isEmpty() || !wanted.get().equals(told.hostName())) return wanted;
        domains.note(site, new Answered(line.answered().names(), wanted.get()));
        return Optional.empty();
    }

    private Line line(Site site) {
        return domains.find(site.id().value()).orElseThrow();
    }
}
