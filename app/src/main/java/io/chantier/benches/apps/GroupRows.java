package io.chantier.benches.apps;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Release groups and their states as they are stored. */
@Repository
class GroupRows {

    private static final String CURRENT =
            "(select max(number) from release_group_state where group_id = release_group.id)";

    private final JdbcClient jdbc;
    private final AppRows apps;

    GroupRows(JdbcClient jdbc, AppRows apps) {
        this.jdbc = jdbc;
        this.apps = apps;
    }

    /** By name. */
    List<ReleaseGroup> all() {
        var current = new LinkedHashMap<UUID, List<Part>>();
        for (var part : parts(CURRENT, null)) {
            current.computeIfAbsent(part.group(), _ -> new ArrayList<>()).add(part);
        }
        return current.values().stream().map(GroupRows::group).toList();
    }

    Optional<ReleaseGroup> find(UUID id) {
        var found = parts(CURRENT, id);
        return found.isEmpty() ? Optional.empty() : Optional.of(group(found));
    }

    /** Newest first. */
    List<ReleaseGroup.State> states(UUID group) {
        var states = new LinkedHashMap<Integer, List<Part>>();
        for (var part : parts("release_group_state.number", group)) {
            states.computeIfAbsent(part.number(), _ -> new ArrayList<>()).add(part);
        }
        return states.values().stream().map(GroupRows::state).toList().reversed();
    }

    /** False where another group has the name. */
    boolean add(UUID id, String name, Instant now) {
        return jdbc.sql("insert into release_group (id, name, created_at) values (?, ?, ?) on conflict do nothing")
                        .params(id, name, Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Nobody else changes the group, or puts a bench into it, until the caller's transaction ends. */
    void lock(UUID id) {
        jdbc.sql("select id from release_group where id = ? for update")
                .param(id)
                .query(UUID.class)
                .list();
    }

    /** False where another group has the name. */
    boolean rename(UUID id, String name) {
        return jdbc.sql("""
                update release_group set name = :name where id = :id
                    and not exists (select from release_group where name = :name and id <> :id)
                """).param("name", name).param("id", id).update() == 1;
    }

    void remove(UUID id) {
        jdbc.sql("delete from release_group where id = ?").param(id).update();
    }

    void addState(UUID group, ReleaseGroup.State state) {
        jdbc.sql("insert into release_group_state (group_id, number, made_by, made_at) values (?, ?, ?, ?)")
                .params(group, state.number(), state.madeBy(), Timestamp.from(state.madeAt()))
                .update();
        for (var release : state.lineup().releases().values()) {
            jdbc.sql("insert into release_group_app (group_id, number, app, release_id) values (?, ?, ?, ?)")
                    .params(group, state.number(), release.app().value(), release.id())
                    .update();
        }
    }

    /** One app of one state. */
    private record Part(
            UUID group,
            String name,
            Instant createdAt,
            int number,
            String madeBy,
            Instant madeAt,
            AppRelease release) {}

    private List<Part> parts(String number, @Nullable UUID group) {
        return jdbc.sql("""
                select release_group.id group_id, release_group.name, release_group.created_at group_at,
                    release_group_state.number, release_group_state.made_by, release_group_state.made_at, app_release.*
                from release_group
                join release_group_state on release_group_state.group_id = release_group.id
                    and release_group_state.number = %s
                join release_group_app on release_group_app.group_id = release_group.id
                    and release_group_app.number = release_group_state.number
                join app_release on app_release.id = release_group_app.release_id
                where (:group::uuid is null or release_group.id = :group)
                order by lower(release_group.name), release_group.id, release_group_state.number
                """.formatted(number))
                .param("group", group)
                .query((row, at) -> new Part(
                        row.getObject("group_id", UUID.class),
                        row.getString("name"),
                        row.getTimestamp("group_at").toInstant(),
                        row.getInt("number"),
                        row.getString("made_by"),
                        row.getTimestamp("made_at").toInstant(),
                        apps.release(row, at)))
                .list();
    }

    private static ReleaseGroup group(List<Part> parts) {
        var first = parts.getFirst();
        return new ReleaseGroup(first.group(), first.name(), state(parts), first.createdAt());
    }

    private static ReleaseGroup.State state(List<Part> parts) {
        var first = parts.getFirst();
        var lineup = Lineup.of(parts.stream().map(Part::release).toList());
        return new ReleaseGroup.State(first.number(), lineup, first.madeBy(), first.madeAt());
    }
}
