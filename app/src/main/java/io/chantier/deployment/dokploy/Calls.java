package io.chantier.deployment.dokploy;

import io.chantier.deployment.dokploy.DokployTrouble.Kind;
import io.chantier.jobs.Failure;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Endpoints.Call;
import io.chantier.outbound.Endpoints.Reply;
import io.chantier.values.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.MultiPartRequestContent;
import org.eclipse.jetty.client.PathRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How a Dokploy server is asked, and what its answers mean. Queries are GET, mutations POST with JSON; a success may be
 * an object, {@code true} or nothing at all. What an answer says of its server's inside ({@code data.stack}) is dropped.
 */
final class Calls {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration UPLOAD = Duration.ofMinutes(5);
    private static final int LONGEST = 300;

    private final Endpoints endpoints;
    private final DokployServer server;
    private final AtomicBoolean knowsUs;

    /** @param knowsUs whether this key was good before; set by every success */
    Calls(Endpoints endpoints, DokployServer server, AtomicBoolean knowsUs) {
        this.endpoints = endpoints;
        this.server = server;
        this.knowsUs = knowsUs;
    }

    JsonNode get(String procedure, Map<String, String> query) {
        var asked = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        return read(Call.get(address("/api/" + procedure + asked)).within(PATIENCE));
    }

    JsonNode post(String procedure, Map<String, ?> body) {
        var bytes = JSON.writeValueAsBytes(body);
        Supplier<Request.Content> content = () -> new BytesRequestContent("application/json", bytes);
        return read(Call.get(address("/api/" + procedure)).post(content).within(PATIENCE));
    }

    /** Uploads a zip by the one route that takes one in every version. */
    void drop(String application, Path zip) {
        var call = Call.get(address("/api/trpc/application.dropDeployment"))
                .post(() -> form(application, zip))
                .within(UPLOAD);
        var _ = read(call);
    }

    private static Request.Content form(String application, Path zip) {
        var type = HttpFields.build().put(new HttpField(HttpHeader.CONTENT_TYPE, "application/zip"));
        var form = new MultiPartRequestContent();
        form.addPart(new MultiPart.ContentSourcePart(
                "applicationId", null, HttpFields.EMPTY, new StringRequestContent(application)));
        form.addPart(new MultiPart.ContentSourcePart("zip", "site.zip", type, content(zip)));
        form.addPart(
                new MultiPart.ContentSourcePart("dropBuildPath", null, HttpFields.EMPTY, new StringRequestContent("")));
        form.close();
        return form;
    }

    private static Request.Content content(Path zip) {
        try {
            return new PathRequestContent("application/zip", zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address(String path) {
        var base = server.url().toString().replaceAll("/+$", "");
        return URI.create(base + path);
    }

    private JsonNode read(Call call) {
        var sent = call.with("x-api-key", server.token().reveal()).with("Accept", "application/json");
        return switch (endpoints.send(sent)) {
            case Reply.Answered answer -> meaning(answer);
            case Reply.Broken(var trouble) -> throw broken(trouble);
        };
    }

    private JsonNode meaning(Reply.Answered answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) return success(answer);
        throw switch (status) {
            case 401 -> trouble(knowsUs.get() ? "dokploy-key-limit" : "dokploy-unauthorized", Kind.REFUSED, "");
            case 403 -> trouble("dokploy-forbidden", Kind.REFUSED, "");
            case 404 ->
                isDokploys(answer)
                        ? trouble("dokploy-gone", Kind.GONE, "404 " + words(answer))
                        : trouble("dokploy-not-dokploy", Kind.UNSURE, "");
            case 413 -> trouble("dokploy-too-big", Kind.REFUSED, "413 " + words(answer));
            case 429 -> trouble("dokploy-busy", Kind.LATER, words(answer));
            case 301, 302, 303, 307, 308 -> noDokploy();
            default ->
                status >= 500
                        ? trouble("dokploy-server-error", Kind.UNSURE, status + " " + words(answer))
                        : trouble("dokploy-refused", Kind.REFUSED, status + " " + words(answer));
        };
    }

    private JsonNode success(Reply.Answered answer) {
        var body = answer.body();
        if (body.length == 0) {
            knowsUs.set(true);
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            var read = JSON.readTree(body);
            knowsUs.set(true);
            var wrapped = read.path("result").path("data").path("json");
            return wrapped.isMissingNode() ? read : wrapped;
        } catch (JacksonException e) {
            throw noDokploy();
        }
    }

    /** A proxy in front says 404, too, while Dokploy restarts. */
    private static boolean isDokploys(Reply.Answered answer) {
        try {
            var read = JSON.readTree(answer.body());
            var inner =
                    read.path("error").path("json").path("data").path("code").asString("");
            return read.path("code").asString(inner).equals("NOT_FOUND");
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The message alone: nothing of stacks, no secrets, and short. */
    private static String words(Reply.Answered answer) {
        try {
            var read = JSON.readTree(answer.body());
            var error = read.path("error").path("json");
            var message = (error.isMissingNode() ? read : error).path("message").asString("");
            var issue = read.path("issues").path(0);
            var field = issue.path("path").path(0).asString("");
            return shortened(
                    field.isEmpty()
                            ? message
                            : field + ": " + issue.path("message").asString(""));
        } catch (JacksonException e) {
            boolean text = answer.contentType().isEmpty()
                    || answer.contentType().toLowerCase(Locale.ROOT).startsWith("text/plain");
            return text ? shortened(new String(answer.body(), StandardCharsets.UTF_8)) : "";
        }
    }

    private static String shortened(String text) {
        var line = Redaction.apply(text).replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** What answers there is something else. */
    DokployTrouble noDokploy() {
        return trouble("dokploy-not-dokploy", Kind.REFUSED, "");
    }

    DokployTrouble tooOld(String version) {
        var arguments = Map.of("server", server.name(), "version", version);
        return new DokployTrouble(new Failure("dokploy-version", arguments), Kind.REFUSED);
    }

    private DokployTrouble broken(Endpoints.Trouble trouble) {
        var code = switch (trouble) {
            case UNKNOWN_HOST -> "dokploy-unknown-host";
            case FORBIDDEN_ADDRESS -> "dokploy-address-forbidden";
            case CONNECT -> "dokploy-no-connection";
            case TLS -> "dokploy-tls";
            case RESET, TIMEOUT -> "dokploy-no-answer";
            case TOO_BIG -> "dokploy-not-dokploy";
        };
        if (trouble == Endpoints.Trouble.FORBIDDEN_ADDRESS) return trouble(code, Kind.REFUSED, "");
        return trouble(code, trouble.neverArrived() ? Kind.LATER : Kind.UNSURE, "");
    }

    private DokployTrouble trouble(String code, Kind kind, String said) {
        var arguments = Map.of("server", server.name(), "said", said.strip());
        return new DokployTrouble(new Failure(code, arguments), kind);
    }
}
