package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No recording of the real agent is forgotten: each is asked of ours, or it is said why not. */
class EveryRecordingTest {

    /** The recordings that no test asks of our agent. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "101", "its certificate is the word FULL, which nginx refuses; the same host is asked for without it");

    private static final Pattern FILE = Pattern.compile("(\\d{3})-([a-z0-9-]+?)(?:\\.job)?\\.json");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d[\\d, ]+) \\|", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d{3}\\b");

    /** The numbers of the recordings and what each is called; an order and what was told of its job are called alike. */
    private static Map<String, String> recordings() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.list(Recording.folder())) {
            files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .forEach(name -> all.put(name.group(1), name.group(2)));
        }
        assertThat(all).hasSizeGreaterThan(150);
        return all;
    }

    private static boolean isUnserved(Recording recording) {
        var request = recording.request();
        return Unserved.ROUTES.stream()
                .filter(route ->
                        route.method().name().equals(request.get("method").asString()))
                .map(route -> route.path().replaceAll("\\{[^}]+}", "[^/]+").replace("*", ".+"))
                .anyMatch(route -> request.get("path").asString().matches(route));
    }

    /** What the tests of recordings name. */
    private static TreeSet<String> named() throws IOException {
        var named = new TreeSet<String>();
        for (var test : tests()) {
            var text = Files.readString(test);
            if (text.contains("Recording.of(")) {
                TEXT.matcher(text)
                        .results()
                        .flatMap(literal -> NUMBER.matcher(literal.group()).results())
                        .forEach(number -> named.add(number.group()));
            }
        }
        return named;
    }

    private static Iterable<Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith(EveryRecordingTest.class.getSimpleName() + ".java"))
                    .toList();
        }
    }

    @Test
    void each_recording_of_a_route_that_we_serve_is_asked_of_our_agent() throws IOException {
        var recordings = recordings();
        var unserved = new TreeSet<String>();
        recordings.forEach((number, name) -> {
            if (isUnserved(Recording.of(number))) {
                unserved.add(name);
            }
        });
        var named = named();
        assertThat(recordings.entrySet())
                .filteredOn(recording -> !unserved.contains(recording.getValue()))
                .extracting(Map.Entry::getKey)
                .filteredOn(number -> !named.contains(number))
                .containsExactlyElementsOf(LEFT_OUT.keySet());
        assertThat(recordings.keySet()).containsAll(Deviations.ALL.keySet());
    }

    @Test
    void each_recording_of_a_route_that_we_do_not_serve_is_501(@TempDir Path home) throws IOException {
        var unserved = recordings().keySet().stream()
                .map(Recording::of)
                .filter(EveryRecordingTest::isUnserved)
                .toList();
        assertThat(unserved).isNotEmpty();
        try (var agent = Agent.start(
                new AgentSettings(home, "127.0.0.1", 0, Optional.of(TestAgent.PASSWORD), Optional.empty()))) {
            assertThat(unserved).allSatisfy(recording -> {
                var answer = recording.replay(agent.port());
                assertThat(answer.statusCode()).as(recording.number()).isEqualTo(501);
                assertThat(Wire.tree(answer.body()).get("error").size()).isEqualTo(1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void the_manual_names_each_deviation(String language) throws IOException {
        var named = ROW.matcher(ManualPage.of(language).section("deviations"))
                .results()
                .flatMap(row -> Stream.of(row.group(1).split(", ")));
        assertThat(named).containsOnly(Deviations.ALL.keySet().toArray(String[]::new));
    }
}
