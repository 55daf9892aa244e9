package io.chantier.rendering;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The shared renderers, which load nothing but the shipped template. A second one starts when the first is busy. */
final class Residents implements AutoCloseable {

    private static final int BUSY = 3;

    private final Supplier<Node.Search> node;
    private final Path template;
    private final RenderingSettings settings;
    private @Nullable List<Resident> all;

    /** @param node looks for Node when the first site is rendered, so that a start without Node works */
    Residents(Supplier<Node.Search> node, Path template, RenderingSettings settings) {
        this.node = node;
        this.template = template;
        this.settings = settings;
    }

    Answer ask(ObjectNode request, Duration limit) {
        return switch (node.get()) {
            case Node.Search.Missing(var why) -> new Answer.No(why);
            case Node.Search.Found(var binary) -> next(all(binary)).ask(request, limit);
        };
    }

    /** What the renderers say of the template, as an answer with the key {@code template}. */
    Answer template() {
        return switch (node.get()) {
            case Node.Search.Missing(var why) -> new Answer.No(why);
            case Node.Search.Found(var binary) -> all(binary).getFirst().hello();
        };
    }

    Node.Search node() {
        return node.get();
    }

    /** The renderers that there are; for tests and figures. */
    synchronized List<Resident> running() {
        return all == null ? List.of() : all;
    }

    @Override
    public synchronized void close() {
        running().forEach(Resident::close);
    }

    private synchronized List<Resident> all(Path binary) {
        if (all == null) {
            var command = List.of(
                    binary.toString(),
                    "--max-old-space-size=768",
                    template.resolve("renderer/server.mjs").toString());
            all = IntStream.range(0, Math.max(1, settings.processes()))
                    .mapToObj(_ -> new Resident(command, settings.limits()))
                    .toList();
        }
        return all;
    }

    private static Resident next(List<Resident> all) {
        var first = all.getFirst();
        if (first.inFlight() < BUSY) return first;
        return all.stream().min(Comparator.comparingInt(Resident::inFlight)).orElse(first);
    }
}
