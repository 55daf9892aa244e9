package io.chantier.generation.claude;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words and the environment of a run. Left to its defaults the program runs commands that lie in the client's folder
 * and sends the key wherever that folder says; with these flags it reads no settings but ours.
 */
final class CommandLine {

    /** What operators behind a proxy or with an authority of their own set for every program. */
    static final List<String> NETWORK = List.of(
            "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy", "NODE_EXTRA_CA_CERTS");

    private CommandLine() {}

    static List<String> words(Path program, Task task, Room room) {
        var words = new ArrayList<String>(List.of(
                program.toString(),
                "-p",
                "--restricted",
                "--setting-sources",
                "",
                "--strict-mcp-config",
                "--disable-slash-commands",
                "--no-session-persistence",
                "--output-format",
                "stream-json",
                "--verbose",
                "--include-partial-messages",
                "--model",
                task.model(),
                "--max-turns",
                Integer.toString(task.limits().turns()),
                "--max-budget-usd",
                usd(task.limits().microUsd())));
        switch (task.hands()) {
            case Task.Hands.Answers(var schema) ->
                words.addAll(List.of(
                        "--system-prompt-file",
                        room.instructions().toString(),
                        "--json-schema",
                        schema,
                        "--tools",
                        ""));
            case Task.Hands.Edits(var _, var editable) -> {
                words.addAll(List.of(
                        "--append-system-prompt-file",
                        room.instructions().toString(),
                        "--permission-mode",
                        "dontAsk",
                        "--tools",
                        "Read,Edit,Write,Glob,Grep",
                        "--allowedTools"));
                editable.forEach(file -> words.add("Edit(/" + file + ")"));
            }
        }
        return words;
    }

    /** All that the program gets to know of ours. */
    static Map<String, String> environment(Task task, Room room, SignIn signIn, ClaudeSettings settings) {
        var environment = new TreeMap<String, String>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", room.home().toString());
        environment.put("CLAUDE_CONFIG_DIR", room.config().toString());
        environment.put("TMPDIR", room.temporary().toString());
        environment.put("CLAUDE_CODE_TMPDIR", room.temporary().toString());
        environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        environment.put("DISABLE_AUTOUPDATER", "1");
        environment.put("CLAUDE_CODE_ATTRIBUTION_HEADER", "0");
        environment.put(
                "CLAUDE_CODE_MAX_OUTPUT_TOKENS", Integer.toString(task.limits().outputTokens()));
        environment.put("CLAUDE_CODE_MAX_RETRIES", Integer.toString(settings.retries()));
        environment.put("API_TIMEOUT_MS", Long.toString(settings.replyTimeout().toMillis()));
        if (!settings.baseUrl().isBlank()) environment.put("ANTHROPIC_BASE_URL", settings.baseUrl());
        if (signIn instanceof SignIn.ApiKey(var key)) environment.put("ANTHROPIC_API_KEY", key.reveal());
        environment.putAll(network());
        return environment;
    }

    private static Map<String, String> network() {
        var network = new LinkedHashMap<String, String>();
        for (var name : NETWORK) {
            var value = System.getenv(name);
            if (value != null && !value.isBlank()) network.put(name, value);
        }
        return network;
    }

    private static String usd(long microUsd) {
        return BigDecimal.valueOf(Math.max(1, microUsd), 6).stripTrailingZeros().toPlainString();
    }
}
