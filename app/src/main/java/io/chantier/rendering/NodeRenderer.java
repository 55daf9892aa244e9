package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Media;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Renders with the resident Node processes: the shared ones, or a sandboxed one where components were edited. */
final class NodeRenderer implements Renderer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Residents residents;
    private final EditedComponents edited;
    private final Revised revised;
    private final Media media;
    private final Pictures pictures;
    private final Duration limit;

    NodeRenderer(
            Residents residents,
            EditedComponents edited,
            Revised revised,
            Media media,
            Pictures pictures,
            Duration limit) {
        this.residents = residents;
        this.edited = edited;
        this.revised = revised;
        this.media = media;
        this.pictures = pictures;
        this.limit = limit;
    }

    /** A context, or why there is none. */
    sealed interface Preparing {
        record Ready(Context context, String template) implements Preparing {}

        record Failed(Failure why) implements Preparing {}
    }

    /** Reads the revision and prepares its pictures. */
    Preparing prepare(RenderRequest request) {
        return prepare(request, this::prepare);
    }

    private Preparing prepare(RenderRequest request, Context.Maker maker) {
        try {
            return switch (residents.template()) {
                case Answer.No(var why) -> new Preparing.Failed(why);
                case Answer.Ok(var hello) -> {
                    var template = hello.path("template").asString("");
                    yield new Preparing.Ready(
                            Context.of(request, template, maker, () -> media.videos(request.team(), request.site())),
                            template);
                }
            };
        } catch (JacksonException e) {
            return new Preparing.Failed(new Failure("data-unreadable", Map.of("reason", e.getOriginalMessage())));
        }
    }

    @Override
    public Rendering render(RenderRequest request) {
        return switch (prepare(request)) {
            case Preparing.Failed(var why) -> new Rendering.Failed(why);
            case Preparing.Ready(var context, var template) -> render(request, context, template);
        };
    }

    private Rendering render(RenderRequest request, Context context, String template) {
        return switch (ask(request, question(context), template)) {
            case Answer.No(var why) -> new Rendering.Failed(why);
            case Answer.Ok(var body) ->
                new Rendering.Rendered(
                        files(body.path("files")),
                        context.pictures(),
                        context.redirects(),
                        context.marker(),
                        context.preparation().refused());
        };
    }

    @Override
    public Optional<byte[]> sketch(RenderRequest request, String page) {
        if (!(prepare(request, this::prepared) instanceof Preparing.Ready(var context, var template)))
            return Optional.empty();
        var components = revised.components(request.files());
        boolean isReady = context.preparation().refused().isEmpty()
                && (components.isEmpty() || edited.isCompiled(components, template));
        if (!isReady) return Optional.empty();
        return ask(request, question(context).put("page", page), template) instanceof Answer.Ok(var body)
                ? files(body.path("files")).values().stream().findFirst()
                : Optional.empty();
    }

    private static ObjectNode question(Context context) {
        var question = JSON.createObjectNode().put("op", "render");
        question.set("ctx", context.json());
        return question;
    }

    private Answer ask(RenderRequest request, ObjectNode question, String template) {
        var components = revised.components(request.files());
        if (components.isEmpty()) return residents.ask(question, limit);
        return switch (edited.provide(request.team(), request.site(), components, template)) {
            case EditedComponents.Provision.Ready(var own) -> own.ask(question, limit);
            case EditedComponents.Provision.Refused(var why) -> new Answer.No(why);
        };
    }

    private Pictures.Preparation prepare(RenderRequest request, SortedSet<String> wanted) {
        return pictures.prepare(request.team(), originals(request, wanted));
    }

    private Pictures.Preparation prepared(RenderRequest request, SortedSet<String> wanted) {
        return pictures.prepared(request.team(), originals(request, wanted));
    }

    private List<Media.Picture> originals(RenderRequest request, SortedSet<String> wanted) {
        if (wanted.isEmpty()) return List.of();
        return media.of(request.team(), request.site()).stream()
                .filter(picture -> wanted.contains(picture.id()))
                .toList();
    }

    private static SortedMap<String, byte[]> files(JsonNode rendered) {
        var files = new TreeMap<String, byte[]>();
        rendered.properties().forEach(file -> files.put(file.getKey(), bytes(file.getValue())));
        return files;
    }

    private static byte[] bytes(JsonNode content) {
        return content.isString()
                ? content.stringValue().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(content.path("base64").asString(""));
    }
}
