package io.chantier.cli.installation;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where we print: a progress bar on a terminal, plain lines elsewhere. */
public final class Terminal {

    private static final int BAR = 24;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final Words words;
    private String shown = "";

    /** @param interactive whether a line may be overwritten */
    public Terminal(PrintStream out, PrintStream err, boolean interactive, Words words) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.words = words;
    }

    public Words words() {
        return words;
    }

    /** In the terminal's own charset, as the person set it. */
    @SuppressWarnings("DefaultCharset")
    public PrintWriter out() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("DefaultCharset")
    public PrintWriter err() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    public void say(String key, Map<String, String> arguments) {
        print(words.say(key, arguments));
    }

    public void say(String key) {
        say(key, Map.of());
    }

    public void print(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    public void warn(String line) {
        clear();
        err.println(line);
        err.flush();
    }

    /** How far something is; on a terminal the same line is drawn again, elsewhere a new one is printed per label. */
    public void progress(int percent, String label) {
        if (interactive) {
            draw(percent, label);
        } else if (!label.equals(shown)) {
            out.println("%3d %%  %s".formatted(percent, label));
            out.flush();
            shown = label;
        }
    }

    private void draw(int percent, String label) {
        int full = Math.clamp(percent, 0, 100) * BAR / 100;
        out.print("\r\u001b[2K[" + "█".repeat(full) + "░".repeat(BAR - full) + "] %3d %%  ".formatted(percent) + label);
        out.flush();
        shown = label;
    }

    private void clear() {
        if (interactive && !shown.isEmpty()) {
            out.print("\r\u001b[2K");
            shown = "";
        }
    }
}
