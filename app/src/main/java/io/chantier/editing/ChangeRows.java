package io.chantier.editing;

import io.chantier.editing.Change.State;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What people of the teams asked to be changed. */
@Repository
class ChangeRows {

    private static final int MOST = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;
    private final Clock clock;

    ChangeRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(Site site, UUID id, Change.Request request, String who) {
        var place = request.place();
        database.sql("""
                        insert into editing_change (id, team_id, site_id, words, place, asked_by, asked_at, limit_micro,
                          asked_for, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ASKED')
                        """)
                .params(id, site.team().value(), site.id().value(), request.words())
                .params(place == null ? "" : place.toString(), who, now(), request.microUsd())
                .param(request.errand())
                .update();
    }

    void begun(Site site, UUID id, UUID job) {
        database.sql("update editing_change set job = ? where team_id = ? and site_id = ? and id = ?")
                .params(job, site.team().value(), site.id().value(), id)
                .update();
    }

    /** Newest first. */
    List<Change> of(Site site) {
        return database.sql("""
                        select * from editing_change where team_id = ? and site_id = ?
                        order by asked_at desc, id limit ?
                        """)
                .params(site.team().value(), site.id().value(), MOST)
                .query((row, _) -> change(row))
                .list();
    }

    Optional<Change> find(Site site, UUID id) {
        return database.sql("select * from editing_change where team_id = ? and site_id = ? and id = ?")
                .params(site.team().value(), site.id().value(), id)
                .query((row, _) -> change(row))
                .optional();
    }

    /** Whoever decides on it waits here for whoever decided before. */
    void lock(Site site, UUID id) {
        database.sql("select id from editing_change where team_id = ? and site_id = ? and id = ? for update")
                .params(site.team().value(), site.id().value(), id)
                .query()
                .listOfRows();
    }

    Optional<Change> onErrand(Site site, UUID errand) {
        return database.sql("select * from editing_change where team_id = ? and site_id = ? and asked_for = ?")
                .params(site.team().value(), site.id().value(), errand)
                .query((row, _) -> change(row))
                .optional();
    }

    void proposed(Site site, UUID id, Change.Offer offer) {
        database.sql("""
                        update editing_change set state = 'PROPOSED', base = ?, author = ?, summary = ?,
                          patch = ?::jsonb, micro_usd = micro_usd + ?, problem = null
                        where team_id = ? and site_id = ? and id = ? and state in ('ASKED', 'FAILED')
                        """)
                .params(offer.base(), offer.author(), offer.summary())
                .params(offer.operations().toString(), offer.microUsd())
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /** @param microUsd what was paid all the same */
    void failed(Site site, UUID id, Failure why, long microUsd) {
        database.sql("""
                        update editing_change set state = 'FAILED', problem = ?::jsonb, micro_usd = micro_usd + ?
                        where team_id = ? and site_id = ? and id = ? and state in ('ASKED', 'FAILED')
                        """)
                .params(JSON.writeValueAsString(why), microUsd)
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /** The data cannot say it. */
    void handed(Site site, UUID id, Failure why, String missing) {
        database.sql("""
                        update editing_change set state = 'HANDED', problem = ?::jsonb, missing = ?
                        where team_id = ? and site_id = ? and id = ? and state in ('ASKED', 'FAILED')
                        """)
                .params(JSON.writeValueAsString(why), missing)
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /** An operator wants a component changed for it; false where somebody decided meanwhile. */
    boolean crafting(Site site, UUID id, String component) {
        return database.sql("""
                        update editing_change set state = 'ASKED', component = ?, sources = null, problem = null
                        where team_id = ? and site_id = ? and id = ? and missing <> ''
                          and state in ('HANDED', 'PROPOSED', 'FAILED', 'ASKED') and decided_at is null
                        """)
                        .params(component, site.team().value(), site.id().value(), id)
                        .update()
                > 0;
    }

    void crafted(Site site, UUID id, Change.Made made) {
        database.sql("""
                        update editing_change set state = 'PROPOSED', base = ?, author = ?, sources = ?::jsonb,
                          digest = ?, micro_usd = micro_usd + ?, problem = null
                        where team_id = ? and site_id = ? and id = ? and state in ('ASKED', 'FAILED')
                        """)
                .params(made.base(), made.author(), JSON.writeValueAsString(made.sources()))
                .params(made.digest(), made.microUsd())
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /**
     * Whether it was open until now: of two people one decides.
     *
     * @param seen as they saw it; one whose job ended without a word still counts as asked for here
     */
    boolean decided(Site site, Change seen, State state, Change.Decision decision) {
        return database.sql("""
                        update editing_change set state = ?, decided_by = ?, decided_at = ?, reason = ?, revision = ?
                        where team_id = ? and site_id = ? and id = ?
                          and (state in ('PROPOSED', 'FAILED', 'HANDED') or (state = 'ASKED' and job = ?))
                        """)
                        .params(state.name(), decision.who(), now(), decision.reason())
                        .param(decision.revision())
                        .params(site.team().value(), site.id().value(), seen.id())
                        .param(seen.job())
                        .update()
                > 0;
    }

    void forget(Site site) {
        database.sql("delete from editing_change where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getObject("id", UUID.class),
                new Change.Asked(
                        new Change.Request(
                                row.getString("words"),
                                Pointer.read(row.getString("place")).orElse(null),
                                row.getLong("limit_micro"),
                                row.getObject("asked_for", UUID.class)),
                        row.getString("asked_by"),
                        row.getTimestamp("asked_at").toInstant()),
                State.valueOf(row.getString("state")),
                row.getObject("job", UUID.class),
                offer(row),
                craft(row),
                problem(row.getString("problem")),
                decision(row));
    }

    private static Change.@Nullable Offer offer(ResultSet row) throws SQLException {
        var patch = row.getString("patch");
        if (patch == null) return null;
        return new Change.Offer(
                row.getString("base"),
                row.getString("author"),
                row.getString("summary"),
                JSON.readTree(patch),
                row.getLong("micro_usd"));
    }

    private static Change.@Nullable Craft craft(ResultSet row) throws SQLException {
        var missing = row.getString("missing");
        var sources = row.getString("sources");
        if (missing.isEmpty()) return null;
        if (sources == null) return new Change.Craft(missing, row.getString("component"), null);
        var files = new TreeMap<String, String>();
        JSON.readTree(sources)
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString("")));
        var made = new Change.Made(
                row.getString("base"),
                row.getString("author"),
                files,
                row.getString("digest"),
                row.getLong("micro_usd"));
        return new Change.Craft(missing, row.getString("component"), made);
    }

    private static @Nullable Failure problem(@Nullable String json) {
        if (json == null) return null;
        var read = JSON.readTree(json);
        var arguments = new HashMap<String, String>();
        read.path("arguments")
                .properties()
                .forEach(one -> arguments.put(one.getKey(), one.getValue().asString("")));
        return new Failure(read.path("code").asString(""), arguments);
    }

    private static Change.@Nullable Decision decision(ResultSet row) throws SQLException {
        var at = row.getTimestamp("decided_at");
        return at == null
                ? null
                : new Change.Decision(
                        row.getString("decided_by"),
                        at.toInstant(),
                        row.getString("revision"),
                        row.getString("reason"));
    }
}
