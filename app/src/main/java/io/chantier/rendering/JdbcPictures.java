package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Blobs;
import io.chantier.storage.Media;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Variants as blobs, and rows that say which they are. The renderer process makes them, two pictures at a time. */
final class JdbcPictures implements Pictures {

    private static final List<Integer> WIDTHS = List.of(480, 800, 1200);

    /** As many as the renderer makes at a time. */
    private static final int AT_ONCE = 2;

    /** Changes when widths, format or quality change: then pictures are made anew. */
    private static final String RECIPE = "webp-70-1:" + WIDTHS;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final Residents residents;
    private final Duration limit;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    JdbcPictures(JdbcClient jdbc, Blobs blobs, Residents residents, Duration limit) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.residents = residents;
        this.limit = limit;
    }

    private sealed interface Made {
        record Prepared(PreparedPicture picture) implements Made {}

        record Refused(String id, Failure why) implements Made {}
    }

    @Override
    public Preparation prepare(TeamId team, Collection<Media.Picture> originals) {
        var known = known(team, originals);
        var missing = originals.stream()
                .filter(original -> !known.containsKey(original.id()))
                .toList();
        var refused = new TreeMap<String, Failure>();
        for (var made : makeAll(team, missing)) {
            switch (made) {
                case Made.Prepared(var picture) -> known.put(picture.id(), picture);
                case Made.Refused(var id, var why) -> refused.put(id, why);
            }
        }
        return new Preparation(known, refused);
    }

    @Override
    public Preparation prepared(TeamId team, Collection<Media.Picture> originals) {
        var known = known(team, originals);
        var missing = new TreeMap<String, Failure>();
        for (var original : originals) {
            if (!known.containsKey(original.id())) missing.put(original.id(), new Failure("picture-lost", Map.of()));
        }
        return new Preparation(known, missing);
    }

    @Override
    public Cut crop(Media.Picture original, Box box) {
        if (original.contentType().equals("image/svg+xml"))
            return new Cut.Refused(new Failure("crop-drawing", Map.of()));
        var bytes = blobs.get(original.original());
        if (bytes.isEmpty()) return new Cut.Refused(new Failure("picture-lost", Map.of()));
        try {
            var folder = Files.createTempDirectory("chantier-crop");
            try {
                var target = folder.resolve("cut");
                var request = JSON.createObjectNode()
                        .put("op", "crop")
                        .put(
                                "source",
                                Files.write(folder.resolve("original"), bytes.get())
                                        .toString())
                        .put("target", target.toString())
                        .put("left", box.left())
                        .put("top", box.top())
                        .put("width", box.width())
                        .put("height", box.height());
                return switch (ask(request)) {
                    case Answer.Ok _ -> new Cut.Done(Files.readAllBytes(target));
                    case Answer.No(var why) -> new Cut.Refused(why);
                };
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Made> makeAll(TeamId team, List<Media.Picture> originals) {
        if (originals.isEmpty()) return List.of();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var making = originals.stream()
                    .map(original -> workers.submit((Callable<Made>) () -> make(team, original)))
                    .toList();
            var made = new ArrayList<Made>();
            for (Future<Made> one : making) made.add(one.get());
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making pictures", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Made make(TeamId team, Media.Picture original) throws IOException {
        if (original.contentType().equals("image/svg+xml")) return keep(team, original, drawing(original));
        var bytes = blobs.get(original.original());
        if (bytes.isEmpty()) return refused(original, new Failure("picture-lost", Map.of()));
        var folder = Files.createTempDirectory("chantier-picture");
        try {
            var source = Files.write(folder.resolve("original"), bytes.get());
            return switch (ask(request(original, source, folder.resolve("variants")))) {
                case Answer.Ok(var body) -> keep(team, original, picture(original, body, folder.resolve("variants")));
                case Answer.No(var why) -> refused(original, why);
            };
        } finally {
            delete(folder);
        }
    }

    /** A picture's time begins when it is its turn: waiting behind others is no reason to end the renderer of all. */
    private Answer ask(ObjectNode request) {
        turns.acquireUninterruptibly();
        try {
            return residents.ask(request, limit);
        } finally {
            turns.release();
        }
    }

    private static Made refused(Media.Picture original, Failure why) {
        return new Made.Refused(original.id(), why);
    }

    private static ObjectNode request(Media.Picture original, Path source, Path outDir) {
        var request = JSON.createObjectNode()
                .put("op", "pictures")
                .put("source", source.toString())
                .put("outDir", outDir.toString())
                .put("id12", original.id());
        WIDTHS.forEach(request.putArray("widths")::add);
        return request;
    }

    private PreparedPicture picture(Media.Picture original, JsonNode body, Path folder) throws IOException {
        var variants = new ArrayList<PreparedPicture.Variant>();
        for (var made : body.path("variants")) {
            var file = made.path("file").asString("");
            var bytes = Files.readAllBytes(folder.resolve(Path.of(file).getFileName()));
            variants.add(new PreparedPicture.Variant(
                    made.path("width").asInt(0), made.path("height").asInt(0), file, blobs.put(bytes), bytes.length));
        }
        return new PreparedPicture(
                original.id(), body.path("width").asInt(0), body.path("height").asInt(0), original.alt(), variants);
    }

    private PreparedPicture drawing(Media.Picture original) {
        var size = blobs.get(original.original()).map(bytes -> bytes.length).orElse(0);
        var variant = new PreparedPicture.Variant(
                original.width(), original.height(), original.id() + ".svg", original.original(), size);
        return new PreparedPicture(
                original.id(), original.width(), original.height(), original.alt(), List.of(variant));
    }

    private Made keep(TeamId team, Media.Picture original, PreparedPicture picture) {
        jdbc.sql("""
                insert into rendering_picture (team_id, original, recipe, width, height, variants)
                values (:team, :original, :recipe, :width, :height, :variants::jsonb) on conflict do nothing
                """)
                .param("team", team.value())
                .param("original", original.original().value())
                .param("recipe", RECIPE)
                .param("width", picture.width())
                .param("height", picture.height())
                .param(
                        "variants",
                        JSON.writeValueAsString(
                                picture.variants().stream().map(Row::of).toList()))
                .update();
        return new Made.Prepared(picture);
    }

    private Map<String, PreparedPicture> known(TeamId team, Collection<Media.Picture> originals) {
        var byDigest = originals.stream()
                .collect(Collectors.toMap(original -> original.original().value(), original -> original, (a, _) -> a));
        if (byDigest.isEmpty()) return new TreeMap<>();
        return jdbc
                .sql("""
                select original, width, height, variants from rendering_picture
                where team_id = :team and recipe = :recipe and original in (:originals)
                """)
                .param("team", team.value())
                .param("recipe", RECIPE)
                .param("originals", byDigest.keySet())
                .query((row, _) -> {
                    var original = Objects.requireNonNull(byDigest.get(row.getString("original")));
                    var variants = List.of(JSON.readValue(row.getString("variants"), Row[].class)).stream()
                            .map(Row::variant)
                            .toList();
                    return new PreparedPicture(
                            original.id(), row.getInt("width"), row.getInt("height"), original.alt(), variants);
                })
                .list()
                .stream()
                .collect(Collectors.toMap(PreparedPicture::id, picture -> picture, (a, _) -> a, TreeMap::new));
    }

    /** A variant as the table keeps it. */
    private record Row(int width, int height, String file, String blob, long size) {

        static Row of(PreparedPicture.Variant variant) {
            return new Row(
                    variant.width(),
                    variant.height(),
                    variant.file(),
                    variant.blob().value(),
                    variant.size());
        }

        PreparedPicture.Variant variant() {
            return new PreparedPicture.Variant(width, height, file, new Digest(blob), size);
        }
    }

    private static void delete(Path folder) {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
