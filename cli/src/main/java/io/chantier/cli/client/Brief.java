package io.chantier.cli.client;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A brief as a person writes it into a file, in one flat object; the API wants it sorted into the site's profile, its
 * wishes and what is told of the business. A service may be a mere title.
 */
public final class Brief {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> OF_THE_SITE = List.of("name", "slug", "language");
    private static final List<String> OF_THE_WISHES = List.of("look", "colours", "tone", "description", "languages");

    private Brief() {}

    /** What {@code POST /api/sites} takes; keys that we do not know go along, so that the server can name them. */
    public static ObjectNode wish(JsonNode brief) {
        var site = JSON.createObjectNode();
        var wishes = JSON.createObjectNode();
        var business = JSON.createObjectNode();
        for (var entry : brief.properties()) {
            var key = entry.getKey();
            if (OF_THE_SITE.contains(key)) site.set(key, entry.getValue());
            else if (OF_THE_WISHES.contains(key)) wishes.set(key, entry.getValue());
            else business.set(key, key.equals("services") ? services(entry.getValue()) : entry.getValue());
        }
        wishes.set("business", business);
        site.set("wishes", wishes);
        return site;
    }

    private static JsonNode services(JsonNode given) {
        var services = JSON.createArrayNode();
        for (var service : given) {
            services.add(service.isString() ? JSON.createObjectNode().set("title", service) : service);
        }
        return services;
    }
}
