package io.chantier.benches.agent;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A bench as its agent lists it: the names of its apps and of its sites. */
public record Listing(Set<String> apps, Set<String> sites) {

    public Listing {
        apps = Set.copyOf(apps);
        sites = Set.copyOf(sites);
    }

    static Listing of(JsonNode bench) {
        return new Listing(names(bench.path("apps")), names(bench.path("sites")));
    }

    private static Set<String> names(JsonNode named) {
        return new TreeSet<>(named.propertyNames());
    }
}
