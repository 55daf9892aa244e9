package io.chantier.generation.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for a model that does what each step asks: it chooses passages, writes sentences of them, edits a file. */
class WritingModel implements MessagesStub.Model {

    private static final Pattern WORK = Pattern.compile("(/[^\\s\"\\\\]*/run\\d+/work)");

    private final List<String> steps = new ArrayList<>();

    @Override
    public synchronized MessagesStub.Reply answer(int turn, JsonNode request) {
        var step = step(request);
        if (turn == 0) steps.add(step);
        return switch (step) {
            case "analysis" -> MessagesStub.answers(analysis(dossier(request)));
            case "content" -> MessagesStub.answers(content(dossier(request)));
            case "translation" -> MessagesStub.answers(translation(dossier(request)));
            case "design" -> design(turn, request);
            default -> repair(turn, request);
        };
    }

    synchronized List<String> steps() {
        return List.copyOf(steps);
    }

    protected ObjectNode analysis(JsonNode dossier) {
        var study = MessagesStub.JSON
                .createObjectNode()
                .put("summary", "Une entreprise de " + dossier.path("name").asString("") + ".")
                .put("audience", "Des particuliers.")
                .put("tone", "simple");
        study.putArray("strengths");
        var chosen = study.putArray("passages");
        for (var page : dossier.path("pages"))
            for (var passage : page.path("passages"))
                if (passage.path("kind").asString("").equals("paragraph")) chosen.add(passage.path("id"));
        return study;
    }

    /** Each page gets a new title, each hero and text the words of a passage. */
    protected ObjectNode content(JsonNode dossier) {
        var answer = MessagesStub.JSON.createObjectNode();
        var pages = answer.putArray("pages");
        var passages = dossier.path("passages").valueStream().toList();
        for (var page : dossier.path("draft")) {
            var written = pages.addObject()
                    .put("id", page.path("id").asString(""))
                    .put("title", "Repris : " + page.path("title").asString(""))
                    .put("description", passages.getFirst().path("text").asString(""));
            written.putArray("from").add(passages.getFirst().path("id"));
            var sections = written.putArray("sections");
            for (var section : page.path("sections")) sections.add(section(section, passages));
        }
        return answer;
    }

    /** Every text with a mark before it, as far as there is room for one. */
    protected ObjectNode translation(JsonNode dossier) {
        var answer = MessagesStub.JSON.createObjectNode();
        var texts = answer.putArray("texts");
        var mark = dossier.path("to").asString("").toUpperCase(Locale.ROOT) + ": ";
        for (var text : dossier.path("texts")) {
            var words = text.path("text").asString("");
            var marked = words.length() + mark.length() > text.path("longest").asInt(0) ? words : mark + words;
            texts.addObject().put("n", text.path("n").asInt(0)).put("text", marked);
        }
        return answer;
    }

    private static ObjectNode section(JsonNode draft, List<JsonNode> passages) {
        var first = passages.getFirst();
        var section = MessagesStub.JSON
                .createObjectNode()
                .put("id", draft.path("id").asString(""))
                .put("type", draft.path("type").asString(""));
        section.putArray("from").add(first.path("id"));
        switch (draft.path("type").asString("")) {
            case "hero" -> section.put("text", first.path("text").asString(""));
            case "about", "text" ->
                section.putArray("paragraphs").add(first.path("text").asString(""));
            default -> {}
        }
        return section;
    }

    private static MessagesStub.Reply design(int turn, JsonNode request) {
        return turn > 0
                ? MessagesStub.says("Done")
                : MessagesStub.content(
                        "tool_use",
                        write(
                                work(request) + "/design-tokens.json",
                                "{\"look\":\"vitrine\",\"color\":{\"primary\":\"#224466\",\"accent\":\"#aa5500\"}}"));
    }

    /** Reads the content first, then writes what {@link #mended} makes of it. */
    private MessagesStub.Reply repair(int turn, JsonNode request) {
        var file = work(request) + "/data/content.json";
        if (turn == 0)
            return MessagesStub.content(
                    "tool_use",
                    MessagesStub.use(
                            "Read", MessagesStub.JSON.createObjectNode().put("file_path", file)));
        if (turn > 1) return MessagesStub.says("Done");
        return MessagesStub.content("tool_use", write(file, mended(read(request))));
    }

    protected String mended(String content) {
        return content;
    }

    static ObjectNode write(String path, String content) {
        return MessagesStub.use(
                "Write",
                MessagesStub.JSON.createObjectNode().put("file_path", path).put("content", content));
    }

    static String work(JsonNode request) {
        var found = WORK.matcher(request.toString());
        if (!found.find()) throw new IllegalStateException("No folder in " + request);
        return found.group(1);
    }

    static String step(JsonNode request) {
        var system = request.path("system").toString();
        if (system.contains("prepare the writing")) return "analysis";
        if (system.contains("You write the pages")) return "content";
        if (system.contains("You translate the texts")) return "translation";
        return system.contains("You adapt the design") ? "design" : "repair";
    }

    /** The JSON that the step put on the standard input. */
    static JsonNode dossier(JsonNode request) {
        return texts(request.path("messages").path(0).path("content")).stream()
                .map(String::strip)
                .filter(text -> text.startsWith("{"))
                .findFirst()
                .map(MessagesStub.JSON::readTree)
                .orElseThrow(() -> new IllegalStateException("No dossier in " + request));
    }

    /** What the tool read, without its line numbers. */
    private static String read(JsonNode request) {
        return request.path("messages")
                .valueStream()
                .flatMap(message -> message.path("content").valueStream())
                .filter(block -> block.path("type").asString("").equals("tool_result"))
                .map(block -> Optional.of(block.path("content"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .orElseGet(() -> String.join("", texts(block.path("content")))))
                .findFirst()
                .orElseThrow()
                .replaceAll("(?m)^\\s*\\d+(?:→|\\t)", "");
    }

    private static List<String> texts(JsonNode content) {
        if (content.isString()) return List.of(content.stringValue());
        return content.valueStream()
                .filter(block -> block.path("type").asString("").equals("text"))
                .map(block -> block.path("text").asString(""))
                .toList();
    }
}
