package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The invitations that are kept, each under the hash of its secret. */
@Repository
class InvitationRows {

    private static final String OPEN = """
            select i.id, i.team_id, i.email, i.role, i.language, i.invited_by, a.name as inviter, i.created_at, i.expires_at
            from invitation i join account a on a.id = i.invited_by
            where i.used_at is null and i.revoked_at is null
            """;

    private final JdbcClient database;
    private final Clock clock;

    InvitationRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return the secret of its link, which is kept nowhere */
    Secret add(Caller by, String email, Role role, String language) {
        var token = Tokens.random("");
        var now = clock.instant();
        database.sql("""
                        insert into invitation
                          (id, team_id, email, role, language, hash, invited_by, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), by.team().value(), email, role.name(), language)
                .params(Tokens.hash(token), by.account())
                .params(Timestamp.from(now), Timestamp.from(now.plus(Invitations.VALID)))
                .update();
        return token;
    }

    /** Neither used nor revoked, newest first; those that are too old among them. */
    List<Invitation> open(TeamId team) {
        return database.sql(OPEN + "and i.team_id = ? order by i.created_at desc, i.id")
                .param(team.value())
                .query((row, _) -> invitation(row))
                .list();
    }

    Optional<Invitation> find(TeamId team, UUID id) {
        return open(team).stream()
                .filter(invitation -> invitation.id().equals(id))
                .findFirst();
    }

    /** What a secret stands for, as long as its link works. */
    Optional<Invitation> valid(Secret token) {
        return database.sql(OPEN + "and i.hash = ? and i.expires_at > ?")
                .params(Tokens.hash(token), Timestamp.from(clock.instant()))
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** Uses it up; false where somebody else was quicker. */
    boolean use(UUID id) {
        return database.sql("""
                        update invitation set used_at = :now
                        where id = :id and used_at is null and revoked_at is null and expires_at > :now
                        """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    boolean revoke(TeamId team, UUID id) {
        return database.sql("""
                        update invitation set revoked_at = ?
                        where team_id = ? and id = ? and used_at is null and revoked_at is null
                        """)
                        .params(Timestamp.from(clock.instant()), team.value(), id)
                        .update()
                == 1;
    }

    private Invitation invitation(ResultSet row) throws SQLException {
        var expiresAt = row.getTimestamp("expires_at").toInstant();
        return new Invitation(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                row.getString("language"),
                new Invitation.Inviter(row.getObject("invited_by", UUID.class), row.getString("inviter")),
                row.getTimestamp("created_at").toInstant(),
                expiresAt,
                !expiresAt.isAfter(clock.instant()));
    }
}
