package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.AgentTrouble.Kind;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.servers.BenchDomains;
import io.chantier.benches.servers.BenchDomains.Answered;
import io.chantier.benches.servers.BenchDomains.Line;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
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
    private final CustomNames customers;
    private final Naming names;
    private final SiteAddresses addresses;

    BenchNaming(
            BenchDomains domains,
            Housing.Finder houses,
            Agents agents,
            CustomNames customers,
            Naming names,
            SiteAddresses addresses) {
        this.domains = domains;
        this.houses = houses;
        this.agents = agents;
        this.customers = customers;
        this.names = names;
        this.addresses = addresses;
    }

    /** What an agent says of the names of a site. */
    public sealed interface Look {

        /** @param hostName what the site calls itself; empty where it is not said */
        record Told(SortedSet<String> names, String hostName) implements Look {}

        /** @param passing whether it may answer later by itself */
        record Silent(Failure why, boolean passing) implements Look {}
    }

    /**
     * Something to be ordered so that a site answers as it should.
     *
     * @param about tells it from the others of the site
     */
    public record Errand(String about, AgentOrder order) {}

    /** A site that has, or is to have, names besides its own. */
    public record Named(TeamId team, SiteId site) {}

    /** Whose site this is; empty for one that lives on no bench. */
    public Optional<TeamId> teamOf(UUID site) {
        return domains.find(site).map(Line::team);
    }

    /** Whether the agent has something to do so that the site answers as it should, as far as is known without asking it. */
    public boolean isOwed(Site site) {
        return domains.find(site.id().value())
                .filter(line -> !line.answered().names().equals(wanted(line, customers.of(line.slug())))
                        || hostNameDiffers(site, line))
                .isPresent();
    }

    /** Every site that has, or is to have, names besides its own: by few questions, however many there are. */
    public List<Named> named() {
        var named = customers.all();
        return domains.all().stream()
                .filter(line -> !line.answered().names().isEmpty()
                        || !wanted(line, named.getOrDefault(line.slug(), List.of()))
                                .isEmpty())
                .map(line -> new Named(line.team(), line.site()))
                .toList();
    }

    private SortedSet<String> wanted(Line line, List<CustomDomain> asked) {
        var given = names.now();
        var wanted = asked.stream()
                .map(CustomDomain::name)
                .filter(name -> !name.equals(given.domain()) && !name.isUnder(given.domain()))
                .map(DomainName::value)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!line.home().adopted() || !wanted.isEmpty()) wanted.add(own(line.slug()));
        wanted.remove(line.home().host());
        return wanted;
    }

    private String own(Slug slug) {
        return names.now().site(slug).getHost();
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
        var address = addresses.of(site);
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

    /** Notes what the agent told; then what it has to do: the names first, since a site only calls itself what it answers to. */
    public List<Errand> errands(Site site, Look.Told told) {
        var line = domains.find(site.id().value()).orElseThrow();
        var wanted = wanted(line, customers.of(line.slug()));
        var errands = new ArrayList<Errand>();
        for (var name : line.answered().names()) {
            if (!wanted.contains(name) && told.names().contains(name)) errands.add(removal(site, name));
        }
        for (var name : wanted) if (!told.names().contains(name)) errands.add(addition(site, name));
        note(site, line, told, wanted);
        return errands;
    }

    /** What is to go stays noted until it is gone. */
    private void note(Site site, Line line, Look.Told told, Set<String> wanted) {
        var names = new TreeSet<>(told.names());
        names.removeIf(
                name -> !wanted.contains(name) && !line.answered().names().contains(name));
        domains.note(site, new Answered(names, line.answered().hostName()));
    }

    /** How the site is told what to call itself; empty where it does so already. */
    public Optional<Errand> introduction(Site site, Look.Told told) {
        var line = domains.find(site.id().value()).orElseThrow();
        var wanted = hostName(site, line);
        if (wanted.isEmpty()) return Optional.empty();
        if (wanted.get().equals(told.hostName())) {
            domains.note(site, new Answered(line.answered().names(), wanted.get()));
            return Optional.empty();
        }
        return Optional.of(new Errand("host_name " + wanted.get(), configuration(site, wanted.get())));
    }

    private Errand addition(Site site, String name) {
        var housing = houses.get(site);
        var order = housing.order("Add Domain", "POST", housing.path("domains"), Map.of("domain", name));
        return new Errand("add " + name, order);
    }

    private Errand removal(Site site, String name) {
        var housing = houses.get(site);
        var order = housing.order("Remove Domain", "DELETE", housing.path("domains", name), Map.of());
        return new Errand("remove " + name, order);
    }

    private AgentOrder configuration(Site site, String hostName) {
        var housing = houses.get(site);
        var body = Map.of("config", Map.of("host_name", hostName), "remove", List.of());
        return housing.order("Update Site Configuration", "POST", housing.path("config"), body);
    }
}
