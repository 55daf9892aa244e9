package io.chantier.deployment.dokploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compares what the fake says with what the real server said: every field, its type and its value. Names that each
 * server makes up (ids, suffixes) are learnt where they are seen first; of times and the like only the type counts.
 */
final class Likeness {

    /** Values that differ from one run to the next. */
    private static final Set<String> VARYING = Set.of(
            "createdAt",
            "startedAt",
            "finishedAt",
            "timestamp",
            "processedOn",
            "logPath",
            "stack",
            "currentState",
            "containerId",
            "ownerId",
            "customId",
            "notificationId",
            "organizationId",
            "id",
            "href");

    /** Lists and numbers that hold what earlier runs left on the recorded server: the newest are compared. */
    private static final Set<String> SHARED = Set.of("project.all", "search", "allCentralized", "notification.all");

    private static final Pattern MADE_UP = Pattern.compile(".*Id|appName|refreshToken");

    private final Map<String, String> names = new TreeMap<>();

    /** The recorded text with the fake's names in it. */
    String translated(String text) {
        var translated = text;
        for (var name : names.entrySet()) translated = translated.replace(name.getKey(), name.getValue());
        return translated;
    }

    /** What is different, each with its place; empty where nothing is. */
    List<String> differences(String call, JsonNode recorded, JsonNode fake) {
        var differences = new ArrayList<String>();
        compare(call, "", recorded, fake, differences);
        return differences;
    }

    private void compare(String call, String at, JsonNode recorded, JsonNode fake, List<String> differences) {
        if (recorded.getNodeType() != fake.getNodeType()) {
            differences.add(at + ": " + recorded.getNodeType() + " recorded, " + fake.getNodeType() + " from the fake");
            return;
        }
        if (at.endsWith("/deployments")) arrays(call, at, sorted(recorded), sorted(fake), differences);
        else if (recorded.isObject()) objects(call, at, recorded, fake, differences);
        else if (recorded.isArray()) arrays(call, at, recorded, fake, differences);
        else scalars(call, at, recorded, fake, differences);
    }

    private void objects(String call, String at, JsonNode recorded, JsonNode fake, List<String> differences) {
        var names = new TreeSet<>(recorded.propertyNames());
        names.addAll(fake.propertyNames());
        for (var name : names) {
            var place = at + "/" + name;
            if (!fake.has(name)) differences.add(place + ": missing from the fake");
            else if (!recorded.has(name)) differences.add(place + ": never recorded");
            else compare(call, place, recorded.path(name), fake.path(name), differences);
        }
    }

    private void arrays(String call, String at, JsonNode recorded, JsonNode fake, List<String> differences) {
        var shared = SHARED.stream().anyMatch(call::contains) && (at.isEmpty() || at.equals("/items"));
        if (shared ? fake.size() > recorded.size() : fake.size() != recorded.size())
            differences.add(at + ": " + recorded.size() + " recorded, " + fake.size() + " from the fake");
        for (var place = 0; place < Math.min(recorded.size(), fake.size()); place++)
            compare(call, at + "/" + place, recorded.path(place), fake.path(place), differences);
    }

    /** The deployments inside an application come in no order at all. */
    private JsonNode sorted(JsonNode deployments) {
        var sorted = JsonNodeFactory.instance.arrayNode();
        deployments
                .valueStream()
                .sorted(Comparator.comparing(
                        one -> translated(one.path("deploymentId").asString())))
                .forEach(sorted::add);
        return sorted;
    }

    private void scalars(String call, String at, JsonNode recorded, JsonNode fake, List<String> differences) {
        var name = at.substring(at.lastIndexOf('/') + 1);
        if (VARYING.contains(name) || varies(call, at)) return;
        if (recorded.isString() && MADE_UP.matcher(name).matches()) learn(recorded.asString(), fake.asString());
        var expected = plain(call, translated(recorded.asString("")));
        var said = plain(call, fake.asString(""));
        if (!expected.equals(said))
            differences.add(at + ": \"" + expected + "\" recorded, \"" + said + "\" from the fake");
    }

    /** Numbers of the whole server, a name with dice in it, Docker's own names, a line of Docker that was cut. */
    private static boolean varies(String call, String at) {
        return call.contains("homeStats")
                || at.equals("/total")
                || call.contains("generateDomain")
                || call.contains("getContainersByAppNameMatch") && !at.endsWith("/state")
                || call.contains("getServiceContainersByAppName") && at.equals("/4/error");
    }

    /** A log without the numbers that Docker gives its layers, and without what it had built before. */
    private static String plain(String call, String text) {
        if (!call.contains("readLogs")) return text;
        return text.replace(" ---> Using cache\n", "").replaceAll("\\b[0-9a-f]{12}\\b", "(layer)");
    }

    private void learn(String recorded, String fake) {
        // The token is masked, and another one after it was refreshed.
        if (recorded.equals("<REFRESH_TOKEN>")) names.put(recorded, fake);
        else names.putIfAbsent(recorded, fake);
    }
}
