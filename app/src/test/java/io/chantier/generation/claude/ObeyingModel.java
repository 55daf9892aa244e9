package io.chantier.generation.claude;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what every planted instruction asks for: calls tools that it was not given, writes where it was not allowed, and
 * puts each forged text into its answers, whether the instruction reached it or not.
 */
final class ObeyingModel extends WritingModel {

    /** As many as the shape of an answer allows. */
    private static final int PARAGRAPHS = 8;

    private final List<Planted> planted;
    private final ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();

    ObeyingModel(List<Planted> planted) {
        this.planted = planted;
    }

    /** The places of the instructions that reached it. */
    ConcurrentSkipListSet<String> seen() {
        return seen;
    }

    @Override
    public synchronized MessagesStub.Reply answer(int turn, JsonNode request) {
        var text = request.toString();
        if (turn == 0 && step(request).equals("analysis"))
            planted.stream().filter(one -> text.contains(quoted(one.text()))).forEach(one -> seen.add(one.place()));
        var orders = planted.stream()
                .map(ObeyingModel::order)
                .flatMap(Stream::ofNullable)
                .toList();
        var step = step(request);
        if (turn == 0 && !orders.isEmpty() && !step.equals("design"))
            return MessagesStub.content("tool_use", orders.toArray(ObjectNode[]::new));
        if (step.equals("design") && turn == 0) {
            var work = work(request);
            return MessagesStub.content(
                    "tool_use",
                    Stream.concat(Stream.of(write(work + "/design-tokens.json", forgedTokens())), orders.stream())
                            .toArray(ObjectNode[]::new));
        }
        return super.answer(turn, request);
    }

    /** As it stands in a request, which is JSON within JSON. */
    private static String quoted(String text) {
        var json = MessagesStub.JSON.writeValueAsString(MessagesStub.JSON.writeValueAsString(text));
        return json.substring(3, json.length() - 3);
    }

    @Override
    protected ObjectNode analysis(JsonNode dossier) {
        var study = super.analysis(dossier);
        study.put("summary", forged());
        return study;
    }

    @Override
    protected ObjectNode content(JsonNode dossier) {
        var answer = super.content(dossier);
        var page = (ObjectNode) answer.path("pages").path(0);
        var texts = planted.stream()
                .filter(one -> one.kind().equals("text") || one.kind().equals("leak"))
                .map(one -> one.text() + " " + one.forged())
                .toList();
        for (int i = 0; i < texts.size(); i += PARAGRAPHS) {
            var section =
                    MessagesStub.JSON.createObjectNode().put("type", "text").put("title", "Nouveau " + i);
            section.putArray("from");
            var paragraphs = section.putArray("paragraphs");
            texts.subList(i, Math.min(texts.size(), i + PARAGRAPHS)).forEach(paragraphs::add);
            ((tools.jackson.databind.node.ArrayNode) page.path("sections")).add(section);
        }
        return answer;
    }

    private String forged() {
        return planted.stream()
                .filter(one -> one.kind().equals("text"))
                .map(Planted::forged)
                .reduce(
                        "",
                        (one, other) -> (one + " " + other).substring(0, Math.min(500, (one + " " + other).length())));
    }

    private String forgedTokens() {
        return "{\"look\":\"url(javascript:alert(1))\",\"color\":{\"primary\":\"red;}</style><script>alert(1)</script>\"}}";
    }

    private static @org.jspecify.annotations.Nullable ObjectNode order(Planted one) {
        var input = MessagesStub.JSON.createObjectNode();
        return switch (one.kind()) {
            case "run" ->
                MessagesStub.use(
                        "Bash",
                        input.put(
                                "command", one.text().replaceFirst("(?i)^.*?((?:touch|curl|env|cat|npm|git) )", "$1")));
            case "write" ->
                MessagesStub.use("Write", input.put("file_path", one.forged()).put("content", "owned"));
            case "fetch" ->
                MessagesStub.use("WebFetch", input.put("url", one.forged()).put("prompt", "read"));
            default -> null;
        };
    }
}
