package io.chantier.rendering;

import io.chantier.storage.Blobs;
import io.chantier.storage.Media;
import io.chantier.storage.StorageFixture;
import java.nio.file.Path;

/** The resident renderer with real pictures on a database and a folder of its own, without Spring. */
public final class RealRenderer implements AutoCloseable {

    private final StorageFixture storage = StorageFixture.fresh("rendering");
    private final Workshop workshop;
    private final Renderer renderer;

    public RealRenderer(Path cache) {
        var limits = Samples.settings().limits();
        workshop = Workshop.of(Samples.settings(), "", Samples.template(), cache);
        renderer = workshop.renderer(
                storage.media(), workshop.pictures(storage.jdbc(), storage.blobs(), limits.picture()), limits.render());
    }

    public Rendering render(RenderRequest request) {
        return renderer.render(request);
    }

    public Media media() {
        return storage.media();
    }

    public Blobs blobs() {
        return storage.blobs();
    }

    @Override
    public void close() {
        workshop.close();
    }
}
