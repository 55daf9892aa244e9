package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.AgentOrder.Call;
import io.chantier.benches.servers.BenchRoutes;
import io.chantier.ingress.HostedSites.Standing;
import io.chantier.ingress.Naming;
import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import io.chantier.outbound.Endpoints;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import io.chantier.values.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Sites on benches: what their agents are to do, how their visitors get there. */
@Component
public class BenchHosting {

    /** What each site answers with 200 that is there and not closed. */
    public static final String PING = "/api/method/ping";

    /** What every site has and nobody chooses. */
    public static final String FRAMEWORK = "frappe";

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final BenchClaims claims;
    private final BenchRoutes routes;
    private final Housing.Finder houses;
    private final Naming names;
    private final Outside outside;

    BenchHosting(BenchClaims claims, BenchRoutes routes, Housing.Finder houses, Naming names, Outside outside) {
        this.claims = claims;
        this.routes = routes;
        this.houses = houses;
        this.names = names;
        this.outside = outside;
    }

    /** What is neither ours nor the agents'. */
    @Component
    record Outside(Endpoints endpoints, BackupStore store) {}

    /** It was seen: from now on it has data that are worth a last backup. */
    public void came(Site site) {
        claims.came(site);
    }

    /** From now on the site is known as a copy of this one. */
    public void markCopy(Site site, Site original) {
        claims.markCopy(site, original);
    }

    /** Asks the agent itself whether the site's name is free; else what becomes of the step that makes it. */
    public Optional<StepOutcome> obstacle(Site site) {
        return claims.obstacle(site);
    }

    /** Everything that makes the site on its bench: database, apps, configuration, scheduler, user, its entry in nginx. */
    public AgentOrder newSite(Site site, Collection<String> apps, Secret adminPassword, Optional<FirstUser> user) {
        var housing = housing(site);
        var body = new HashMap<String, Object>(Map.of(
                "name",
                housing.host(),
                "apps",
                withFramework(apps),
                "config",
                Map.of("host_name", names.now().site(site.slug()).toString()),
                "mariadb_root_password",
                housing.server().databasePassword().reveal(),
                "admin_password",
                adminPassword.reveal()));
        user.ifPresent(first -> body.put("create_user", first.order()));
        var path = AgentRequest.path("benches", housing.bench().name(), "sites");
        return order(housing, "New Site", path, body).within(Duration.ofHours(1));
    }

    /** Takes it off its bench with its database, whatever state it is in; empty where it never had a place. */
    public Optional<AgentOrder> archive(Site site) {
        return houses.of(site).map(housing -> {
            var body = Map.of(
                    "mariadb_root_password", housing.server().databasePassword().reveal(), "force", true);
            return order(housing, "Archive Site", path(housing, "archive"), body);
        });
    }

    /** With its files; where there is a store, and the agent is ours, they go there and do not stay on the server. */
    public AgentOrder backup(Site site) {
        var housing = housing(site);
        var body = new HashMap<String, Object>(outside.store().order(site));
        body.put("with_files", true);
        return order(housing, "Backup Site", path(housing, "backup"), body);
    }

    /** From the commit on, its visitors are led there. */
    public void open(Site site) {
        routes.stand(site, Standing.ONLINE);
    }

    /** Nobody is led there any more; for what never was online. */
    public void close(Site site) {
        routes.withdraw(site);
    }

    /** Looks at the site as its visitors do, at the server that they are led to; empty where it answers. */
    public Optional<Failure> look(Site site) {
        var housing = housing(site);
        var address = housing.server().upstream().address().resolve(PING);
        var call = Endpoints.Call.get(address).within(LOOK).with("Host", housing.host());
        var seen = switch (outside.endpoints().send(call)) {
            case Endpoints.Reply.Answered answer -> String.valueOf(answer.status());
            case Endpoints.Reply.Broken(var trouble) -> trouble.inWords();
        };
        if (seen.equals("200")) return Optional.empty();
        var words = Map.of(
                "host", housing.host(), "server", housing.server().name(), "address", address.toString(), "seen", seen);
        return Optional.of(new Failure("bench-site-silent", words));
    }

    private AgentOrder order(Housing housing, String name, String path, Map<String, ?> body) {
        var call = Call.post(path, Wire.toTree(body));
        var site = housing.site();
        return AgentOrder.of(housing.server().id(), site.team(), name, call).about(site.id());
    }

    private static String path(Housing housing, String what) {
        return AgentRequest.path("benches", housing.bench().name(), "sites", housing.host(), what);
    }

    private Housing housing(Site site) {
        return houses.of(site).orElseThrow(() -> new IllegalStateException("No place for " + site.slug()));
    }

    static List<String> withFramework(Collection<String> apps) {
        return Stream.concat(Stream.of(FRAMEWORK), apps.stream()).distinct().toList();
    }
}
