package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Long-lived tokens for programs; each may do what its account may, at most what its role allows. */
@Repository
public class ApiTokens {

    /** How every token of ours begins, so that scanners find one that was published. */
    static final String PREFIX = "chantier_";

    private final JdbcClient database;
    private final Clock clock;

    ApiTokens(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A token without its secret. */
    public record ApiToken(
            UUID id,
            UUID account,
            String name,
            Role role,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** @param token the only time that it can be read */
    public record Made(ApiToken about, Secret token) {}

    public Made make(TeamId team, UUID account, String name, Role role, @Nullable Instant expiresAt) {
        var id = UUID.randomUUID();
        var token = Tokens.random(PREFIX);
        database.sql("""
                        insert into api_token (id, team_id, account_id, name, hash, role, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(id, team.value(), account, name, Tokens.hash(token), role.name())
                .param(Timestamp.from(clock.instant()))
                .param(expiresAt == null ? null : Timestamp.from(expiresAt))
                .update();
        return new Made(new ApiToken(id, account, name, role, clock.instant(), expiresAt, null), token);
    }

    /** Newest first, without those that were revoked. */
    public List<ApiToken> list(TeamId team) {
        return database.sql("""
                        select id, account_id, name, role, created_at, expires_at, last_used_at from api_token
                        where team_id = ? and revoked_at is null order by created_at desc, id
                        """)
                .param(team.value())
                .query((row, _) -> token(row))
                .list();
    }

    public boolean revoke(TeamId team, UUID id) {
        return database.sql(
                                "update api_token set revoked_at = now() where team_id = ? and id = ? and revoked_at is null")
                        .params(team.value(), id)
                        .update()
                == 1;
    }

    /** Who stands behind a token. */
    record Bearer(UUID account, TeamId team, Role role, String name) {}

    Optional<Bearer> bearer(Secret token) {
        if (!token.reveal().startsWith(PREFIX)) return Optional.empty();
        var now = Timestamp.from(clock.instant());
        return database.sql("""
                        update api_token set last_used_at = ?
                        where hash = ? and revoked_at is null and (expires_at is null or expires_at > ?)
                        returning account_id, team_id, role, name
                        """)
                .params(now, Tokens.hash(token), now)
                .query((row, _) -> new Bearer(
                        row.getObject("account_id", UUID.class),
                        new TeamId(row.getObject("team_id", UUID.class)),
                        Role.valueOf(row.getString("role")),
                        row.getString("name")))
                .optional();
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
