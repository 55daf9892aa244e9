package io.chantier.benches.apps;

import io.chantier.benches.apps.App.Profile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Apps and their releases as they are stored. */
@Repository
class AppRows {

    private static final TypeReference<Map<String, String>> NEEDS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AppRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The framework first, the others by title. */
    List<App> apps() {
        return jdbc.sql("select * from app order by name <> ?, lower(title), name")
                .param(AppName.FRAMEWORK.value())
                .query(AppRows::app)
                .list();
    }

    Optional<App> app(AppName name) {
        return jdbc.sql("select * from app where name = ?")
                .param(name.value())
                .query(AppRows::app)
                .optional();
    }

    /** False where another one has the name. */
    boolean add(App app) {
        return jdbc.sql("""
                insert into app (name, title, french, english, repository, publisher, created_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (name) do nothing
                """)
                        .params(
                                app.name().value(),
                                app.title(),
                                app.profile().french(),
                                app.profile().english(),
                                app.profile().repository(),
                                app.publisher(),
                                Timestamp.from(app.createdAt()))
                        .update()
                == 1;
    }

    void change(App app) {
        jdbc.sql("update app set title = ?, french = ?, english = ?, repository = ?, publisher = ? where name = ?")
                .params(
                        app.title(),
                        app.profile().french(),
                        app.profile().english(),
                        app.profile().repository(),
                        app.publisher(),
                        app.name().value())
                .update();
    }

    /** Takes the app with its releases, none of which a group may have. */
    void remove(AppName name) {
        jdbc.sql("delete from app_release where app = ?").param(name.value()).update();
        jdbc.sql("delete from app where name = ?").param(name.value()).update();
    }

    /** Nobody adds a release of it, or puts one into a group, until the caller's transaction ends. */
    void lock(AppName name) {
        jdbc.sql("select name from app where name = ? for update")
                .param(name.value())
                .query(String.class)
                .list();
        jdbc.sql("select version from app_release where app = ? for update")
                .param(name.value())
                .query(String.class)
                .list();
    }

    /** The groups that have it, or had it at an earlier state. */
    List<String> groupsWith(AppName name) {
        return jdbc.sql("""
                select distinct release_group.name from release_group
                join release_group_app on release_group_app.group_id = release_group.id
                where release_group_app.app = ? order by release_group.name
                """).param(name.value()).query(String.class).list();
    }

    /** The releases of every app that has one, newest version first. */
    Map<AppName, List<AppRelease>> releases() {
        return jdbc.sql("select * from app_release").query(this::release).list().stream()
                .sorted(Comparator.comparing(AppRelease::version).reversed())
                .collect(Collectors.groupingBy(AppRelease::app, TreeMap::new, Collectors.toList()));
    }

    /** Newest version first. */
    List<AppRelease> releases(AppName app) {
        return jdbc
                .sql("select * from app_release where app = ?")
                .param(app.value())
                .query(this::release)
                .list()
                .stream()
                .sorted(Comparator.comparing(AppRelease::version).reversed())
                .toList();
    }

    Optional<AppRelease> release(AppName app, Version version) {
        return jdbc.sql("select * from app_release where app = ? and version = ?")
                .params(app.value(), version.toString())
                .query(this::release)
                .optional();
    }

    /** The same, and nobody else changes it until the caller's transaction ends. */
    Optional<AppRelease> lockedRelease(AppName app, Version version) {
        return jdbc.sql("select * from app_release where app = ? and version = ? for update")
                .params(app.value(), version.toString())
                .query(this::release)
                .optional();
    }

    /** False where the app has that version. */
    boolean add(AppRelease release) {
        return jdbc.sql("""
                insert into app_release (id, app, version, needs, migrates, state) values (?, ?, ?, ?::jsonb, ?, ?)
                on conflict (app, version) do nothing
                """)
                        .params(
                                release.id(),
                                release.app().value(),
                                release.version().toString(),
                                needs(release),
                                release.migrates(),
                                release.state().name())
                        .update()
                == 1;
    }

    void change(AppRelease release) {
        var publishedAt = release.publishedAt();
        jdbc.sql("""
                update app_release set needs = :needs::jsonb, migrates = :migrates, state = :state,
                    published_at = :publishedAt
                where id = :id
                """)
                .param("needs", needs(release))
                .param("migrates", release.migrates())
                .param("state", release.state().name())
                .param("publishedAt", publishedAt == null ? null : Timestamp.from(publishedAt))
                .param("id", release.id())
                .update();
    }

    void remove(AppRelease release) {
        jdbc.sql("delete from app_release where id = ?").param(release.id()).update();
    }

    private String needs(AppRelease release) {
        var texts = new TreeMap<String, String>();
        release.needs().forEach((app, range) -> texts.put(app.value(), range.toString()));
        return json.writeValueAsString(texts);
    }

    /** A row of {@code app_release}, alone or with what a query joined. */
    AppRelease release(ResultSet row, int number) throws SQLException {
        var needs = new TreeMap<AppName, VersionRange>();
        json.readValue(row.getString("needs"), NEEDS)
                .forEach((app, range) -> needs.put(new AppName(app), VersionRange.of(range)));
        var publishedAt = row.getTimestamp("published_at");
        return new AppRelease(
                row.getObject("id", UUID.class),
                new AppName(row.getString("app")),
                Version.of(row.getString("version")),
                needs,
                row.getBoolean("migrates"),
                AppRelease.State.valueOf(row.getString("state")),
                publishedAt == null ? null : publishedAt.toInstant());
    }

    private static App app(ResultSet row, int number) throws SQLException {
        return new App(
                new AppName(row.getString("name")),
                new Profile(
                        row.getString("title"),
                        row.getString("french"),
                        row.getString("english"),
                        row.getString("repository")),
                row.getString("publisher"),
                row.getTimestamp("created_at").toInstant());
    }
}
