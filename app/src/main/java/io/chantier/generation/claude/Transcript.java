package io.chantier.generation.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a run told, and what to think of it. An exit code of 0 proves nothing, and neither does the word
 * {@code success}: only a result line without error and without a denied write, holding the answer that was asked for.
 */
final class Transcript {

    private static final int LONGEST_DETAIL = 300;

    private final Usage.Price price;
    private final boolean answerWanted;
    private final List<Usage> replies = new ArrayList<>();
    private @Nullable JsonNode result;
    private String error = "";
    private String lastWords = "";
    private boolean isNothingSaid = true;

    /** @param answerWanted whether a structured answer was asked for */
    Transcript(Usage.Price price, boolean answerWanted) {
        this.price = price;
        this.answerWanted = answerWanted;
    }

    void hear(Event event) {
        isNothingSaid = false;
        switch (event) {
            case Event.Reading(var _, var usage) -> replies.add(usage);
            case Event.Writing(var usage) -> {
                if (replies.isEmpty()) return;
                replies.set(replies.size() - 1, replies.getLast().most(usage));
            }
            case Event.Said said -> {
                if (!said.error().isEmpty()) error = said.error();
                if (!said.texts().isEmpty()) lastWords = said.texts().getLast();
            }
            case Event.Ended(var node) -> result = node;
            case Event.Started _, Event.Retrying _, Event.Denied _, Event.Other _ -> {}
        }
    }

    /** What was spent so far, counted reply by reply. */
    long microUsdSoFar() {
        return replies.stream().mapToLong(price).sum();
    }

    Spent spent() {
        var total = result;
        if (total == null
                || !total.path("modelUsage").isObject()
                || total.path("modelUsage").isEmpty())
            return replies.isEmpty() ? Spent.NOTHING : new Spent(byModel(), microUsdSoFar(), true);
        var usages = total.path("modelUsage").properties().stream()
                .map(entry -> new Usage(
                        entry.getKey(),
                        entry.getValue().path("inputTokens").asLong(0),
                        entry.getValue().path("cacheReadInputTokens").asLong(0),
                        entry.getValue().path("cacheCreationInputTokens").asLong(0),
                        entry.getValue().path("outputTokens").asLong(0)))
                .toList();
        return new Spent(usages, Math.round(total.path("total_cost_usd").asDouble(0) * 1_000_000), false);
    }

    /**
     * @param exit the exit code; negative or above 128 for a signal
     * @param errors what the program wrote to its standard error
     */
    Ending ending(int exit, String errors) {
        var said = result;
        if (said == null) return withoutResult(exit, errors);
        var trouble = trouble(said);
        if (trouble.isPresent()) return failed(trouble.get(), words(said));
        if (exit != 0) return failed(Trouble.KILLED, "exit code " + exit);
        var answer = said.path("structured_output");
        if (answerWanted && !answer.isObject()) return failed(Trouble.NO_ANSWER, words(said));
        return new Ending.Answered(answerWanted ? answer : MissingNode.getInstance(), spent());
    }

    Ending.Failed failed(Trouble trouble, String detail) {
        var line = detail.replaceAll("\\s+", " ").strip();
        return new Ending.Failed(
                trouble, line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line, spent());
    }

    private Ending withoutResult(int exit, String errors) {
        var isRefusedAtOnce = isNothingSaid && exit > 0 && exit < 128;
        return isRefusedAtOnce
                ? failed(Trouble.NOT_STARTED, errors)
                : failed(Trouble.KILLED, errors.isBlank() ? "exit code " + exit : errors);
    }

    private Optional<Trouble> trouble(JsonNode said) {
        var reason = said.path("terminal_reason").asString("");
        if (said.path("is_error").asBoolean(true)) return Optional.of(named(reason, said));
        if (!said.path("permission_denials").isEmpty()) return Optional.of(Trouble.DENIED_WRITE);
        return Optional.empty();
    }

    private Trouble named(String reason, JsonNode said) {
        return switch (reason) {
            case "budget_exhausted" -> Trouble.BUDGET;
            case "max_turns" -> Trouble.TURNS;
            case "structured_output_retry_exhausted" -> Trouble.INVALID_ANSWER;
            case "prompt_too_long" -> Trouble.PROMPT_TOO_LONG;
            default -> ofEndpoint(said);
        };
    }

    private Trouble ofEndpoint(JsonNode said) {
        if (said.path("stop_reason").asString("").equals("refusal")) return Trouble.REFUSAL;
        var status = said.path("api_error_status").asInt(0);
        var code = said.path("api_error").asString("");
        if (code.equals("connection_failed")) return Trouble.CONNECTION;
        if (words(said).contains("timed out")) return Trouble.TIMEOUT;
        return switch (error) {
            case "authentication_failed" ->
                status == 403 ? Trouble.FORBIDDEN : status == 401 ? Trouble.BAD_KEY : Trouble.NO_KEY;
            case "billing_error" -> Trouble.NO_CREDIT;
            case "model_not_found" -> Trouble.UNKNOWN_MODEL;
            case "rate_limit" -> Trouble.RATE_LIMIT;
            case "overloaded" -> Trouble.OVERLOAD;
            case "max_output_tokens" -> Trouble.OUTPUT_LIMIT;
            case "server_error" -> status == 529 ? Trouble.OVERLOAD : Trouble.SERVER_ERROR;
            default -> ofStatus(status);
        };
    }

    private static Trouble ofStatus(int status) {
        return switch (status) {
            case 401 -> Trouble.BAD_KEY;
            case 402 -> Trouble.NO_CREDIT;
            case 403 -> Trouble.FORBIDDEN;
            case 404 -> Trouble.UNKNOWN_MODEL;
            case 429 -> Trouble.RATE_LIMIT;
            case 529 -> Trouble.OVERLOAD;
            default -> status >= 500 || status == 0 ? Trouble.SERVER_ERROR : Trouble.BAD_REQUEST;
        };
    }

    private String words(JsonNode said) {
        var words = said.path("result").asString("");
        if (words.isEmpty()) words = said.path("errors").path(0).asString("");
        return words.isEmpty() ? lastWords : words;
    }

    private List<Usage> byModel() {
        var sums = new ArrayList<Usage>();
        for (var reply : replies) {
            var same = sums.stream()
                    .filter(sum -> sum.model().equals(reply.model()))
                    .findFirst();
            if (same.isEmpty()) sums.add(reply);
            else sums.set(sums.indexOf(same.get()), same.get().plus(reply));
        }
        return sums;
    }
}
