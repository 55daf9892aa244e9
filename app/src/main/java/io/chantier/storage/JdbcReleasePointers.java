package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pointers as rows; the history is append-only. */
public final class JdbcReleasePointers implements ReleasePointers {

    private static final String POINTER = "select team_id, site_id, release, version, since from storage_pointer ";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public JdbcReleasePointers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Pointer switchTo(TeamId team, UUID site, Digest release) {
        return inTransaction(() -> {
            var before = locked(team, site);
            if (before.isPresent() && before.get().release().equals(release)) return before.get();
            jdbc.sql("""
                    with switched as (
                        insert into storage_pointer (team_id, site_id, release) values (:team, :site, :release)
                        on conflict (site_id) do update
                            set release = excluded.release, version = nextval('storage_pointer_version'), since = now()
                            where storage_pointer.team_id = excluded.team_id
                        returning team_id, site_id, release, version, since)
                    insert into storage_publication (team_id, site_id, release, version, published_at)
                    select team_id, site_id, release, version, since from switched
                    """)
                    .param("team", team.value())
                    .param("site", site)
                    .param("release", release.value())
                    .update();
            tell(site);
            return current(team, site).orElseThrow();
        });
    }

    @Override
    public void confirm(TeamId team, UUID site, long version) {
        jdbc.sql("""
                update storage_publication set confirmed_at = coalesce(confirmed_at, now())
                where team_id = :team and site_id = :site and version = :version
                """)
                .param("team", team.value())
                .param("site", site)
                .param("version", version)
                .update();
    }

    @Override
    public Optional<Pointer> returnToGood(TeamId team, UUID site) {
        return inTransaction(() -> {
            var now = locked(team, site);
            var past = history(team, site);
            if (now.isEmpty() || isConfirmed(past, now.get().version())) return now;
            var good = past.stream()
                    .filter(publication -> publication.confirmedAt() != null)
                    .map(Publication::release)
                    .filter(release -> !release.equals(now.get().release()))
                    .findFirst();
            if (good.isEmpty()) {
                clear(team, site);
                return Optional.<Pointer>empty();
            }
            var back = switchTo(team, site, good.get());
            confirm(team, site, back.version());
            return Optional.of(back);
        });
    }

    private static boolean isConfirmed(List<Publication> past, long version) {
        return past.stream()
                .anyMatch(publication -> publication.version() == version && publication.confirmedAt() != null);
    }

    @Override
    public void clear(TeamId team, UUID site) {
        inTransaction(() -> {
            jdbc.sql("delete from storage_pointer where team_id = :team and site_id = :site")
                    .param("team", team.value())
                    .param("site", site)
                    .update();
            tell(site);
            return site;
        });
    }

    @Override
    public void forget(TeamId team, UUID site) {
        inTransaction(() -> {
            clear(team, site);
            jdbc.sql("delete from storage_publication where team_id = :team and site_id = :site")
                    .param("team", team.value())
                    .param("site", site)
                    .update();
            return site;
        });
    }

    @Override
    public Optional<Pointer> current(TeamId team, UUID site) {
        return pointer(team, site, "");
    }

    @Override
    public List<Publication> history(TeamId team, UUID site) {
        return jdbc.sql("""
                select release, version, published_at, confirmed_at from storage_publication
                where team_id = :team and site_id = :site order by version desc
                """)
                .param("team", team.value())
                .param("site", site)
                .query((row, _) -> new Publication(
                        new Digest(row.getString("release")),
                        row.getLong("version"),
                        instant(row, "published_at"),
                        instantOrNull(row, "confirmed_at")))
                .list();
    }

    @Override
    public List<Pointer> of(TeamId team) {
        return jdbc.sql(POINTER + "where team_id = ?")
                .param(team.value())
                .query(JdbcReleasePointers::pointer)
                .list();
    }

    @Override
    public List<Pointer> all() {
        return jdbc.sql(POINTER).query(JdbcReleasePointers::pointer).list();
    }

    @Override
    public Optional<Pointer> of(UUID site) {
        return jdbc.sql(POINTER + "where site_id = :site")
                .param("site", site)
                .query(JdbcReleasePointers::pointer)
                .optional();
    }

    private Optional<Pointer> locked(TeamId team, UUID site) {
        return pointer(team, site, " for update");
    }

    private Optional<Pointer> pointer(TeamId team, UUID site, String lock) {
        return jdbc.sql(POINTER + "where team_id = :team and site_id = :site" + lock)
                .param("team", team.value())
                .param("site", site)
                .query(JdbcReleasePointers::pointer)
                .optional();
    }

    private void tell(UUID site) {
        jdbc.sql("select pg_notify('" + CHANNEL + "', :site)")
                .param("site", site.toString())
                .query((_, _) -> site)
                .single();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private static Pointer pointer(ResultSet row, int number) throws SQLException {
        return new Pointer(
                new TeamId(row.getObject("team_id", UUID.class)),
                row.getObject("site_id", UUID.class),
                new Digest(row.getString("release")),
                row.getLong("version"),
                instant(row, "since"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
