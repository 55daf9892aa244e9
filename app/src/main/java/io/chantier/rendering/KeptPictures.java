package io.chantier.rendering;

import io.chantier.sites.SiteEvent;
import io.chantier.storage.BlobUse;
import io.chantier.storage.Media;
import io.chantier.values.Digest;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** How long pictures and their variants are kept: as long as a site of the team has the original. */
@Component
class KeptPictures implements BlobUse {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Media media;

    KeptPictures(JdbcClient jdbc, Media media) {
        this.jdbc = jdbc;
        this.media = media;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        var gone = media.onlyOf(site.team(), site.id().value());
        if (!gone.isEmpty()) {
            jdbc.sql("delete from rendering_picture where team_id = :team and original in (:gone)")
                    .param("team", site.team().value())
                    .param("gone", gone.stream().map(Digest::value).toList())
                    .update();
        }
        media.forget(site.team(), site.id().value());
    }

    @Override
    public void names(Consumer<Digest> needed) {
        jdbc.sql("select variants from rendering_picture")
                .query(String.class)
                .list()
                .forEach(variants -> JSON.readTree(variants)
                        .forEach(variant ->
                                needed.accept(new Digest(variant.path("blob").asString()))));
    }
}
