package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Media;
import io.chantier.storage.Release;
import io.chantier.values.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** The three data files, read. */
    private record Data(JsonNode site, JsonNode content, JsonNode tokens) {

        static Data of(SortedMap<String, byte[]> files) {
            return new Data(
                    read(files, "data/site.json"), read(files, "data/content.json"), read(files, "design-tokens.json"));
        }

        private static JsonNode read(SortedMap<String, byte[]> files, String path) {
            return JSON.readTree(files.getOrDefault(path, new byte[0]));
        }
    }

    @Override
    public Rendering render(RenderRequest request) {
        try {
            var data = Data.of(request.files());
            return switch (residents.template()) {
                case Answer.No(var why) -> new Rendering.Failed(why);
                case Answer.Ok(var hello) ->
                    render(request, data, hello.path("template").asString(""));
            };
        } catch (JacksonException e) {
            return new Rendering.Failed(new Failure("data-unreadable", Map.of("reason", e.getOriginalMessage())));
        }
    }

    private Rendering render(RenderRequest request, Data data, String template) {
        var preparation = prepare(request, data);
        var marker = marker(request, template);
        var question = JSON.createObjectNode().put("op", "render");
        question.set("ctx", context(request, data, preparation, marker));
        return switch (ask(request, question, template)) {
            case Answer.No(var why) -> new Rendering.Failed(why);
            case Answer.Ok(var body) ->
                new Rendering.Rendered(
                        files(body.path("files")),
                        entries(preparation),
                        redirects(data.content()),
                        marker,
                        preparation.refused());
        };
    }

    private Answer ask(RenderRequest request, ObjectNode question, String template) {
        var components = revised.components(request.files());
        if (components.isEmpty()) return residents.ask(question, limit);
        return switch (edited.provide(request.team(), request.site(), components, template)) {
            case EditedComponents.Provision.Ready(var own) -> own.ask(question, limit);
            case EditedComponents.Provision.Refused(var why) -> new Answer.No(why);
        };
    }

    private Pictures.Preparation prepare(RenderRequest request, Data data) {
        var wanted = new TreeSet<String>();
        data.site().findValuesAsString("image").forEach(wanted::add);
        data.content().findValuesAsString("image").forEach(wanted::add);
        if (wanted.isEmpty()) return new Pictures.Preparation(Map.of(), Map.of());
        var originals = media.of(request.team(), request.site()).stream()
                .filter(picture -> wanted.contains(picture.id()))
                .toList();
        return pictures.prepare(request.team(), originals);
    }

    private static ObjectNode context(
            RenderRequest request, Data data, Pictures.Preparation preparation, String marker) {
        var context = JSON.createObjectNode();
        context.set("site", data.site());
        context.set("content", data.content());
        context.set("tokens", data.tokens());
        context.set("images", images(preparation));
        context.put("baseUrl", request.target().baseUrl().toString())
                .put("marker", marker)
                .put("noindex", request.target().noindex())
                .put("customCss", Revised.customCss(request.files()));
        var host = request.target().host();
        if (host != null) {
            context.putObject("host")
                    .put("name", host.name())
                    .put("address", host.address())
                    .put("phone", host.phone());
        }
        return context;
    }

    private static ObjectNode images(Pictures.Preparation preparation) {
        var images = JSON.createObjectNode();
        preparation.prepared().forEach((id, picture) -> {
            var image = images.putObject(id)
                    .put("width", picture.width())
                    .put("height", picture.height())
                    .put("alt", picture.alt())
                    .put("format", "webp");
            var variants = image.putArray("variants");
            picture.variants()
                    .forEach(variant -> variants.addObject()
                            .put("width", variant.width())
                            .put("height", variant.height())
                            .put("url", "/" + variant.path()));
        });
        return images;
    }

    /** Equal for equal input, so that rendering the same again gives the same release. */
    private static String marker(RenderRequest request, String template) {
        var input = new StringBuilder(template).append('\n').append(request.target());
        request.files()
                .forEach((path, bytes) ->
                        input.append('\n').append(path).append(' ').append(Digest.of(bytes)));
        return Digest.of(input.toString()).brief();
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

    private static SortedMap<String, Release.Entry> entries(Pictures.Preparation preparation) {
        var entries = new TreeMap<String, Release.Entry>();
        preparation
                .prepared()
                .values()
                .forEach(
                        picture -> picture.variants().forEach(variant -> entries.put(variant.path(), variant.entry())));
        return entries;
    }

    private static SortedMap<String, String> redirects(JsonNode content) {
        var redirects = new TreeMap<String, String>();
        for (var redirect : content.path("redirects")) {
            redirects.put(
                    redirect.path("from").asString(""), redirect.path("to").asString("/"));
        }
        return redirects;
    }
}
