package io.chantier.identity;

import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import io.chantier.web.Theme;
import io.chantier.web.Words;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What somebody says about themselves: their name, and how they like the pages. */
@Service
public class OwnAccount {

    private static final int LONGEST = 100;

    private final Accounts accounts;
    private final Audit audit;

    OwnAccount(Accounts accounts, Audit audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    /**
     * As it was typed; null leaves a thing as it is.
     *
     * @param language one of {@link Words#LANGUAGES}
     * @param theme {@code light}, {@code dark} or {@code auto}
     */
    public record Profile(
            @Nullable String name,
            @Nullable String language,
            @Nullable String theme) {}

    /** @throws ProblemException naming each field that is wrong */
    @Transactional
    public Account change(Caller caller, Profile wanted) {
        var wrong = new ArrayList<FieldProblem>();
        if (wanted.name() != null && wanted.name().isBlank()) wrong.add(new FieldProblem("name", "required", Map.of()));
        if (wanted.name() != null && wanted.name().length() > LONGEST) {
            wrong.add(new FieldProblem("name", "too-long", Map.of()));
        }
        if (wanted.language() != null && !Words.LANGUAGES.contains(Locale.of(wanted.language()))) {
            wrong.add(new FieldProblem("language", "unknown-value", Map.of()));
        }
        if (wanted.theme() != null && !Theme.isChoice(wanted.theme())) {
            wrong.add(new FieldProblem("theme", "unknown-value", Map.of()));
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        var account = caller.account();
        if (wanted.name() != null) accounts.setName(account, wanted.name().strip());
        if (wanted.language() != null) accounts.setLocale(account, Locale.of(wanted.language()));
        if (wanted.theme() != null) accounts.setTheme(account, wanted.theme());
        audit.write(
                caller,
                "account.change",
                account.toString(),
                Map.of("name", Objects.requireNonNullElse(wanted.name(), caller.name())));
        return accounts.find(account).orElseThrow();
    }
}
