package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual's two tables of routes, against the agent as it runs. */
class ServedRoutesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @BeforeEach
    void start() {
        agent = Agent.start(new AgentSettings(home, "127.0.0.1", 0, Optional.of("secret"), Optional.empty()));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void a_route_that_is_not_served_yet_says_so() {
        assertThat(Unserved.ROUTES).isNotEmpty().allSatisfy(route -> {
            var path = path(route.path());
            var answer = Client.withPassword(agent.port(), "secret")
                    .ask(route.method().name(), path);
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(Wire.tree(answer.body()).get("error").get(0).asString())
                    .isEqualTo(route.method() + " " + path + " is not served by this agent yet");
            assertThat(new Client(agent.port(), "")
                            .ask(route.method().name(), path)
                            .statusCode())
                    .isEqualTo(401);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void the_manual_lists_what_is_not_served_yet(String language) throws Exception {
        assertThat(ManualPage.of(language).routes("not-yet"))
                .containsExactlyInAnyOrderElementsOf(
                        Unserved.ROUTES.stream().map(Unserved.Route::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void what_the_manual_calls_served_is(String language) throws Exception {
        assertThat(ManualPage.of(language).routes("routes"))
                .hasSizeGreaterThan(9)
                .allSatisfy(route -> {
                    var words = route.split(" ");
                    var answer = Client.withPassword(agent.port(), "secret").ask(words[0], path(words[1]));
                    assertThat(answer.statusCode()).as(route).isNotIn(405, 501);
                    assertThat(answer.body()).as(route).doesNotContain("There is no " + words[0]);
                });
    }

    private static String path(String route) {
        return route.replaceAll("\\{[^}]+}", "x").replace("*", "x/y");
    }
}
