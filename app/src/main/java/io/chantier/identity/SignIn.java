package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Proves who somebody is by login and password. Wrong guesses are counted per login and per address, on all replicas;
 * too many close the door for a while, the same for logins that exist and those that do not.
 */
@Component
public class SignIn {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_LOGIN = 8;
    private static final int PER_ADDRESS = 60;

    private final Accounts accounts;
    private final Teams teams;
    private final Audit audit;
    private final JdbcClient database;
    private final Clock clock;

    SignIn(Accounts accounts, Teams teams, Audit audit, JdbcClient database, Clock clock) {
        this.accounts = accounts;
        this.teams = teams;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    /** How an attempt ended. */
    public sealed interface Attempt {
        record In(Account account) implements Attempt {}

        record Refused() implements Attempt {}

        /** Nobody looked at the password: too many wrong ones came before. */
        record TooMany(Duration pause) implements Attempt {

            public Problem problem() {
                return Problem.of("sign-in-too-many", 429, Map.of("minutes", String.valueOf(pause.toMinutes())));
            }
        }
    }

    public Attempt attempt(String login, Secret password, String address) {
        var outcome = look(login, password, address);
        if (outcome instanceof Attempt.In(var account)) write(account, "sign-in", address);
        return outcome;
    }

    /** The same for somebody who is signed in already and has to show that it is still them. */
    Attempt confirm(Account account, Secret password, String address) {
        return look(account.login(), password, address);
    }

    private Attempt look(String login, Secret password, String address) {
        var byLogin = "login:" + Accounts.normal(login);
        var byAddress = "address:" + address;
        if (failures(byLogin) >= PER_LOGIN || failures(byAddress) >= PER_ADDRESS) return new Attempt.TooMany(WINDOW);
        var account = accounts.proven(login, password);
        if (account.isEmpty()) {
            failed(byLogin);
            failed(byAddress);
            accounts.findByLogin(login).ifPresent(known -> write(known, "sign-in.refused", address));
            return new Attempt.Refused();
        }
        forget(byLogin);
        return new Attempt.In(account.get());
    }

    /** Somebody came in by a link. */
    Optional<Account> byLink(UUID id, String address) {
        var account = accounts.find(id).filter(found -> !found.disabled());
        account.ifPresent(found -> write(found, "sign-in.link", address));
        return account;
    }

    /** Too many wrong guesses came from an address, whatever they guessed at. */
    public Optional<Attempt.TooMany> shutFor(String address) {
        return failures("address:" + address) >= PER_ADDRESS
                ? Optional.of(new Attempt.TooMany(WINDOW))
                : Optional.empty();
    }

    /** Somebody at that address guessed wrong. */
    public void guessedWrong(String address) {
        failed("address:" + address);
    }

    private void write(Account account, String action, String address) {
        teams.memberships(account.id()).stream()
                .findFirst()
                .ifPresent(member -> audit.write(
                        account.id(),
                        account.name(),
                        member.team(),
                        action,
                        account.id().toString(),
                        Map.of("address", address)));
    }

    private int failures(String subject) {
        return database.sql("select count(*) from sign_in_failure where subject = ? and at > ?")
                .params(subject, Timestamp.from(clock.instant().minus(WINDOW)))
                .query(Integer.class)
                .single();
    }

    private void failed(String subject) {
        database.sql("insert into sign_in_failure (subject, at) values (?, ?)")
                .params(subject, Timestamp.from(clock.instant()))
                .update();
    }

    private void forget(String subject) {
        database.sql("delete from sign_in_failure where subject = ?")
                .param(subject)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetOld() {
        database.sql("delete from sign_in_failure where at < ?")
                .param(Timestamp.from(clock.instant().minus(WINDOW)))
                .update();
    }
}
