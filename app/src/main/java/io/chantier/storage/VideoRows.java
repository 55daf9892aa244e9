package io.chantier.storage;

import io.chantier.storage.Media.Stored;
import io.chantier.storage.Media.Video;
import io.chantier.storage.Media.VideoWords;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Videos as rows. */
final class VideoRows {

    private final JdbcClient jdbc;

    VideoRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Video keep(TeamId team, UUID site, Stored stored, VideoHeader header, VideoWords words) {
        var id = stored.original().brief();
        jdbc.sql("""
                insert into storage_video (team_id, site_id, id, digest, content_type, bytes, width, height, seconds,
                  poster, label, origin)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (site_id, id) do update set poster = excluded.poster, label = excluded.label
                """)
                .params(team.value(), site, id, stored.original().value(), header.contentType(), stored.bytes())
                .params(header.width(), header.height(), header.seconds())
                .params(words.poster(), plain(words.label()), plain(words.origin()))
                .update();
        return of(team, site).stream()
                .filter(video -> video.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    void describe(TeamId team, UUID site, String id, String poster, String label) {
        jdbc.sql("update storage_video set poster = ?, label = ? where team_id = ? and site_id = ? and id = ?")
                .params(poster, plain(label), team.value(), site, id)
                .update();
    }

    /** Oldest first. */
    List<Video> of(TeamId team, UUID site) {
        return jdbc.sql("select * from storage_video where team_id = ? and site_id = ? order by created_at, id")
                .params(team.value(), site)
                .query(VideoRows::video)
                .list();
    }

    void forget(TeamId team, UUID site) {
        jdbc.sql("delete from storage_video where team_id = ? and site_id = ?")
                .params(team.value(), site)
                .update();
    }

    private static Video video(ResultSet row, int number) throws SQLException {
        return new Video(
                row.getString("id"),
                new Stored(new Digest(row.getString("digest")), row.getLong("bytes")),
                new VideoHeader(
                        row.getString("content_type"),
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getInt("seconds")),
                row.getString("poster"),
                row.getString("label"),
                row.getString("origin"));
    }

    private static String plain(String text) {
        return text.replace("\0", "");
    }
}
