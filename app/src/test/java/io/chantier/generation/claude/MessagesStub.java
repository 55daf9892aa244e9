package io.chantier.generation.claude;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages API on loopback, with replies that a test wants; keeps what it was asked. */
final class MessagesStub implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double BYTES_PER_TOKEN = 3.6;

    /** A reply of the model, or of what stands before it. */
    sealed interface Reply {

        /** @param blocks content blocks: text, or the use of a tool */
        record Content(List<ObjectNode> blocks, String stop, int outputTokens) implements Reply {}

        record Refused(int status, String type, String message) implements Reply {}

        record Silence() implements Reply {}
    }

    /** Decides what to answer. */
    interface Model {
        /** @param turn how many replies this conversation has had */
        Reply answer(int turn, JsonNode request);
    }

    private final HttpServer server;
    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Model model;

    MessagesStub(Model model) {
        this.model = model;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    void model(Model other) {
        model = other;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    static Reply says(String text) {
        return content("end_turn", block("text").put("text", text));
    }

    static Reply answers(JsonNode answer) {
        return uses("StructuredOutput", answer);
    }

    static Reply uses(String tool, JsonNode input) {
        return content("tool_use", use(tool, input));
    }

    static ObjectNode use(String tool, JsonNode input) {
        return block("tool_use").put("name", tool).set("input", input);
    }

    static Reply content(String stop, ObjectNode... blocks) {
        var letters = List.of(blocks).stream()
                .mapToInt(block -> block.path("text").asString("").length()
                        + block.path("input").toString().length())
                .sum();
        return new Reply.Content(List.of(blocks), stop, (int) Math.ceil(letters / BYTES_PER_TOKEN));
    }

    static ObjectNode block(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var raw = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().getPath().endsWith("/v1/messages")) {
            send(exchange, 404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"no\"}}");
            return;
        }
        var request = JSON.readTree(raw);
        requests.add(request);
        var key = exchange.getRequestHeaders().getFirst("x-api-key");
        keys.add(key == null ? String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")) : key);
        var turn = (int) request.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asString("").equals("assistant"))
                .count();
        switch (model.answer(turn, request)) {
            case Reply.Refused(var status, var type, var message) -> {
                var error = JSON.createObjectNode().put("type", "error");
                error.putObject("error").put("type", type).put("message", message);
                send(exchange, status, error.toString());
            }
            case Reply.Silence() -> {
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case Reply.Content reply -> stream(exchange, request, reply, raw.length);
        }
    }

    private void stream(HttpExchange exchange, JsonNode request, Reply.Content reply, int bytes) throws IOException {
        exchange.getResponseHeaders().add("content-type", "text/event-stream");
        exchange.getResponseHeaders().add("request-id", "req_" + requests.size());
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            var read = (long) Math.ceil(bytes / BYTES_PER_TOKEN);
            var message = JSON.createObjectNode()
                    .put("id", "msg_" + requests.size())
                    .put("type", "message")
                    .put("role", "assistant");
            message.set("model", request.path("model"));
            message.putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.set("usage", usage(read, 1));
            out.write(event("message_start", body("message_start").set("message", message)));
            for (int i = 0; i < reply.blocks().size(); i++)
                block(out, i, reply.blocks().get(i));
            var end = body("message_delta");
            end.putObject("delta").put("stop_reason", reply.stop()).putNull("stop_sequence");
            end.set("usage", usage(read, reply.outputTokens()));
            out.write(event("message_delta", end));
            out.write(event("message_stop", body("message_stop")));
        }
    }

    private void block(java.io.OutputStream out, int index, ObjectNode block) throws IOException {
        var start = body("content_block_start").put("index", index);
        var delta = body("content_block_delta").put("index", index);
        if (block.path("type").asString("").equals("text")) {
            start.set("content_block", block("text").put("text", ""));
            delta.putObject("delta")
                    .put("type", "text_delta")
                    .put("text", block.path("text").asString(""));
        } else {
            start.set(
                    "content_block",
                    block("tool_use")
                            .put("id", "toolu_" + requests.size() + "_" + index)
                            .put("name", block.path("name").asString(""))
                            .set("input", JSON.createObjectNode()));
            delta.putObject("delta")
                    .put("type", "input_json_delta")
                    .put("partial_json", block.path("input").toString());
        }
        out.write(event("content_block_start", start));
        out.write(event("content_block_delta", delta));
        out.write(event("content_block_stop", body("content_block_stop").put("index", index)));
    }

    private static ObjectNode usage(long read, long written) {
        return JSON.createObjectNode()
                .put("input_tokens", read)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", written);
    }

    private static ObjectNode body(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static byte[] event(String name, JsonNode data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    static ArrayNode array(String... texts) {
        var array = JSON.createArrayNode();
        for (var text : texts) array.add(text);
        return array;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
