package io.chantier.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Remembers what was answered to each {@code Idempotency-Key}, on whichever replica, for a day. */
@Repository
class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofDays(1);

    /** How long a key whose first request never came to an end stays taken. */
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private final JdbcClient database;
    private final Clock clock;

    IdempotencyKeys(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is known about a key. */
    sealed interface Known {
        /** Nothing was known; the caller does the work and then remembers or forgets. */
        record Ours() implements Known {}

        record InFlight() implements Known {}

        record OtherRequest() implements Known {}

        record Answered(Answer answer) implements Known {}
    }

    /** @param body null where the answer held a secret and was not kept */
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String body) {}

    Known take(Visitor visitor, String key, String fingerprint) {
        forgetAbandoned(visitor, key);
        int taken = database.sql("""
                        insert into idempotency_key (team_id, account_id, key, fingerprint, created_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(visitor.team().value(), visitor.account(), key, fingerprint, now())
                .update();
        if (taken == 1) return new Known.Ours();
        return find(visitor, key, fingerprint).orElseGet(Known.InFlight::new);
    }

    private Optional<Known> find(Visitor visitor, String key, String fingerprint) {
        return database.sql("""
                        select fingerprint, status, content_type, location, body from idempotency_key
                        where team_id = ? and account_id = ? and key = ?
                        """)
                .params(visitor.team().value(), visitor.account(), key)
                .query((row, _) -> known(row, fingerprint))
                .optional();
    }

    private static Known known(ResultSet row, String fingerprint) throws SQLException {
        if (!fingerprint.equals(row.getString("fingerprint"))) return new Known.OtherRequest();
        int status = row.getInt("status");
        if (row.wasNull()) return new Known.InFlight();
        return new Known.Answered(
                new Answer(status, row.getString("content_type"), row.getString("location"), row.getString("body")));
    }

    /** In the transaction of what was answered; fails where another request has answered under this key meanwhile. */
    void remember(Visitor visitor, String key, Answer answer) {
        int remembered = database.sql("""
                        update idempotency_key set status = ?, content_type = ?, location = ?, body = ?
                        where team_id = ? and account_id = ? and key = ? and status is null
                        """)
                .param(answer.status())
                .param(answer.contentType())
                .param(answer.location())
                .param(answer.body())
                .params(visitor.team().value(), visitor.account(), key)
                .update();
        if (remembered == 0) throw new IllegalStateException("The key was used again before it was answered");
    }

    /** Lets the key try again, unless it was answered. */
    void forget(Visitor visitor, String key) {
        database.sql("delete from idempotency_key where team_id = ? and account_id = ? and key = ? and status is null")
                .params(visitor.team().value(), visitor.account(), key)
                .update();
    }

    private void forgetAbandoned(Visitor visitor, String key) {
        database.sql("""
                        delete from idempotency_key
                        where team_id = ? and account_id = ? and key = ? and status is null and created_at < ?
                        """)
                .params(visitor.team().value(), visitor.account(), key)
                .param(Timestamp.from(clock.instant().minus(ABANDONED)))
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetOld() {
        database.sql("delete from idempotency_key where created_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
