package io.chantier.rendering;

import io.chantier.languages.Translation;
import io.chantier.storage.Media;
import io.chantier.storage.Release;
import io.chantier.values.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Everything that the template's pages are made of, in the form in which they read it. */
final class Context {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RenderRequest request;
    private final Pictures.Preparation preparation;
    private final List<Media.Video> videos;
    private final Data data;
    private final String marker;

    private Context(
            RenderRequest request,
            Pictures.Preparation preparation,
            List<Media.Video> videos,
            Data data,
            String marker) {
        this.request = request;
        this.preparation = preparation;
        this.videos = videos;
        this.data = data;
        this.marker = marker;
    }

    /**
     * Reads the revision and prepares the pictures that it names, the posters of its videos among them.
     *
     * @param template the digest of the template
     * @param known the videos that the site has
     * @throws tools.jackson.core.JacksonException when a data file is no JSON
     */
    static Context of(RenderRequest request, String template, Maker maker, Supplier<List<Media.Video>> known) {
        var data = Data.of(request.files());
        var wanted = data.pictures();
        var named = data.videos();
        var videos = named.isEmpty()
                ? List.<Media.Video>of()
                : known.get().stream()
                        .filter(video -> named.contains(video.id()))
                        .toList();
        videos.forEach(video -> wanted.add(video.poster()));
        return new Context(request, maker.prepare(request, wanted), videos, data, marker(request, template));
    }

    /** Prepares the pictures with these ids. */
    @FunctionalInterface
    interface Maker {
        Pictures.Preparation prepare(RenderRequest request, SortedSet<String> wanted);
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

        TreeSet<String> pictures() {
            var wanted = new TreeSet<>(site.findValuesAsString("image"));
            wanted.addAll(content.findValuesAsString("image"));
            return wanted;
        }

        Set<String> videos() {
            return Set.copyOf(content.findValuesAsString("video"));
        }
    }

    String marker() {
        return marker;
    }

    Pictures.Preparation preparation() {
        return preparation;
    }

    /** The context as the renderer takes it. */
    ObjectNode json() {
        var context = publication();
        context.set("site", data.site());
        context.set("content", data.content());
        context.set("tokens", data.tokens());
        context.set("images", images());
        var languages = context.putArray("languages");
        translations().forEach(translation -> languages.add(translation.json()));
        context.set("videos", videos());
        return context.put("customCss", Revised.customCss(request.files()));
    }

    /** The site in its further languages. */
    List<Translation> translations() {
        var alts = new TreeMap<String, String>();
        preparation.prepared().forEach((id, picture) -> alts.put(id, picture.alt()));
        return Translation.all(request.files(), alts);
    }

    /** The part that belongs to this publishing, not to the content. */
    ObjectNode publication() {
        var publication = JSON.createObjectNode()
                .put("baseUrl", request.target().baseUrl().toString())
                .put("marker", marker)
                .put("noindex", request.target().noindex());
        var host = request.target().host();
        if (host != null) {
            publication
                    .putObject("host")
                    .put("name", host.name())
                    .put("address", host.address())
                    .put("phone", host.phone());
        }
        return publication;
    }

    ObjectNode images() {
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

    ObjectNode videos() {
        var nodes = JSON.createObjectNode();
        for (var video : videos) {
            nodes.putObject(video.id())
                    .put("url", "/" + video.path())
                    .put("type", video.header().contentType())
                    .put("poster", video.poster())
                    .put("label", video.label());
        }
        return nodes;
    }

    /** The variants of pictures, and the videos, by their path in the site. */
    SortedMap<String, Release.Entry> pictures() {
        var entries = new TreeMap<String, Release.Entry>();
        for (var picture : preparation.prepared().values()) {
            picture.variants().forEach(variant -> entries.put(variant.path(), variant.entry()));
        }
        for (var video : videos) {
            var stored = video.stored();
            var type = video.header().contentType();
            entries.put(video.path(), new Release.Entry(stored.original(), stored.bytes(), type));
        }
        return entries;
    }

    SortedMap<String, String> redirects() {
        var redirects = new TreeMap<String, String>();
        for (var redirect : data.content().path("redirects")) {
            redirects.put(
                    redirect.path("from").asString(""), redirect.path("to").asString("/"));
        }
        return redirects;
    }

    /** Equal for equal input, so that rendering the same again gives the same release. */
    private static String marker(RenderRequest request, String template) {
        var input = new StringBuilder(template).append('\n').append(request.target());
        for (Map.Entry<String, byte[]> file : request.files().entrySet()) {
            input.append('\n').append(file.getKey()).append(' ').append(Digest.of(file.getValue()));
        }
        return Digest.of(input.toString()).brief();
    }
}
