package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.servers.BenchDomains;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.values.DomainName;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The names that sites have on their benches, and how they get another one. Their databases keep theirs. */
@Component
public class BenchRenaming {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Housing.Finder houses;
    private final Agents agents;
    private final BenchClaims claims;
    private final BenchDomains domains;
    private final Names names;

    BenchRenaming(Housing.Finder houses, Agents agents, BenchClaims claims, BenchDomains domains, Names names) {
        this.houses = houses;
        this.agents = agents;
        this.claims = claims;
        this.domains = domains;
        this.names = names;
    }

    /** How sites are called elsewhere. */
    @Component("benchPublicNames")
    record Names(Naming given, CustomNames customers, SiteAddresses addresses) {}

    /**
     * What could be done about a site's name.
     *
     * @param host as its bench calls it now
     * @param expected as a new site would be called today
     * @param adopted whether another one may be chosen
     */
    public record Choice(String host, String expected, boolean adopted) {

        public boolean isDue() {
            return adopted || !host.equals(expected);
        }
    }

    public Choice choice(Site site) {
        var housing = houses.get(site);
        var expected = names.given().now().site(site.slug()).getHost();
        boolean adopted = domains.find(site.id().value())
                .map(line -> line.home().adopted())
                .orElse(false);
        return new Choice(housing.host(), expected, adopted);
    }

    /** Whether another name makes sense for the site, which need not have a place. */
    public boolean isDue(Site site) {
        return houses.of(site).isPresent() && choice(site).isDue();
    }

    /** The name that the site is to get; a problem of the field {@code host} where it cannot. */
    public String wanted(Site site, String typed) {
        var choice = choice(site);
        var text = typed.isBlank() && !choice.adopted() ? choice.expected() : typed;
        var wanted = read(text);
        if (wanted.value().equals(choice.host())) throw wrong("bench-name-same", wanted);
        if (!mayHave(site, wanted.value())) {
            throw wrong(choice.adopted() ? "bench-name-unproved" : "bench-name-fixed", wanted);
        }
        if (claims.isTakenByAnother(site, wanted.value())) throw wrong("bench-host-taken", wanted);
        return wanted.value();
    }

    /** The name that a new site would have is every site's to have; one that was adopted gets those that were proved for it, too. */
    private boolean mayHave(Site site, String host) {
        var choice = choice(site);
        return host.equals(choice.expected()) || choice.adopted() && isProved(site, host);
    }

    /** Names under the installation's own domain are given to sites by it, whatever was proved for them. */
    private boolean isProved(Site site, String host) {
        var own = names.given().now().domain();
        return names.customers().of(site.slug()).stream()
                .map(CustomDomain::name)
                .filter(name -> !name.equals(own) && !name.isUnder(own))
                .anyMatch(name -> name.value().equals(host));
    }

    /** Why the site may not be called so any more; empty where it may. */
    public Optional<Failure> refusal(Site site, String host) {
        return mayHave(site, host)
                ? Optional.empty()
                : Optional.of(new Failure("bench-name-unproved", Map.of("host", host)));
    }

    private static DomainName read(String typed) {
        if (typed.isBlank()) throw new ProblemException(Problem.ofField("host", "required", Map.of()));
        try {
            return DomainName.typed(typed);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.ofField("host", "malformed", Map.of()));
        }
    }

    private static ProblemException wrong(String code, DomainName host) {
        return new ProblemException(Problem.ofField("host", code, Map.of("host", host.inUnicode())));
    }

    /** Which of two names the bench has. */
    public sealed interface Seen {
        record Before() implements Seen {}

        record After() implements Seen {}

        record Both() implements Seen {}

        record Neither() implements Seen {}

        /** @param then what becomes of the step */
        record Silent(StepOutcome then) implements Seen {}
    }

    /** Asks the agent, whatever was ordered from it. */
    public Seen see(Site site, String before, String after) {
        var housing = houses.get(site);
        try {
            var listed = agents.of(housing.server().id())
                    .benches()
                    .get(housing.bench().name());
            var sites = listed == null ? Set.<String>of() : listed.sites();
            if (sites.contains(before)) return sites.contains(after) ? new Seen.Both() : new Seen.Before();
            return sites.contains(after) ? new Seen.After() : new Seen.Neither();
        } catch (AgentTrouble trouble) {
            boolean passing =
                    trouble.kind() == AgentTrouble.Kind.UNREACHABLE || trouble.kind() == AgentTrouble.Kind.UNSURE;
            return new Seen.Silent(
                    passing ? new StepOutcome.LookAgain(ASK_AGAIN) : new StepOutcome.Failed(trouble.why()));
        }
    }

    /** Closes the site, renames it, and opens it again under its new name; it calls itself by it unless it has a better one. */
    public AgentOrder rename(Site site, String from, String to) {
        var housing = houses.get(site);
        var path = housing.at(from).path("rename");
        var body = Map.of("new_name", to, "config", Map.of("host_name", hostName(site, from, to)));
        return housing.order("Rename Site", "POST", path, body);
    }

    private String hostName(Site site, String from, String to) {
        var address = names.addresses().of(site);
        var host = address.getHost();
        boolean isDomain =
                domains.of(site).filter(known -> known.names().contains(host)).isPresent();
        if (isDomain) return address.toString();
        var own = names.given().now().site(site.slug());
        if (own.getHost().equals(to)) return own.toString();
        return (host.equals(from) || host.equals(to) ? URI.create("https://" + to) : address).toString();
    }

    /** From the commit on, the site is asked for by this name at its agent. */
    public void renamed(Site site, String host) {
        domains.renamed(site, host);
    }
}
