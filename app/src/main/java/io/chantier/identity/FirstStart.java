package io.chantier.identity;

import io.chantier.values.Secret;
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

    FirstStart(
            JdbcClient database,
            Accounts accounts,
            Teams teams,
            TransactionTemplate transaction,
            @Value("${chantier.admin-password:}") String given) {
        this.database = database;
        this.accounts = accounts;
        this.teams = teams;
        this.transaction = transaction;
        this.given = new Secret(given);
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(_ -> {
            database.sql("lock table account in exclusive mode").update();
            if (accounts.findByLogin(AdminPassword.LOGIN).isEmpty()) begin();
        });
    }

    private void begin() {
        if (!given.isEmpty() && Passwords.isWeak(given, AdminPassword.LOGIN)) {
            throw new IllegalStateException("ADMIN_PASSWORD is too weak: take at least " + Passwords.SHORTEST
                    + " characters that nobody guesses, or leave it out and one is made");
        }
        var password = given.isEmpty() ? Passwords.generate() : given;
        var admin = accounts.add(AdminPassword.LOGIN, "Admin", password, true);
        teams.join(teams.add("Chantier"), admin.id(), Role.OWNER);
        if (given.isEmpty()) announce(password);
    }

    /** On the terminal, never in the log; this is the one time that it is shown. */
    @SuppressWarnings("SystemOut")
    private static void announce(Secret password) {
        System.out.println();
        System.out.println("  admin / " + password.reveal());
        System.out.println();
    }
}
