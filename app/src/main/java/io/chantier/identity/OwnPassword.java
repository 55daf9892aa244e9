package io.chantier.identity;

import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody changes their own password, which takes the one they have. */
@Service
public class OwnPassword {

    private final Accounts accounts;
    private final SignIn signIn;
    private final Audit audit;
    private final TransactionTemplate transaction;

    OwnPassword(Accounts accounts, SignIn signIn, Audit audit, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Ends everything that was opened under the old password.
     *
     * @param address where the request comes from; wrong guesses count as those at the door do
     * @throws ProblemException naming the field that is wrong
     */
    public void change(Caller caller, Secret current, Secret wanted, String address) {
        var account = accounts.find(caller.account()).orElseThrow();
        switch (signIn.confirm(account, current, address)) {
            case SignIn.Attempt.In _ -> {}
            case SignIn.Attempt.Refused() ->
                throw new ProblemException(Problem.ofField("current", "wrong-password", Map.of()));
            case SignIn.Attempt.TooMany tooMany -> throw new ProblemException(tooMany.problem());
        }
        if (Passwords.isWeak(wanted, account.login())) {
            throw new ProblemException(Problem.ofFields(List.of(Passwords.weak("password"))));
        }
        transaction.executeWithoutResult(_ -> {
            accounts.setPassword(account.id(), wanted);
            audit.write(caller, "account.password", account.id().toString(), Map.of());
        });
    }
}
