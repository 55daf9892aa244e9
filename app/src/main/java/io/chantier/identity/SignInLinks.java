package io.chantier.identity;

import io.chantier.values.Secret;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Links that sign one account in, once, within a quarter of an hour. Following one only shows a button; the button's
 * POST uses the link up, so that a program that looks into every link does not.
 */
@Repository
public class SignInLinks {

    public static final Duration VALID = Duration.ofMinutes(15);

    private final JdbcClient database;
    private final Settings settings;
    private final SignIn signIn;
    private final Clock clock;

    SignInLinks(JdbcClient database, Settings settings, SignIn signIn, Clock clock) {
        this.signIn = signIn;
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** The address to open; its secret is kept nowhere. */
    public URI create(UUID account) {
        var token = Tokens.random("");
        database.sql("insert into sign_in_link (hash, account_id, created_at, expires_at) values (?, ?, ?, ?)")
                .params(Tokens.hash(token), account)
                .params(
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().plus(VALID)))
                .update();
        return settings.publicUrl().resolve("/sign-in/link?token=" + token.reveal());
    }

    /** The account that the link stands for, the first time that it is used. */
    public Optional<Account> use(Secret token, String address) {
        return account(token).flatMap(account -> signIn.byLink(account, address));
    }

    private Optional<UUID> account(Secret token) {
        var now = Timestamp.from(clock.instant());
        return database.sql("""
                        update sign_in_link set used_at = ? where hash = ? and used_at is null and expires_at > ?
                        returning account_id
                        """)
                .params(now, Tokens.hash(token), now)
                .query(UUID.class)
                .optional();
    }
}
