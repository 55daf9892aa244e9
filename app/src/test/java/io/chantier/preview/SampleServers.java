package io.chantier.preview;

import io.chantier.deployment.dokploy.ServerDesk.Listing;
import io.chantier.deployment.dokploy.ServerForm;
import io.chantier.deployment.dokploy.SitePlaces.Choice;
import io.chantier.deployment.dokploy.SitePlaces.Following;
import io.chantier.deployment.web.ServersView;
import io.chantier.jobs.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Servers as an agency has them. */
final class SampleServers {

    private SampleServers() {}

    static ServersView.All all() {
        return new ServersView.All(
                List.of(
                        listing("Rennes", true, true, 23),
                        listing("Nantes", true, false, 84),
                        listing("Brest", false, false, 0)),
                new ServersView.Filled(ServerForm.EMPTY, false, true, null));
    }

    static ServersView.One one() {
        var form = new ServerForm(
                "Rennes", "https://dokploy.atelier-garnier.fr", "", "", "nginx:alpine", "letsencrypt", 90, 2, true);
        return new ServersView.One(
                listing("Rennes", true, true, 23),
                new ServersView.Filled(form, false, false, null),
                new ServersView.Result("dokploy-key-limit", Map.of("server", "Rennes")));
    }

    static List<Choice> places() {
        return List.of(
                new Choice("edge", "", true, false),
                new Choice(UUID.randomUUID().toString(), "Rennes", false, false),
                new Choice(UUID.randomUUID().toString(), "Nantes", false, true));
    }

    static Following following() {
        return new Following(new Failure(
                "dokploy-no-connection",
                Map.of("server", "Rennes", "address", "https://dokploy.rennes.example", "said", "")));
    }

    private static Listing listing(String name, boolean keyed, boolean takesNew, int sites) {
        return new Listing(
                UUID.randomUUID(),
                name,
                "https://dokploy." + name.toLowerCase(Locale.ROOT) + ".example",
                keyed,
                false,
                "",
                "nginx:alpine",
                "letsencrypt",
                90,
                2,
                takesNew,
                sites > 0,
                sites);
    }
}
