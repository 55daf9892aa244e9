package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.generation.Assignment;
import io.chantier.generation.Dossier;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Progress;
import io.chantier.generation.Writing;
import io.chantier.metering.Estimates;
import io.chantier.reading.CountedSite;
import io.chantier.reading.Reading;
import io.chantier.reading.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a site costs, counted in bytes over the old sites of the tests: what is sent to a model in each step, and what a
 * model would write that puts every text of the draft in as many other words. The table of {@code docs/performance.md}.
 */
class CostOfASiteTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tasks tasks = new Tasks(Duration.ofMinutes(1), Path.of("../templates/site-astro"));

    private record Counted(String site, long read, long written, double usd) {}

    @Test
    void with_the_middle_model_a_site_costs_less_than_ten_cents() throws IOException {
        for (var model : List.of("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5")) {
            var counted = counted(model);
            System.out.printf(
                    Locale.ROOT,
                    "content by %s, %d sites: median %.3f USD, dearest %.3f USD (%s), written at most %d tokens%n",
                    model,
                    counted.size(),
                    counted.get(counted.size() / 2).usd(),
                    counted.getLast().usd(),
                    counted.getLast().site(),
                    counted.stream().mapToLong(Counted::written).max().orElseThrow());
            if (!model.contains("sonnet")) continue;
            assertThat(counted).hasSizeGreaterThan(15);
            assertThat(counted.get(counted.size() / 2).usd()).isLessThanOrEqualTo(0.10);
            assertThat(counted.getLast().usd()).isLessThanOrEqualTo(0.10);
            assertThat(counted)
                    .allSatisfy(
                            site -> assertThat(site.written()).as(site.site()).isLessThanOrEqualTo(8_000));
        }
    }

    /** The cheapest first. */
    private List<Counted> counted(String model) throws IOException {
        var counted = new ArrayList<Counted>();
        var sites = new ArrayList<>(CountedSite.small());
        sites.addAll(CountedSite.themes());
        for (var site : sites) {
            if (site.read((_, _, _) -> "0123456789ab") instanceof Reading.Found found
                    && new OfflineAuthor().write(Assignment.of(found.source()), Progress.SILENT)
                            instanceof Writing.Written written)
                counted.add(counted(site.name(), found.source(), written.files(), model));
        }
        counted.sort(Comparator.comparingDouble(Counted::usd));
        return counted;
    }

    private Counted counted(String name, Source source, SortedMap<String, byte[]> draft, String model)
            throws IOException {
        var assignment = Assignment.of(source);
        var dossier = Dossier.of(assignment, draft);
        var first = new WritingModel();
        var analysis = tasks.analysis("claude-haiku-5-5", Dossier.of(assignment).forAnalysis());
        var study = first.analysis(JSON.readTree(analysis.input()));
        var content = tasks.content(model, dossier.forContent(study));
        var design = tasks.design("claude-haiku-5-5", dossier.forDesign(JSON.createObjectNode()), draft);
        var steps = List.of(
                new Step(analysis, Sizes.AROUND_AN_ANSWER, 1, bytes(study.toString())),
                new Step(content, Sizes.AROUND_AN_ANSWER, 1, bytes(rewritten(JSON.readTree(content.input())))),
                new Step(design, Sizes.AROUND_AN_EDIT, Sizes.REQUESTS_OF_AN_EDIT, 1_500));
        return new Counted(
                name,
                steps.stream().mapToLong(Step::read).sum(),
                steps.stream().mapToLong(Step::written).sum(),
                steps.stream().mapToDouble(Step::usd).sum());
    }

    /** @param replies of the conversation: each reads what was before once more */
    private record Step(Task task, int around, int replies, int answer) {

        long read() {
            var schema = task.hands() instanceof Task.Hands.Answers(var shape) ? bytes(shape) : 0;
            var bytes = (long) around + bytes(task.instructions()) + bytes(task.input()) + schema;
            return Estimates.tokens(replies * bytes);
        }

        long written() {
            return Estimates.tokens(answer);
        }

        /** Nothing comes from a cache; all of it is written to one, which is dearer than not. */
        double usd() {
            var price = price(task.model());
            return (read() * price.path("cacheWrite").asDouble()
                            + written() * price.path("output").asDouble())
                    / 1e12;
        }
    }

    /** Every text of the draft in other words of the same length, in the shape of the answer. */
    private static String rewritten(JsonNode dossier) {
        var answer = JSON.createObjectNode();
        var pages = answer.putArray("pages");
        for (var page : dossier.path("draft")) {
            var copy = pages.addObject();
            for (var name : List.of("id", "title", "description")) copy.set(name, page.path(name));
            copy.putArray("from").add("b1").add("b2");
            var sections = copy.putArray("sections");
            for (var section : page.path("sections")) {
                var words = (tools.jackson.databind.node.ObjectNode) section.deepCopy();
                words.remove("fixed");
                words.putArray("from").add("b1").add("b2");
                sections.add(words);
            }
        }
        return answer.toString();
    }

    private static JsonNode price(String model) {
        try (var file = Objects.requireNonNull(CostOfASiteTest.class.getResourceAsStream("/metering/prices.json"))) {
            return JSON.readTree(file)
                    .path("models")
                    .valueStream()
                    .filter(price -> price.path("model").asString("").equals(model))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
