package io.chantier.ingress.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chooses a router as Traefik v3 does: of those on the entry point whose rule fits, the one of the highest priority. It
 * reads three matchers and refuses everything else, so a rule that holds more than one thing fails.
 */
final class TraefikStandIn {

    private static final Pattern RULE = Pattern.compile("(Host|HostRegexp|PathPrefix)\\(`([^`]*)`\\)");

    private final JsonNode http;

    TraefikStandIn(byte[] configuration) {
        this.http = JsonMapper.shared().readTree(configuration).get("http");
    }

    TraefikStandIn(Document document) {
        this(document.bytes());
    }

    /** Where a visitor comes out. */
    record Chosen(String router, String service, List<String> middlewares) {}

    Chosen encrypted(String host) {
        return choose("websecure", host);
    }

    Chosen plain(String host) {
        return choose("web", host);
    }

    JsonNode middleware(String name) {
        return http.get("middlewares").get(name);
    }

    JsonNode routers() {
        return http.get("routers");
    }

    private Chosen choose(String entryPoint, String host) {
        var fitting = new ArrayList<String>();
        for (var name : http.get("routers").propertyNames()) {
            var router = http.get("routers").get(name);
            if (texts(router.get("entryPoints")).contains(entryPoint)
                    && fits(router.get("rule").asString(), host)) fitting.add(name);
        }
        if (fitting.isEmpty()) return new Chosen("404", "404", List.of());
        fitting.sort(Comparator.comparingInt(this::priority).reversed());
        if (fitting.size() > 1) {
            assertThat(priority(fitting.get(0))).as("a tie for %s", host).isGreaterThan(priority(fitting.get(1)));
        }
        var router = http.get("routers").get(fitting.getFirst());
        var middlewares = texts(router.get("middlewares"));
        assertThat(middlewares).allSatisfy(name -> assertThat(middleware(name)).isNotNull());
        return new Chosen(fitting.getFirst(), router.get("service").asString(), middlewares);
    }

    private int priority(String router) {
        return http.get("routers").get(router).get("priority").asInt();
    }

    private static boolean fits(String rule, String host) {
        var read = RULE.matcher(rule);
        assertThat(read.matches()).as("the rule %s", rule).isTrue();
        return switch (read.group(1)) {
            case "Host" -> read.group(2).equals(host);
            case "HostRegexp" -> Pattern.compile(read.group(2)).matcher(host).find();
            default -> true;
        };
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
