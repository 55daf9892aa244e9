package io.chantier.deployment.dokploy;

import io.chantier.deployment.Elsewhere;
import io.chantier.deployment.dokploy.Place.Application;
import io.chantier.deployment.dokploy.Place.Role;
import io.chantier.deployment.dokploy.Place.Sent;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code deployment_place}. Each method commits by itself: what was sent is known before it is sent. */
final class Places {

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the site stands besides our edge. */
    Optional<Place> current(TeamId team, SiteId site) {
        return of(team, site).stream()
                .filter(place -> place.role() == Role.CURRENT)
                .findFirst();
    }

    List<Place> of(TeamId team, SiteId site) {
        return jdbc.sql("select * from deployment_place where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .query(Places::asPlace)
                .list();
    }

    Optional<Place> find(Place.Key key) {
        return of(key.team(), key.site()).stream()
                .filter(place -> place.key().server().equals(key.server()))
                .findFirst();
    }

    /** For the upkeep, which serves all teams. */
    List<Place> of(UUID site) {
        return jdbc.sql("select * from deployment_place where site_id = ?")
                .param(site)
                .query(Places::asPlace)
                .list();
    }

    /** For the upkeep, which serves all teams. */
    List<Place> all() {
        return jdbc.sql("select * from deployment_place").query(Places::asPlace).list();
    }

    /** A place that is there already takes this role. */
    void put(Place.Key key, Role role) {
        jdbc.sql("""
                insert into deployment_place (site_id, team_id, server_id, slug, role) values (?, ?, ?, ?, ?)
                on conflict (site_id, server_id) do update set role = excluded.role, since = now()
                """)
                .params(
                        key.site().value(),
                        key.team().value(),
                        key.server(),
                        key.slug().value(),
                        role.name())
                .update();
    }

    /** The site stands on this server from now on, or on our edge alone; it leaves all others. */
    void move(TeamId team, SiteId site, Optional<UUID> server) {
        jdbc.sql("""
                update deployment_place set role = 'LEAVING', since = now()
                where role <> 'LEAVING' and team_id = :team and site_id = :site and server_id is distinct from :server::uuid
                """)
                .param("team", team.value())
                .param("site", site.value())
                .param("server", server.orElse(null))
                .update();
        jdbc.sql("""
                update deployment_place set role = 'CURRENT'
                where team_id = :team and site_id = :site and server_id = :server::uuid
                """)
                .param("team", team.value())
                .param("site", site.value())
                .param("server", server.orElse(null))
                .update();
    }

    void remove(Place.Key key) {
        update("delete from deployment_place where site_id = ? and team_id = ? and server_id = ?", key);
    }

    void made(Place.Key key, Dokploy.App app) {
        update(
                "update deployment_place set application = ?, app_name = ? where site_id = ? and team_id = ? and server_id = ?",
                key,
                app.id(),
                app.appName());
    }

    void prepared(Place.Key key) {
        update("update deployment_place set prepared = true where site_id = ? and team_id = ? and server_id = ?", key);
    }

    /** Nothing of it is there any more. */
    void lost(Place.Key key) {
        update("""
                update deployment_place set application = null, app_name = null, prepared = false, names = '{}', release = null,
                    running = true, sent_release = null, sent_known = null, sent_at = null, sent_times = 0
                where site_id = ? and team_id = ? and server_id = ?
                """, key);
    }

    void running(Place.Key key, boolean running) {
        update(
                "update deployment_place set running = ? where site_id = ? and team_id = ? and server_id = ?",
                key,
                running);
    }

    void sending(Place.Key key, Digest release, Set<String> known, Instant at, int times) {
        update("""
                update deployment_place
                set sent_release = ?, sent_known = ?, sent_at = ?, sent_times = ?, log_lines = 0, running = true
                where site_id = ? and team_id = ? and server_id = ?
                """, key, release.value(), known.toArray(String[]::new), Timestamp.from(at), times);
    }

    /** An upload may take minutes; only from its end on it is waited for. */
    void sentAt(Place.Key key, Instant at) {
        update(
                "update deployment_place set sent_at = ? where site_id = ? and team_id = ? and server_id = ?"
                        + " and sent_release is not null",
                key,
                Timestamp.from(at));
    }

    /** By which host name the site is known there, and all its names. */
    void named(Place.Key key, String host, Set<String> names) {
        update(
                "update deployment_place set host = ?, names = ? where site_id = ? and team_id = ? and server_id = ?",
                key,
                host,
                names.toArray(String[]::new));
    }

    /** Which names it may have there from now on. */
    void naming(Place.Key key, Set<String> names) {
        update(
                "update deployment_place set names = ? where site_id = ? and team_id = ? and server_id = ?",
                key,
                (Object) names.toArray(String[]::new));
    }

    /** Whether any place has this application. */
    boolean isHeld(String application) {
        return jdbc.sql("select exists (select 1 from deployment_place where application = ?)")
                .param(application)
                .query(Boolean.class)
                .single();
    }

    void told(Place.Key key, int logLines) {
        update(
                "update deployment_place set log_lines = ? where site_id = ? and team_id = ? and server_id = ?",
                key,
                logLines);
    }

    /** What was sent came to nothing. */
    void sentNothing(Place.Key key) {
        update(
                "update deployment_place set sent_release = null, sent_known = null, sent_at = null, sent_times = 0"
                        + " where site_id = ? and team_id = ? and server_id = ?",
                key);
    }

    void arrived(Place.Key key) {
        update("""
                update deployment_place set release = sent_release, sent_release = null, sent_known = null, sent_at = null,
                    sent_times = 0
                where site_id = ? and team_id = ? and server_id = ?
                """, key);
    }

    /** Where the servers of sites that run there are reached from here, as the operator said, and what they show. */
    Map<UUID, Elsewhere.Reached> reached() {
        return jdbc
                .sql("""
                        select site_id, reach, release from deployment_place
                        join deployment_server on id = server_id
                        where role = 'CURRENT' and reach <> '' and running and release is not null
                        """)
                .query((row, _) -> Map.entry(
                        row.getObject("site_id", UUID.class),
                        new Elsewhere.Reached(
                                URI.create(row.getString("reach")), new Digest(row.getString("release")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** All sites, or of these only one, on servers of which the operator did not say how they are reached from here. */
    Set<Slug> apart(Optional<Slug> one) {
        return Set.copyOf(jdbc.sql("""
                select slug from deployment_place join deployment_server on id = server_id
                where role = 'CURRENT' and reach = '' and slug = coalesce(?::text, slug)
                """)
                .param(one.map(Slug::value).orElse(null))
                .query((row, _) -> new Slug(row.getString("slug")))
                .list());
    }

    /** How many sites of this server are being built now; what was sent before that time has been forgotten. */
    int building(UUID server, Instant since, Duration atMost) {
        return jdbc.sql("select count(*) from deployment_place where server_id = ? and sent_at > ?")
                .params(server, Timestamp.from(since.minus(atMost)))
                .query(Integer.class)
                .single();
    }

    int on(UUID server) {
        return jdbc.sql("select count(*) from deployment_place where server_id = ?")
                .param(server)
                .query(Integer.class)
                .single();
    }

    private void update(String sql, Place.Key key, Object... before) {
        var statement = jdbc.sql(sql);
        for (var value : before) statement = statement.param(value);
        statement
                .param(key.site().value())
                .param(key.team().value())
                .param(key.server())
                .update();
    }

    private static Place asPlace(ResultSet row, int number) throws SQLException {
        var application = row.getString("application");
        var sent = row.getString("sent_release");
        return new Place(
                new Place.Key(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new Slug(row.getString("slug")),
                        row.getObject("server_id", UUID.class)),
                new Place.Standing(
                        Role.valueOf(row.getString("role")),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        Objects.requireNonNullElse(row.getString("host"), ""),
                        Set.of((String[]) row.getArray("names").getArray())),
                application == null
                        ? Optional.empty()
                        : Optional.of(
                                new Application(application, row.getString("app_name"), row.getBoolean("prepared"))),
                row.getBoolean("running"),
                digest(row.getString("release")),
                sent == null ? Optional.empty() : Optional.of(sent(row, sent)));
    }

    private static Sent sent(ResultSet row, String release) throws SQLException {
        return new Sent(
                new Digest(release),
                Set.of((String[]) row.getArray("sent_known").getArray()),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getInt("sent_times"),
                row.getInt("log_lines"));
    }

    private static Optional<Digest> digest(@Nullable String text) {
        return Optional.ofNullable(text).map(Digest::new);
    }
}
