package io.chantier.storage;

import io.chantier.values.Digest;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The originals of pictures and videos, and every release that is kept with the files in it. What was online once and is
 * kept no longer stays a line of the history.
 */
@Component
class StoredBlobs implements BlobUse {

    private final JdbcClient jdbc;
    private final Releases releases;

    StoredBlobs(JdbcClient jdbc, Releases releases) {
        this.jdbc = jdbc;
        this.releases = releases;
    }

    @Override
    public void names(Consumer<Digest> needed) {
        jdbc.sql("select digest from storage_media union select digest from storage_video")
                .query(String.class)
                .list()
                .forEach(picture -> needed.accept(new Digest(picture)));
        jdbc.sql("select digest from storage_release union select release from storage_pointer")
                .query(String.class)
                .list()
                .forEach(release -> release(new Digest(release), needed));
    }

    private void release(Digest name, Consumer<Digest> needed) {
        needed.accept(name);
        releases.find(name).ifPresent(release -> release.files().values().forEach(file -> needed.accept(file.blob())));
    }
}
