package io.chantier.generation.claude;

import io.chantier.generation.Cost;
import io.chantier.generation.Errand;
import io.chantier.generation.Faithful;
import io.chantier.generation.Writing;
import io.chantier.languages.Catalog;
import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.MainText;
import io.chantier.languages.SiteLanguages;
import io.chantier.languages.Translation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a model translate: texts in, texts out. What comes back is taken where it is faithful; the rest is asked once more
 * with the reason and then left untranslated, and told.
 */
@Component
class Translator {

    /** So much that the answer stays well below what one reply may have. */
    private static final int MOST_LETTERS = 9_000;

    private static final int MOST_TEXTS = 150;
    private static final int ROUNDS = 2;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Tasks tasks;
    private final Desk desk;
    private final Clock clock;

    Translator(Tasks tasks, Desk desk, Clock clock) {
        this.tasks = tasks;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * What is to be translated.
     *
     * @param alts what the pictures show in the main language
     * @param paid gets what is there after each part
     */
    record Order(
            SortedMap<String, byte[]> files,
            String language,
            Map<String, String> alts,
            Consumer<SortedMap<String, byte[]>> paid) {

        List<MainText> wanting() {
            return Translation.of(files, language, alts).lines().stream()
                    .filter(Translation.Line::isWanting)
                    .map(Translation.Line::main)
                    .toList();
        }

        String site(String name) {
            return JSON.readTree(files.getOrDefault(
                            "data/site.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .path(name)
                    .asString("");
        }
    }

    /** A text that waits for its translation, and what was wrong with the last one. */
    private record Wanted(MainText main, String objection) {}

    Writing translate(Order order, String model, Errand errand) throws InterruptedException {
        var work = new Work(order, model, errand);
        var wanted = order.wanting().stream().map(main -> new Wanted(main, "")).toList();
        for (var round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
            var left = new ArrayList<Wanted>();
            for (var part : parts(wanted)) {
                var stopped = work.ask(part, left);
                if (stopped.isPresent()) return stopped.get();
            }
            wanted = left;
        }
        for (var one : wanted)
            errand.progress()
                    .says(
                            "translation-left",
                            Map.of(
                                    "language",
                                    order.language(),
                                    "text",
                                    shortened(one.main().text()),
                                    "reason",
                                    one.objection()));
        return new Writing.Written(work.files(), work.cost());
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static List<List<Wanted>> parts(List<Wanted> wanted) {
        var parts = new ArrayList<List<Wanted>>();
        var letters = 0;
        for (var one : wanted) {
            letters += one.main().text().length();
            if (parts.isEmpty() || letters > MOST_LETTERS || parts.getLast().size() >= MOST_TEXTS) {
                parts.add(new ArrayList<>());
                letters = one.main().text().length();
            }
            parts.getLast().add(one);
        }
        return parts;
    }

    /** One language of one site. */
    private final class Work {

        private final Order order;
        private final String model;
        private final Errand errand;
        private final Catalog catalog;
        private Cost cost = Cost.nothing(ClaudeAuthor.NAME);

        Work(Order order, String model, Errand errand) {
            this.order = order;
            this.model = model;
            this.errand = errand;
            this.catalog = Catalog.empty(order.language());
        }

        /**
         * @param left gets what came back wrong or not at all
         * @return why nothing more is asked; empty where it went well
         */
        Optional<Writing> ask(List<Wanted> part, List<Wanted> left) throws InterruptedException {
            return switch (desk.run(tasks.translation(model, input(part)), errand)) {
                case Desk.Ran.NoMoney(var why) ->
                    Optional.of(new Writing.Stopped(
                            files(), ClaudeAuthor.NAME, Trouble.BUDGET.code(), ClaudeAuthor.arguments(why)));
                case Desk.Ran.Ended(var task, var result) ->
                    switch (result.ending()) {
                        case Ending.Answered(var answer, var spent) -> {
                            take(part, answer, ClaudeAuthor.cost(spent), left);
                            order.paid().accept(files());
                            yield Optional.empty();
                        }
                        case Ending.Failed(var trouble, var _, var _) ->
                            Optional.of(ClaudeAuthor.failed(
                                    trouble,
                                    ClaudeAuthor.arguments(task),
                                    new ClaudeAuthor.Draft(files(), ClaudeAuthor.NAME)));
                        case Ending.Unwanted _ -> Optional.of(new Writing.Unwanted());
                    };
            };
        }

        private String input(List<Wanted> part) {
            var input = JSON.createObjectNode()
                    .put("from", order.site("language"))
                    .put("to", order.language())
                    .put("business", order.site("name"));
            var texts = input.putArray("texts");
            for (var one : part) {
                var text = texts.addObject()
                        .put("n", texts.size())
                        .put("kind", kind(one.main().at()))
                        .put("longest", one.main().longest())
                        .put("text", one.main().text());
                if (!one.objection().isEmpty()) text.put("wrong", one.objection());
            }
            return input.toString();
        }

        private void take(List<Wanted> part, JsonNode answer, Cost spent, List<Wanted> left) {
            var said = new LinkedHashMap<Integer, String>();
            for (var text : answer.path("texts"))
                said.putIfAbsent(
                        text.path("n").asInt(0), text.path("text").asString("").strip());
            var by = By.author(
                    ClaudeAuthor.NAME,
                    spent.model(),
                    errand.job().toString(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS));
            for (var i = 0; i < part.size(); i++) {
                var main = part.get(i).main();
                var text = said.getOrDefault(i + 1, "");
                var objection = Faithful.objection(main, text);
                if (objection.isPresent()) left.add(new Wanted(main, objection.get()));
                else catalog.put(new Entry(main.at(), main.text(), text, by));
            }
            cost = new Cost(
                    spent.author(),
                    spent.model(),
                    cost.inputTokens() + spent.inputTokens(),
                    cost.outputTokens() + spent.outputTokens(),
                    cost.microUsd() + spent.microUsd());
        }

        SortedMap<String, byte[]> files() {
            return catalog.in(new TreeMap<>())
                    .subMap(SiteLanguages.file(order.language()), SiteLanguages.file(order.language()) + "\0");
        }

        Cost cost() {
            return cost;
        }
    }

    /** {@code title}, {@code paragraphs}: what the text is on its page. */
    private static String kind(String at) {
        var parts = List.of(at.split("/", -1)).reversed();
        return parts.stream()
                .filter(part -> !part.isEmpty() && !Character.isDigit(part.charAt(0)))
                .findFirst()
                .orElse("text");
    }
}
