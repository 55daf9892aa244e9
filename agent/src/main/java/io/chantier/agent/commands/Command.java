package io.chantier.agent.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program and its arguments, as the system gets them: no shell ever reads these words.
 *
 * @param environment all that the program finds in its environment, besides the secrets; it inherits nothing
 * @param secrets further variables, whose values are replaced in the output
 * @param input what the program reads from its standard input, replaced in the output too; nothing where empty
 * @param atMost after this the program and what it started are ended
 */
public record Command(
        List<String> words,
        Path directory,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        Optional<Secret> input,
        Duration atMost) {

    /** The variable by which what a command started is found again; a container has to be given it. */
    public static final String MARK = "CHANTIER_COMMAND";

    public static final Duration LONGEST = Duration.ofHours(4);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");
    private static final int LONG_ENOUGH_TO_KNOW = 8;

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program");
        }
        for (var secret :
                Stream.concat(secrets.values().stream(), input.stream()).toList()) {
            refuseAmong(words, secret);
        }
    }

    private static void refuseAmong(List<String> words, Secret secret) {
        boolean known = secret.reveal().length() >= LONG_ENOUGH_TO_KNOW;
        if (known && words.stream().anyMatch(word -> word.contains(secret.reveal()))) {
            throw new IllegalArgumentException("A secret among the arguments of " + words.getFirst()
                    + " could be read by everyone on this machine; give it by environment or input");
        }
    }

    /** A command with nothing in its environment. */
    public static Command of(Path directory, List<String> words) {
        return new Command(words, directory, Map.of(), Map.of(), Optional.empty(), LONGEST);
    }

    public Command with(Map<String, String> variables) {
        return new Command(words, directory, variables, secrets, input, atMost);
    }

    public Command withSecret(String variable, Secret value) {
        var more = new HashMap<>(secrets);
        more.put(variable, value);
        return new Command(words, directory, environment, more, input, atMost);
    }

    public Command reading(Secret standardInput) {
        return new Command(words, directory, environment, secrets, Optional.of(standardInput), atMost);
    }

    public Command within(Duration limit) {
        return new Command(words, directory, environment, secrets, input, limit);
    }

    /** The longest first, so that one which begins another is not taken for it. */
    List<String> hidden() {
        return Stream.concat(secrets.values().stream(), input.stream())
                .flatMap(secret -> Stream.of(
                                Stream.of(secret.reveal()), secret.reveal().lines(), secret.parts().stream())
                        .flatMap(Function.identity()))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /** The words for a reader, quoted where their borders would not show. Nobody runs this text. */
    String shown() {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
