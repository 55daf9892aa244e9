package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pictures as rows, their bytes as blobs. */
public final class JdbcMedia implements Media {

    private static final String COLUMNS = "id, digest, content_type, width, height, alt, origin";

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final VideoRows videos;

    public JdbcMedia(JdbcClient jdbc, Blobs blobs) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.videos = new VideoRows(jdbc);
    }

    @Override
    public Picture keep(TeamId team, UUID site, byte[] original, String alt, String origin) {
        var header = PictureHeader.of(original);
        var digest = blobs.put(original);
        jdbc.sql("""
                insert into storage_media (team_id, site_id, id, digest, content_type, width, height, alt, origin)
                values (:team, :site, :id, :digest, :type, :width, :height, :alt, :origin)
                on conflict (site_id, id) do nothing
                """)
                .param("team", team.value())
                .param("site", site)
                .param("id", digest.brief())
                .param("digest", digest.value())
                .param("type", header.contentType())
                .param("width", header.width())
                .param("height", header.height())
                .param("alt", alt.replace("\0", ""))
                .param("origin", origin.replace("\0", ""))
                .update();
        return find(team, site, digest.brief()).orElseThrow();
    }

    @Override
    public void describe(TeamId team, UUID site, String id, String alt) {
        jdbc.sql("update storage_media set alt = :alt where team_id = :team and site_id = :site and id = :id")
                .param("alt", alt.replace("\0", ""))
                .param("team", team.value())
                .param("site", site)
                .param("id", id)
                .update();
    }

    @Override
    public List<Picture> of(TeamId team, UUID site) {
        return jdbc.sql("select " + COLUMNS
                        + " from storage_media where team_id = :team and site_id = :site order by created_at, id")
                .param("team", team.value())
                .param("site", site)
                .query(JdbcMedia::picture)
                .list();
    }

    @Override
    public Optional<Picture> find(TeamId team, UUID site, String id) {
        return jdbc.sql("select " + COLUMNS
                        + " from storage_media where team_id = :team and site_id = :site and id = :id")
                .param("team", team.value())
                .param("site", site)
                .param("id", id)
                .query(JdbcMedia::picture)
                .optional();
    }

    @Override
    public Video keepVideo(TeamId team, UUID site, byte[] original, VideoWords words) {
        var header = VideoHeader.of(original);
        var digest = blobs.put(original);
        return videos.keep(team, site, new Stored(digest, original.length), header, words);
    }

    @Override
    public void describeVideo(TeamId team, UUID site, String id, String poster, String label) {
        videos.describe(team, site, id, poster, label);
    }

    @Override
    public List<Video> videos(TeamId team, UUID site) {
        return videos.of(team, site);
    }

    @Override
    public List<Digest> onlyOf(TeamId team, UUID site) {
        return jdbc.sql("""
                select digest from storage_media own where team_id = :team and site_id = :site
                and not exists (select 1 from storage_media other
                    where other.team_id = own.team_id and other.digest = own.digest and other.site_id <> own.site_id)
                """).param("team", team.value()).param("site", site).query(String.class).list().stream()
                .map(Digest::new)
                .toList();
    }

    @Override
    public void forget(TeamId team, UUID site) {
        jdbc.sql("delete from storage_media where team_id = :team and site_id = :site")
                .param("team", team.value())
                .param("site", site)
                .update();
        videos.forget(team, site);
    }

    private static Picture picture(ResultSet row, int number) throws SQLException {
        return new Picture(
                row.getString("id"),
                new Digest(row.getString("digest")),
                row.getString("content_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("alt"),
                row.getString("origin"));
    }
}
