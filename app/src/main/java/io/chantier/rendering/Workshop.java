package io.chantier.rendering;

import io.chantier.storage.Blobs;
import io.chantier.storage.Media;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The processes behind the renderer, started when they are first needed and ended with us. */
public final class Workshop implements AutoCloseable {

    private final Residents residents;
    private final EditedComponents edited;
    private final Revised revised;
    private final Path home;

    private Workshop(Residents residents, EditedComponents edited, Revised revised, Path home) {
        this.residents = residents;
        this.edited = edited;
        this.revised = revised;
        this.home = home;
    }

    /**
     * @param node the setting {@code chantier.node}; empty to look for it
     * @param template the folder with {@code template/} and {@code renderer/}
     * @param cache where compiled components of sites lie
     */
    public static Workshop of(RenderingSettings settings, String node, Path template, Path cache) {
        var walls = cache.toAbsolutePath().normalize().resolve("walls");
        return of(settings, node, template, cache, List.of(new Bubblewrap(), new Namespaces(walls)));
    }

    /** @param ways to lock components in, best first */
    static Workshop of(RenderingSettings settings, String node, Path template, Path cache, List<Walls> ways) {
        var home = template.toAbsolutePath().normalize();
        var path = System.getenv().getOrDefault("PATH", "");
        var search = new Once<>(
                () -> Node.find(node, List.of(home, Path.of("")), path), Node.Search.Found.class::isInstance);
        var sandbox = new Once<>(() -> sandbox(search.get(), home, ways), Optional::isPresent);
        return new Workshop(
                new Residents(search, home, settings),
                new EditedComponents(sandbox, cache.toAbsolutePath().normalize(), settings.limits()),
                new Revised(home.resolve("template")),
                home);
    }

    public Pictures pictures(JdbcClient jdbc, Blobs blobs, Duration limit) {
        return new JdbcPictures(jdbc, blobs, residents, limit);
    }

    public Renderer renderer(Media media, Pictures pictures, Duration limit) {
        return new NodeRenderer(residents, edited, revised, media, pictures, limit);
    }

    public Exporter exporter(Media media, Pictures pictures, Blobs blobs, Duration limit) {
        var renderer = new NodeRenderer(residents, edited, revised, media, pictures, limit);
        return new Exporter(renderer, blobs, home);
    }

    /** @param patience how long one site may take */
    public Lighthouse lighthouse(Blobs blobs, Duration patience) {
        return new WalledLighthouse(home.resolve("quality"), residents::node, blobs, patience);
    }

    /** The folder with {@code template/} and {@code renderer/}. */
    Path home() {
        return home;
    }

    Residents residents() {
        return residents;
    }

    EditedComponents edited() {
        return edited;
    }

    @Override
    public void close() {
        edited.close();
        residents.close();
    }

    private static Optional<Sandbox> sandbox(Node.Search node, Path template, List<Walls> ways) {
        return switch (node) {
            case Node.Search.Missing _ -> Optional.empty();
            case Node.Search.Found(var binary) -> Sandbox.find(binary, template, ways);
        };
    }
}
