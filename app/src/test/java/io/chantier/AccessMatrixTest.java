package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.identity.Accounts;
import io.chantier.identity.Role;
import io.chantier.identity.Routes;
import io.chantier.identity.TeamFixture;
import io.chantier.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Asks for every route that exists, as every kind of caller, and compares what happens with {@code access-matrix.txt}.
 * A new route has to get a row in {@link Routes} and a line in that file; the message says which.
 */
@ChantierTest
class AccessMatrixTest {

    private static final Path EXPECTED = Path.of("src/test/resources/access-matrix.txt");
    private static final Path ACTUAL = Path.of("target/access-matrix.txt");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    TeamThings things;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient database;

    @AfterEach
    void putTheDoorRight() {
        var admin = accounts.findByLogin("admin").orElseThrow();
        accounts.setPassword(admin.id(), new Secret(Client.ADMIN_PASSWORD));
        database.sql("delete from sign_in_failure").update();
    }

    @Test
    void every_route_has_a_policy() {
        var without = routes().stream()
                .filter(route ->
                        Routes.declared(route.method(), route.pattern()).isEmpty())
                .toList();
        assertThat(without).as("routes without a row in identity.Routes").isEmpty();
    }

    @Test
    void every_operation_of_the_api_description_is_a_route_that_we_ask_for() {
        var known = routes().stream()
                .map(route -> route.toString().replace("{*", "{"))
                .toList();
        var paths = Client.json(Client.ofAdmin(environment).get("/v3/api-docs")).get("paths");
        for (var path : paths.propertyNames()) {
            for (var method : paths.get(path).propertyNames()) {
                assertThat(known).contains(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }
    }

    @Test
    void everybody_gets_what_the_matrix_says_and_nothing_else() throws IOException {
        var callers = callers();
        var actual = new TreeMap<String, String>();
        for (var route : routes()) {
            actual.put(route.toString(), outcomes(route, callers));
            if (route.pattern().endsWith("password") || route.toString().equals("DELETE /api/account/sessions")) {
                putTheDoorRight();
                callers = callers();
            }
        }
        Files.writeString(ACTUAL, table(actual));
        var expected = new TreeMap<String, String>();
        for (var line : Files.readAllLines(EXPECTED)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var words = line.strip().split("\\s+");
            expected.put(
                    words[0] + " " + words[1], String.join(" ", List.of(words).subList(2, words.length)));
        }
        assertThat(differences(expected, actual))
                .as("access-matrix.txt against what happens (also in %s)", ACTUAL)
                .isEmpty();
    }

    /** A route as a controller declares it. */
    record Route(String method, String pattern) {
        boolean isForPrograms() {
            return pattern.startsWith("/api/") || pattern.startsWith("/v3/");
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /** One kind of caller: the same person with a token and with a browser. */
    private record Caller(Client program, Client browser) {}

    private Map<String, Caller> callers() {
        var callers = new LinkedHashMap<String, Caller>();
        callers.put("nobody", new Caller(Client.of(environment), Client.of(environment)));
        callers.put("stranger", caller(people.stranger()));
        callers.put("viewer", caller(people.member(people.firstTeam(), Role.VIEWER)));
        callers.put("owner", caller(people.member(people.firstTeam(), Role.OWNER)));
        callers.put("operator", caller(people.operator()));
        return callers;
    }

    private Caller caller(TeamFixture.Person person) {
        return new Caller(people.program(person), people.browser(person));
    }

    private String outcomes(Route route, Map<String, Caller> callers) {
        var outcomes = new ArrayList<String>();
        for (var caller : callers.values()) outcomes.add(outcome(route, caller));
        return String.join(" ", outcomes);
    }

    private String outcome(Route route, Caller caller) {
        var path = things.fill(route.pattern());
        var method = route.method().equals("ANY") ? "GET" : route.method();
        var client = route.isForPrograms() ? caller.program() : caller.browser();
        var answer = client.head(method, path, route.isForPrograms() ? things.body(route.toString()) : "");
        return switch (answer.status()) {
            case 401, 403, 404 -> String.valueOf(answer.status());
            case 302, 303 -> answer.location().equals("/sign-in") ? "door" : "in";
            default -> answer.status() < 500 ? "in" : "broken";
        };
    }

    private List<Route> routes() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> routes(mapping).stream())
                .distinct()
                .sorted(Comparator.comparing((Route route) -> route.pattern().equals("/sign-out"))
                        .thenComparing(Route::pattern)
                        .thenComparing(Route::method))
                .toList();
    }

    private static List<Route> routes(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? List.of("ANY") : methods)
                        .stream().map(method -> new Route(method, pattern)))
                .toList();
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> actual) {
        var all = new TreeSet<>(expected.keySet());
        all.addAll(actual.keySet());
        return all.stream()
                .filter(route -> !actual.getOrDefault(route, "").equals(expected.getOrDefault(route, "")))
                .map(route -> "%s: the matrix says '%s', but it is '%s'"
                        .formatted(route, expected.getOrDefault(route, "nothing"), actual.getOrDefault(route, "gone")))
                .toList();
    }

    private static String table(Map<String, String> rows) {
        var text = new StringBuilder("# %-65s %-7s %-9s %-7s %-6s %s%n"
                .formatted("route", "nobody", "stranger", "viewer", "owner", "operator"));
        rows.forEach((route, outcomes) -> {
            var cells = outcomes.split(" ");
            var words = route.split(" ");
            text.append("%-7s %-59s %-7s %-9s %-7s %-6s %s%n"
                    .formatted(words[0], words[1], cells[0], cells[1], cells[2], cells[3], cells[4]));
        });
        return text.toString();
    }
}
