package io.chantier.deployment.dokploy;

import io.chantier.deployment.Elsewhere;
import io.chantier.deployment.Publisher.Notes;
import io.chantier.deployment.PublishingRecipe;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Moves a site to another server by replay: it is live and seen there before it leaves the old place. */
final class MoveSite implements PublishingRecipe {

    static final String KIND = "move-site";

    private final Places places;
    private final Settling settling;
    private final Elsewhere elsewhere;
    private final Sites sites;

    MoveSite(Places places, Settling settling, Elsewhere elsewhere, Sites sites) {
        this.places = places;
        this.settling = settling;
        this.elsewhere = elsewhere;
        this.sites = sites;
    }

    /** @param to a server; empty for our own edge */
    static JobOrder order(Site site, Optional<UUID> to) {
        var wanted = to.map(UUID::toString).orElse("");
        return JobOrder.of(KIND, site.id().toString(), site.team().value()).withInput("\"" + wanted + "\"");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var team = new TeamId(order.team());
        var id = new SiteId(UUID.fromString(order.subject()));
        var to = order.input().replace("\"", "");
        var server = to.isEmpty() ? Optional.<UUID>empty() : Optional.of(UUID.fromString(to));
        return List.of(
                step("arrive", team, id, (site, context) -> arrive(site, server, context))
                        .undoneAtOnceBy(_ -> server.ifPresent(there -> giveUp(team, id, there))),
                step("switch", team, id, (site, _) -> change(site, server)),
                step("leave", team, id, (site, _) -> {
                    elsewhere.settle(site);
                    return StepOutcome.done();
                }));
    }

    @FunctionalInterface
    private interface Work {
        StepOutcome run(Site site, StepContext context);
    }

    private Step step(String name, TeamId team, SiteId id, Work work) {
        return Step.named(
                name,
                context -> sites.find(team, id)
                        .map(site -> work.run(site, context))
                        .orElseGet(() -> StepOutcome.failed("site-gone", Map.of())));
    }

    private StepOutcome arrive(Site site, Optional<UUID> server, StepContext context) {
        if (server.isEmpty()) return settling.seenOnOurEdge(site).outcome();
        var key = Place.Key.of(site, server.get());
        var known = places.find(key);
        if (known.filter(place -> place.role() == Place.Role.CURRENT).isPresent()) return StepOutcome.done();
        places.put(key, Place.Role.COMING);
        var served = settling.served(site);
        var place = places.find(key);
        if (served.isEmpty() || place.isEmpty()) return StepOutcome.done();
        return settling.show(place.get(), served.get(), notes(context)).outcome();
    }

    /** From here on the site stands there; both places show the same. */
    private StepOutcome change(Site site, Optional<UUID> server) {
        places.move(site.team(), site.id(), server);
        return StepOutcome.done();
    }

    private void giveUp(TeamId team, SiteId id, UUID server) {
        places.of(team, id).stream()
                .filter(place -> place.key().server().equals(server) && place.role() == Place.Role.COMING)
                .forEach(place -> places.put(place.key(), Place.Role.LEAVING));
        sites.find(team, id).ifPresent(elsewhere::settle);
    }

    private Notes notes(StepContext context) {
        return (key, arguments) -> context.log(settling.line(key, arguments));
    }
}
