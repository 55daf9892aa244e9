package io.chantier.identity;

import io.chantier.values.Secret;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A new password for the first administrator. */
@Service
public class AdminPassword {

    public static final String LOGIN = "admin";

    private final Accounts accounts;
    private final Audit audit;

    AdminPassword(Accounts accounts, Audit audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    @Transactional
    public Secret renew(Caller caller) {
        var admin = accounts.findByLogin(LOGIN).orElseThrow();
        var password = Passwords.generate();
        accounts.setPassword(admin.id(), password);
        audit.write(caller, "account.password", admin.id().toString(), Map.of("login", LOGIN));
        return password;
    }
}
