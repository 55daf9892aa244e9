package io.chantier.identity;

import io.chantier.values.TeamId;
import io.chantier.web.Cursor;
import io.chantier.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every letter that the installation would send; people read them here until mail is set up. */
@Repository
public class Outbox {

    private final JdbcClient database;
    private final Settings settings;
    private final Clock clock;

    Outbox(JdbcClient database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param body plain text */
    public record Letter(TeamId team, String recipient, String subject, String body) {

        private Letter signed(String name) {
            return new Letter(team, recipient, subject, body + "\n\n-- \n" + name);
        }
    }

    public record Kept(UUID id, Letter letter, Instant createdAt) {}

    public void write(Letter unsigned) {
        write(unsigned, null);
    }

    /**
     * Signed with the name of the installation.
     *
     * @param about the id of what the letter tells of and goes with; null for nothing
     * @return the letter as it was kept
     */
    public Letter write(Letter unsigned, @Nullable String about) {
        var letter = unsigned.signed(settings.name());
        database.sql("""
                        insert into letter (id, team_id, recipient, subject, body, created_at, about)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), letter.team().value(), letter.recipient(), letter.subject(), letter.body())
                .param(Timestamp.from(clock.instant()))
                .param(about)
                .update();
        return letter;
    }

    /** Forgets the letters about something that is deleted. */
    public void forget(TeamId team, String about) {
        database.sql("delete from letter where team_id = ? and about = ?")
                .params(team.value(), about)
                .update();
    }

    /** Newest first. */
    public Page<Kept> list(TeamId team, @Nullable String after, int limit) {
        var from = Cursor.read(after, 2);
        var found = database.sql("""
                        select id, recipient, subject, body, created_at from letter
                        where team_id = :team
                          and (:at::timestamptz is null or (created_at, id) < (:at::timestamptz, :id::uuid))
                        order by created_at desc, id desc limit :limit
                        """)
                .param("team", team.value())
                .param("at", from == null ? null : Timestamp.from(from.instant(0)))
                .param("id", from == null ? null : from.uuid(1))
                .param("limit", limit + 1)
                .query((row, _) -> kept(team, row))
                .list();
        return Page.of(found, limit, kept -> Cursor.at(kept.createdAt(), kept.id()));
    }

    public Optional<Kept> find(TeamId team, UUID id) {
        return database.sql("select id, recipient, subject, body, created_at from letter where team_id = ? and id = ?")
                .params(team.value(), id)
                .query((row, _) -> kept(team, row))
                .optional();
    }

    private static Kept kept(TeamId team, ResultSet row) throws SQLException {
        var letter = new Letter(team, row.getString("recipient"), row.getString("subject"), row.getString("body"));
        return new Kept(
                row.getObject("id", UUID.class),
                letter,
                row.getTimestamp("created_at").toInstant());
    }
}
