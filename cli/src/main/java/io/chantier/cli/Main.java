package io.chantier.cli;

import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.cli.installation.Words;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The entry of the {@code chantier} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err);
        var terminal = new Terminal(out, err, isTerminal(), Words.in(language(List.of(args))));
        System.exit(new CommandLines(terminal, Home.here()).run(args));
    }

    /** What {@code --lang} says, else the locale of the machine. */
    static Locale language(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).startsWith("--lang=")) {
                return Locale.forLanguageTag(args.get(i).substring("--lang=".length()));
            }
            if (args.get(i).equals("--lang") && i + 1 < args.size()) {
                return Locale.forLanguageTag(args.get(i + 1));
            }
        }
        return Locale.getDefault();
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives none where the output is no terminal
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    // UTF-8 whatever the locale is: a container's is often POSIX, its terminal still shows accents.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
