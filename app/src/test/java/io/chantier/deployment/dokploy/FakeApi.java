package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeState.key;

import io.chantier.deployment.dokploy.FakeHttp.Reply;
import io.chantier.deployment.dokploy.FakeHttp.Request;
import io.chantier.deployment.dokploy.FakeProcedures.Call;
import io.chantier.deployment.dokploy.FakeProcedures.Procedure;
import io.chantier.deployment.dokploy.FakeRefusal.Code;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a request to a procedure and back: the key, the two routes, and what is refused on the way. */
final class FakeApi {

    private static final int LIMIT = 1024 * 1024;
    private static final String REST = "/api/";
    private static final String TRPC = "/api/trpc/";
    private static final String JSON_UTF8 = "application/json; charset=utf-8";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakeState state;
    private final FakeProcedures procedures;
    private final FakeTroubles troubles;
    private final FakeDeployments deployments;
    private final String token;

    FakeApi(
            FakeState state,
            FakeProcedures procedures,
            FakeTroubles troubles,
            FakeDeployments deployments,
            String token) {
        this.state = state;
        this.procedures = procedures;
        this.troubles = troubles;
        this.deployments = deployments;
        this.token = token;
    }

    /** {@code application.create} of either route; the path itself for what is no procedure. */
    static String procedure(String path) {
        if (path.startsWith(TRPC)) return path.substring(TRPC.length());
        return path.startsWith(REST) ? path.substring(REST.length()) : path;
    }

    Reply answer(Request request) throws InterruptedException {
        var name = procedure(request.path());
        var instead = troubles.instead(name);
        if (instead != null) return instead;
        if (request.path().equals("/api/health")) return Reply.of(200, JSON_UTF8, "{\"ok\":true}");
        if (!request.path().startsWith(REST)) return Reply.of(200, "text/html; charset=utf-8", "<html>Dokploy</html>");
        if (request.path().startsWith("/api/deploy/")) return webhook(request);
        var reply = request.path().startsWith(TRPC) ? enveloped(request, name) : rest(request, name);
        troubles.afterwards(name);
        return reply;
    }

    private Reply rest(Request request, String name) {
        if (request.body().length > LIMIT)
            return Reply.of(413, null, "Body exceeded 1mb limit").resetting();
        var json = request.header("content-type").startsWith("application/json");
        var body = json ? parsed(request.body()) : FakeState.row();
        if (body == null) return Reply.of(400, null, "Invalid JSON");
        if (!knows(request, 2)) return Reply.of(401, JSON_UTF8, "{\"message\":\"Unauthorized\"}");
        var query = request.method().equals("GET");
        var procedure = procedures.find(name);
        if (procedure == null || procedure.query() != query || !exists(procedure, name))
            return FakeTrpc.failure(new FakeRefusal(Code.NOT_FOUND, "Not found"), null, false);
        try {
            if (!query && name.equals("application.dropDeployment")) throw FakeRefusal.broken("Internal server error");
            if (!query && !json) throw unsupported(request);
            var input = query ? parameters(request.query()) : body;
            return FakeTrpc.success(run(procedure, new Call(input, Map.of())), false);
        } catch (FakeRefusal refusal) {
            return FakeTrpc.failure(refusal, name, false);
        }
    }

    /** The upload by REST was not there before it was broken. */
    private boolean exists(Procedure procedure, String name) {
        return state.version.since(procedure.first())
                && (!name.equals("application.dropDeployment") || state.version.since("v0.29.0"));
    }

    private Reply enveloped(Request request, String name) {
        try {
            if (!knows(request, 1)) throw new FakeRefusal(Code.UNAUTHORIZED, "UNAUTHORIZED");
            var query = request.method().equals("GET");
            var procedure = procedures.find(name);
            if (procedure == null || procedure.query() != query || !state.version.since(procedure.first()))
                throw new FakeRefusal(
                        Code.NOT_FOUND, "No procedure found on path \"%s\"".formatted(name.replace('.', ',')));
            return FakeTrpc.success(run(procedure, call(request, query)), true);
        } catch (FakeRefusal refusal) {
            return FakeTrpc.failure(refusal, name, true);
        }
    }

    private static Call call(Request request, boolean query) {
        var type = request.header("content-type");
        if (query) {
            var sent = parameters(request.query()).path("input").asString("{}");
            return new Call(JSON.readTree(sent).withObject("json"), Map.of());
        }
        if (type.startsWith("multipart/form-data")) {
            var form = FakeMultipart.read(type, request.body());
            if (form == null) throw FakeRefusal.broken("Failed to parse body as FormData.");
            var input = FakeState.row();
            form.fields().forEach(input::put);
            form.files().keySet().forEach(input::putObject);
            return new Call(input, form.files());
        }
        var body = parsed(request.body());
        if (!type.startsWith("application/json") || body == null) throw unsupported(request);
        return new Call(body.withObject("json"), Map.of());
    }

    private @Nullable JsonNode run(Procedure procedure, Call call) {
        var checked = new Call(procedure.input().checked(call.input(), state.version), call.files());
        if (!procedure.alone()) return procedure.body().run(checked);
        synchronized (state) {
            var answer = procedure.body().run(checked);
            // A copy, because rows change under the one who writes them out.
            return answer == null ? null : answer.deepCopy();
        }
    }

    private boolean knows(Request request, int verifications) {
        return request.header("x-api-key").equals(token) && troubles.mayVerify(verifications);
    }

    private static FakeRefusal unsupported(Request request) {
        return new FakeRefusal(
                Code.UNSUPPORTED_MEDIA_TYPE, "Unsupported content-type \"" + request.header("content-type"));
    }

    private static @Nullable ObjectNode parsed(byte[] body) {
        if (body.length == 0) return FakeState.row();
        try {
            return JSON.readTree(body) instanceof ObjectNode object ? object : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static ObjectNode parameters(String query) {
        var input = FakeState.row();
        for (var pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            var parts = pair.split("=", 2);
            var value = URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8);
            if (List.of("limit", "offset", "tail").contains(parts[0]) && value.matches("\\d{1,9}"))
                input.put(parts[0], Integer.parseInt(value));
            else input.put(parts[0], value);
        }
        return input;
    }

    /** What a git host calls: it deploys where the branch is the one that was set. */
    private Reply webhook(Request request) {
        synchronized (state) {
            var secret = request.path().substring("/api/deploy/".length());
            var application = FakeState.of(state.applications, "refreshToken", secret).stream()
                    .findFirst()
                    .orElse(null);
            if (application == null) return said(404, "Application Not Found");
            if (!application.path("autoDeploy").asBoolean())
                return said(400, "Automatic deployments are disabled for this application");
            var body = parsed(request.body());
            var ref = body == null ? "" : body.path("ref").asString("");
            if (!ref.equals("refs/heads/" + application.path("customGitBranch").asString("")))
                return said(301, "Branch Not Match");
            var commit = body.path("head_commit");
            deployments.enqueue(
                    application, key((ObjectNode) commit, "message"), "Hash: " + key((ObjectNode) commit, "id"), false);
            return said(200, "Application deployed successfully");
        }
    }

    private static Reply said(int status, String message) {
        return Reply.of(
                status, JSON_UTF8, FakeState.row().put("message", message).toString());
    }
}
