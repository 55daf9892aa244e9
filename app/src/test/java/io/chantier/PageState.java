package io.chantier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of {@code page-states.txt}, which says what the columns are.
 *
 * @param who by their name there
 * @param shown by what the state is known
 */
record PageState(String route, boolean empty, String who, int status, String shown, Asked asked) {

    private static final Path TABLE = Path.of("src/test/resources/page-states.txt");

    /** @param typed the fields of a form */
    record Asked(String method, String path, Map<String, String> typed) {

        private static Asked of(List<String> words) {
            if (!words.getFirst().equals("POST")) return new Asked("GET", words.getFirst(), Map.of());
            var typed = new LinkedHashMap<String, String>();
            for (var field : words.subList(2, words.size())) {
                var parts = field.split("=", 2);
                typed.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return new Asked("POST", words.get(1), typed);
        }

        boolean isForm() {
            return method.equals("POST");
        }
    }

    static List<PageState> all() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> of(List.of(line.strip().split("\\s+"))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageState of(List<String> words) {
        return new PageState(
                words.get(0),
                words.get(1).equals("empty"),
                words.get(2),
                Integer.parseInt(words.get(3)),
                words.get(4),
                Asked.of(words.subList(5, words.size())));
    }

    boolean isProblem() {
        return shown.startsWith("!");
    }

    String code() {
        return shown.substring(1);
    }

    boolean isFormAgain() {
        return shown.startsWith("#");
    }

    @Override
    public String toString() {
        return route + " " + (empty ? "empty" : "error") + " for " + who + ": " + asked.method() + " " + asked.path();
    }
}
