package io.chantier.thumbnails;

import io.chantier.deployment.ShownRelease;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.storage.BlobUse;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * One row for each site of which a picture was taken or tried. A row is claimed for a while, so that replicas do not
 * take the same picture and a killed one's claim ends by itself.
 */
@Repository
class ThumbnailRows implements BlobUse {

    private final JdbcClient jdbc;

    ThumbnailRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a kept picture shows. */
    record Picture(SiteId site, Digest release, Digest name) {}

    Map<SiteId, Picture> pictures(TeamId team, Collection<SiteId> sites) {
        return jdbc
                .sql("""
                select site_id, release, picture from thumbnail
                where picture is not null and team_id = ? and site_id = any(?::uuid[])
                """)
                .params(team.value(), texts(List.copyOf(sites), SiteId::value))
                .query((row, _) -> new Picture(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        new Digest(row.getString("release")),
                        new Digest(row.getString("picture"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Picture::site, Function.identity()));
    }

    Optional<Digest> picture(TeamId team, SiteId site) {
        return jdbc.sql("select picture from thumbnail where picture is not null and team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .query(String.class)
                .optional()
                .map(Digest::new);
    }

    /** Those of the releases that no picture shows and that somebody may try, the latest first. */
    List<ShownRelease> lacking(List<ShownRelease> shown, Instant now) {
        var rows = jdbc.sql("select * from thumbnail").query(Row::of).list().stream()
                .collect(Collectors.toMap(Row::site, Function.identity()));
        return shown.stream()
                .filter(one -> {
                    var row = rows.get(one.site());
                    return row == null || row.lacks(one.release().value(), now);
                })
                .sorted(Comparator.comparing(ShownRelease::since).reversed())
                .toList();
    }

    private record Row(SiteId site, @Nullable String release, String tried, boolean refused, Instant due) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    new SiteId(row.getObject("site_id", UUID.class)),
                    row.getString("release"),
                    row.getString("tried"),
                    row.getBoolean("refused"),
                    row.getObject("due", OffsetDateTime.class).toInstant());
        }

        boolean lacks(String shown, Instant now) {
            return !shown.equals(release) && (!due.isAfter(now) || (refused && !tried.equals(shown)));
        }
    }

    /** Keeps everybody else from these until then; those that nobody else was quicker to claim. */
    List<ShownRelease> claim(List<ShownRelease> wanted, Instant now, Instant until) {
        var claimed = new HashSet<>(jdbc.sql("""
                insert into thumbnail (site_id, team_id, tried, due)
                select wanted.*, :until from unnest(:sites::uuid[], :teams::uuid[], :releases::text[]) as wanted
                order by 1
                on conflict (site_id) do update set tried = excluded.tried, due = excluded.due, refused = false
                    where thumbnail.team_id = excluded.team_id and (thumbnail.due <= :now
                        or (thumbnail.refused and thumbnail.tried <> excluded.tried))
                returning site_id
                """)
                .param("until", at(until))
                .param("now", at(now))
                .param("sites", texts(wanted, ShownRelease::site))
                .param("teams", texts(wanted, ShownRelease::team))
                .param("releases", texts(wanted, ShownRelease::release))
                .query(UUID.class)
                .list());
        return wanted.stream()
                .filter(one -> claimed.contains(one.site().value()))
                .toList();
    }

    /** Ends a claim with a picture; where the site was deleted meanwhile, nothing is kept. */
    void keep(ShownRelease shown, Digest picture, Instant due) {
        jdbc.sql("""
                update thumbnail set release = :release, picture = :picture, due = :due
                where site_id = :site and team_id = :team
                """)
                .param("release", shown.release().value())
                .param("picture", picture.value())
                .param("due", at(due))
                .param("site", shown.site().value())
                .param("team", shown.team().value())
                .update();
    }

    /** Ends a claim without one: the same release is not tried again before that. */
    void refuse(ShownRelease shown, Instant due) {
        end(shown, true, due);
    }

    /** Ends a claim as if nothing had been tried. */
    void giveBack(ShownRelease shown, Instant now) {
        end(shown, false, now);
    }

    private void end(ShownRelease shown, boolean refused, Instant due) {
        jdbc.sql("update thumbnail set refused = ?, due = ? where site_id = ? and team_id = ?")
                .params(refused, at(due), shown.site().value(), shown.team().value())
                .update();
    }

    @Override
    public void names(Consumer<Digest> needed) {
        jdbc.sql("select picture from thumbnail where picture is not null")
                .query(String.class)
                .list()
                .forEach(name -> needed.accept(new Digest(name)));
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        forget(site.team(), site.id());
    }

    void forget(TeamId team, SiteId site) {
        jdbc.sql("delete from thumbnail where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .update();
    }

    private static <T> String[] texts(List<T> many, Function<T, Object> part) {
        return many.stream().map(one -> part.apply(one).toString()).toArray(String[]::new);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
