package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Releases as blobs, and a row that says whose they are. */
public final class JdbcReleases implements Releases {

    private static final Pattern SAFE_PATH = Pattern.compile("(?!/)[^\\\\\\x00-\\x1f?#]{1,400}");

    private final JdbcClient jdbc;
    private final Blobs blobs;

    public JdbcReleases(JdbcClient jdbc, Blobs blobs) {
        this.jdbc = jdbc;
        this.blobs = blobs;
    }

    @Override
    public Release save(
            TeamId team,
            UUID site,
            SortedMap<String, byte[]> files,
            SortedMap<String, Release.Entry> pictures,
            SortedMap<String, String> redirects) {
        var all = new TreeMap<>(pictures);
        files.forEach((path, bytes) ->
                all.put(path, new Release.Entry(Digest.of(bytes), bytes.length, ContentTypes.of(path))));
        all.keySet().forEach(JdbcReleases::refuseUnsafe);
        // Nobody knows of the manifest before its row is there, so it may be kept together with what it names.
        var kept = new ArrayList<>(files.values());
        kept.add(ReleaseManifest.write(all, redirects));
        var digest = blobs.putAll(kept).getLast();
        remember(team, site, digest, all);
        return new Release(digest, all, redirects);
    }

    @Override
    public Optional<Release> find(Digest digest) {
        return blobs.get(digest).map(bytes -> ReleaseManifest.read(digest, bytes));
    }

    @Override
    public Optional<Release> find(TeamId team, UUID site, Digest digest) {
        return jdbc.sql("select 1 from storage_release where team_id = :team and site_id = :site and digest = :digest")
                .param("team", team.value())
                .param("site", site)
                .param("digest", digest.value())
                .query(Integer.class)
                .optional()
                .flatMap(_ -> find(digest));
    }

    @Override
    public List<Kept> kept(TeamId team, UUID site) {
        return jdbc.sql("select digest, created_at, bytes from storage_release where team_id = ? and site_id = ?")
                .params(team.value(), site)
                .query((row, _) -> new Kept(
                        new Digest(row.getString("digest")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("bytes")))
                .list();
    }

    @Override
    public List<OfSite> withOlderThan(Instant then) {
        return jdbc.sql("""
                select team_id, site_id from storage_release group by team_id, site_id
                having min(created_at) < ? and count(*) > 1
                """)
                .param(Timestamp.from(then))
                .query((row, _) -> new OfSite(
                        new TeamId(row.getObject("team_id", UUID.class)), row.getObject("site_id", UUID.class)))
                .list();
    }

    @Override
    public boolean forget(TeamId team, UUID site, Digest release, Instant unlessMadeSince) {
        return jdbc.sql("""
                        delete from storage_release
                        where team_id = ? and site_id = ? and digest = ? and created_at < ?
                        """)
                        .params(team.value(), site, release.value(), Timestamp.from(unlessMadeSince))
                        .update()
                == 1;
    }

    @Override
    public void forget(TeamId team, UUID site) {
        jdbc.sql("delete from storage_release where team_id = :team and site_id = :site")
                .param("team", team.value())
                .param("site", site)
                .update();
    }

    /** Made again is as good as new: whoever made it may be about to publish it. */
    private void remember(TeamId team, UUID site, Digest digest, SortedMap<String, Release.Entry> files) {
        jdbc.sql("""
                insert into storage_release (team_id, site_id, digest, files, bytes)
                values (:team, :site, :digest, :files, :bytes)
                on conflict (site_id, digest) do update set created_at = now()
                """)
                .param("team", team.value())
                .param("site", site)
                .param("digest", digest.value())
                .param("files", files.size())
                .param(
                        "bytes",
                        files.values().stream().mapToLong(Release.Entry::size).sum())
                .update();
    }

    private static void refuseUnsafe(String path) {
        boolean climbs = List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (climbs || !SAFE_PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("Not a path of a release: '" + path + "'");
        }
    }
}
