package io.chantier.benches.agent;

import io.chantier.benches.agent.AgentTrouble.Kind;
import io.chantier.jobs.Failure;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Endpoints.Call;
import io.chantier.outbound.Endpoints.Reply;
import io.chantier.outbound.Opened;
import io.chantier.outbound.Trust;
import io.chantier.protocol.Wire;
import io.chantier.values.Redaction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How an agent is asked, and what its answers mean. */
final class AgentCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int LONGEST = 300;

    /** How ours, and a stock one, say that they have no such route: a site that is not there is told otherwise. */
    private static final Pattern UNSERVED = Pattern.compile(
            "There is no (GET|POST|DELETE) /|werkzeug\\.exceptions\\.(NotFound: 404|MethodNotAllowed: 405) ");

    private final Endpoints endpoints;
    private final Trust trust;
    private final AgentAddress agent;

    AgentCalls(Endpoints endpoints, Trust trust, AgentAddress agent) {
        this.endpoints = endpoints;
        this.trust = trust;
        this.agent = agent;
    }

    JsonNode get(String path) {
        return ask(call(path));
    }

    /** @param agentJobId empty for what is no job */
    JsonNode send(String method, String path, JsonNode body, String agentJobId) {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        var call = call(path).json(method, bytes);
        return ask(agentJobId.isEmpty() ? call : call.with("X-Agent-Job-Id", agentJobId));
    }

    /** Reads no further than the caller does, whatever the answer. */
    Opened open(String path, Duration silence) {
        return endpoints.open(call(path)
                .within(silence)
                .with("Authorization", "bearer " + agent.password().reveal()));
    }

    private Call call(String path) {
        var address = URI.create(agent.url() + path);
        return new Call("GET", address, Map.of(), null, PATIENCE, MOST_BYTES);
    }

    /** What cannot be read is no answer of an agent. */
    <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JacksonException e) {
            throw notAnAgent();
        }
    }

    AgentTrouble notAnAgent() {
        return trouble(Kind.BROKEN, "agent-not-agent", "");
    }

    /** What time it is there, where it says so. */
    Optional<Instant> clock() {
        var call = call("/ping");
        var answer = answer(call);
        var _ = meaning(call, answer);
        return Optional.ofNullable(answer.date());
    }

    private JsonNode ask(Call call) {
        return meaning(call, answer(call));
    }

    private Reply.Answered answer(Call call) {
        if (agent.password().isEmpty()) throw trouble(Kind.WRONG_PASSWORD, "agent-no-password", "");
        var sent = call.with("Authorization", "bearer " + agent.password().reveal())
                .with("Accept", "application/json");
        return switch (endpoints.send(sent)) {
            case Reply.Answered answer -> answer;
            case Reply.Broken(var trouble) -> throw broken(trouble);
        };
    }

    private JsonNode meaning(Call call, Reply.Answered answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) return json(answer).orElseThrow(this::notAnAgent);
        throw switch (status) {
            case 401 -> trouble(Kind.WRONG_PASSWORD, "agent-wrong-password", "");
            case 408, 425, 429 -> trouble(Kind.UNREACHABLE, "agent-busy", "");
            case 507 -> trouble(Kind.UNREACHABLE, "agent-disk-full", "");
            case 502, 503, 504 -> trouble(Kind.BROKEN, "agent-behind-proxy", String.valueOf(status));
            default -> {
                var said = said(answer);
                if (isUnserved(status, said)) yield tooOld(call);
                if (said.isEmpty()) yield trouble(Kind.BROKEN, "agent-not-agent", "");
                yield status >= 400 && status < 500
                        ? trouble(Kind.REFUSED, AgentTrouble.SAID_NO, said)
                        : trouble(Kind.BROKEN, AgentTrouble.SAID_ERROR, said);
            }
        };
    }

    /** What an agent does not know itself, it says in its own words; a proxy before it may answer without any. */
    private boolean isUnserved(int status, String said) {
        if (status == 501 || UNSERVED.matcher(said).lookingAt()) return true;
        return said.isEmpty() && (status == 404 || status == 405) && isAgent();
    }

    private boolean isAgent() {
        var pong = answer(call("/ping"));
        return json(pong)
                .filter(told -> told.path("message").asString("").equals("pong"))
                .isPresent();
    }

    AgentTrouble passwordForShells() {
        return new AgentTrouble(Kind.REFUSED, new Failure("agent-password-for-shells", Map.of("server", agent.name())));
    }

    private AgentTrouble tooOld(Call call) {
        var route = call.method() + " " + call.address().getPath();
        var words = Map.of("server", agent.name(), "job", route);
        return new AgentTrouble(Kind.REFUSED, new Failure(AgentTrouble.TOO_OLD, words));
    }

    private static Optional<JsonNode> json(Reply.Answered answer) {
        try {
            return Optional.of(Wire.tree(new String(answer.body(), StandardCharsets.UTF_8)))
                    .filter(json -> json.isObject() || json.isArray());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The last line: of a traceback it is the one that people understand. Empty where no agent speaks. */
    private static String said(Reply.Answered answer) {
        return json(answer)
                .map(json -> json.path("error").isArray()
                        ? last(json.path("error")
                                .valueStream()
                                .map(line -> line.asString(""))
                                .toList())
                        : last(List.of(
                                json.path("message").asString(""),
                                json.path("error").asString(""),
                                json.path("output").asString(""))))
                .map(AgentCalls::shortened)
                .orElse("");
    }

    private static String last(List<String> lines) {
        return lines.stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .reduce((_, later) -> later)
                .orElse("?");
    }

    private static String shortened(String text) {
        var line = Redaction.apply(text).replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private AgentTrouble broken(Endpoints.Trouble trouble) {
        return switch (trouble) {
            case UNKNOWN_HOST -> trouble(Kind.UNREACHABLE, "agent-unknown-host", "");
            case FORBIDDEN_ADDRESS -> trouble(Kind.REFUSED, "agent-address-forbidden", "");
            case CONNECT -> trouble(Kind.UNREACHABLE, "agent-no-connection", "");
            case TLS -> certificate();
            case RESET, TIMEOUT -> trouble(Kind.UNSURE, "agent-no-answer", "");
            case TOO_BIG -> trouble(Kind.BROKEN, AgentTrouble.TOO_BIG, "");
        };
    }

    private AgentTrouble certificate() {
        var shown = trust.refused();
        if (shown.isEmpty()) return trouble(Kind.UNREACHABLE, "agent-tls", "");
        var code = agent.certificate().isEmpty() ? "agent-unknown-certificate" : "agent-other-certificate";
        var arguments = new HashMap<>(
                Map.of("server", agent.name(), "fingerprint", shown.get().value()));
        agent.certificate().ifPresent(known -> arguments.put("known", known.value()));
        return new AgentTrouble(Kind.OTHER_CERTIFICATE, new Failure(code, arguments));
    }

    private AgentTrouble trouble(Kind kind, String code, String said) {
        return new AgentTrouble(kind, new Failure(code, Map.of("server", agent.name(), "said", said)));
    }
}
