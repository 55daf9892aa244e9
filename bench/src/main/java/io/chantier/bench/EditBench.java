package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.generation.Design;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Somebody types in a form of the tab <i>Edit</i>: from the key to the page beside it as the edge serves it, and, the
 * naive way, with each key kept as a revision and its release before it is shown. Then they try other looks.
 *
 * <p>Goals: a key 50 ms, a look 1 s.
 */
final class EditBench {

    private static final String TITLE = "/content/pages/0/sections/0/title";
    private static final String FORM = "/sites/made/edit";
    private static final Pattern PREVIEW = Pattern.compile("data-preview src=\"([^\"]+)\"");
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"([0-9a-f]+)\"");

    private final Reader reader;
    private final int times;

    /** The form as it was read last. */
    private String shown = "";

    private EditBench(Installation installation, boolean quick) throws IOException, InterruptedException {
        this.reader = Reader.signedIn(installation);
        this.times = quick ? 20 : 100;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        ProcessTree.keepOrphans();
        try (var installation = Installation.start()) {
            new Fleet(installation).publish("made");
            new EditBench(installation, List.of(arguments).contains("--quick")).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(0);
    }

    @FunctionalInterface
    private interface Wish {
        /** Asks for it and waits until the page is there. */
        String seen(String wanted) throws IOException, InterruptedException;
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf(
                "%-52s %8s %8s %8s%n", "until the page is seen, " + times + " times", "p50 ms", "p95 ms", "max ms");
        measure("a key typed, kept as a revision and its release", EditBench::words, this::keep);
        measure("a key typed, as a sketch in memory", EditBench::words, this::sketch);
        measure("another look", EditBench::look, this::wear);
    }

    private void measure(String name, IntFunction<String> wishes, Wish wish) throws IOException, InterruptedException {
        var millis = new double[times];
        for (int i = -times; i < times; i++) {
            var wanted = wishes.apply(i + times);
            long begun = System.nanoTime();
            var page = wish.seen(wanted);
            if (i >= 0) millis[i] = (System.nanoTime() - begun) / 1e6;
            if (!page.contains(wanted)) throw new IllegalStateException("The page does not show " + wanted);
        }
        var took = Figures.of(millis);
        System.out.printf(
                "%-52s %8s %8s %8s%n",
                name, number(took.median()), number(took.quantile(0.95)), number(took.quantile(1)));
    }

    private static String words(int i) {
        return "Menuiserie, la touche numéro " + i;
    }

    private static String look(int i) {
        return Design.looks().get(i % Design.looks().size());
    }

    private String wear(String look) throws IOException, InterruptedException {
        var preview = found(PREVIEW, form());
        var answer = reader.post("/sites/made/look", shown, Map.of("look", look));
        if (answer.statusCode() != 302) throw new IllegalStateException("Not changed: " + answer.statusCode());
        return page(preview);
    }

    private String sketch(String text) throws IOException, InterruptedException {
        var answer = reader.post(FORM + "/sketch", form(), fields(text));
        if (answer.statusCode() != 200) throw new IllegalStateException("No sketch: " + answer.statusCode());
        return page(answer.body());
    }

    private String keep(String text) throws IOException, InterruptedException {
        var answer = reader.post(FORM, form(), fields(text));
        if (answer.statusCode() != 302) throw new IllegalStateException("Not kept: " + answer.statusCode());
        shown = reader.get(FORM).body();
        return page(found(PREVIEW, shown));
    }

    private String form() throws IOException, InterruptedException {
        if (shown.isEmpty()) shown = reader.get(FORM).body();
        return shown;
    }

    private Map<String, String> fields(String text) {
        return Map.of("revision", found(REVISION, shown), "on", "/", TITLE, text);
    }

    private String page(String address) throws IOException {
        var place = URI.create(address);
        return Web.get(place.getPort(), place.getAuthority(), place.getPath(), "identity")
                .text();
    }

    private static String found(Pattern what, String page) {
        var found = what.matcher(page);
        if (!found.find()) throw new IllegalStateException("The form lacks " + what);
        return found.group(1);
    }
}
