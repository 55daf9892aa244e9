package io.chantier.identity;

import io.chantier.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** An installation begins with one team and one account: the operator {@code admin}, who owns it. */
@Component
class FirstStart implements SmartInitializingSingleton {

    private final JdbcClient database;
    private final Accounts accounts;
    private final Teams teams;
    private final TransactionTemplate transaction;
    private final Secret given;
    private final String file;

    FirstStart(
            JdbcClient database,
            Accounts accounts,
            Teams teams,
            TransactionTemplate transaction,
            @Value("${chantier.admin-password:}") String given,
            @Value("${chantier.admin-password-file:}") String file) {
        this.database = database;
        this.accounts = accounts;
        this.teams = teams;
        this.transaction = transaction;
        this.given = new Secret(given);
        this.file = file;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var made = Objects.requireNonNull(transaction.execute(_ -> {
            database.sql("lock table account in exclusive mode").update();
            return accounts.findByLogin(AdminPassword.LOGIN).isEmpty() ? begin() : Optional.<Secret>empty();
        }));
        if (file.isEmpty()) made.ifPresent(FirstStart::announce);
    }

    /** The password that was made; empty where one was given. */
    private Optional<Secret> begin() {
        if (!given.isEmpty() && Passwords.isWeak(given, AdminPassword.LOGIN)) {
            throw new IllegalStateException("ADMIN_PASSWORD is too weak: take at least " + Passwords.SHORTEST
                    + " characters that nobody guesses, or leave it out and one is made");
        }
        var password = given.isEmpty() ? Passwords.generate() : given;
        var admin = accounts.add(AdminPassword.LOGIN, "Admin", password, true);
        teams.join(teams.add("Chantier"), admin.id(), Role.OWNER);
        if (!given.isEmpty()) return Optional.empty();
        // Before the end of the transaction: an account whose password nobody can read is worse than none.
        if (!file.isEmpty()) hand(password, Path.of(file));
        return Optional.of(password);
    }

    /** To the command that started us, whose output goes to a person; ours goes to a log. */
    private static void hand(Secret password, Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password.reveal() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the terminal where we were started by hand; this is the one time that it is shown. */
    @SuppressWarnings("SystemOut")
    private static void announce(Secret password) {
        System.out.println();
        System.out.println("  admin / " + password.reveal());
        System.out.println();
    }
}
