package io.chantier.generation.web;

import io.chantier.generation.claude.Trial;
import io.chantier.generation.web.AuthorView.Tried;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.metering.Amounts;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Has the author tested on the account of the caller's team, and says how it went. */
@Component
class Trials {

    private static final double MILLIS = 1000;

    private final Trial trial;
    private final Amounts amounts;
    private final Audit audit;

    Trials(Trial trial, Amounts amounts, Audit audit) {
        this.trial = trial;
        this.amounts = amounts;
        this.audit = audit;
    }

    Trial.Outcome outcome(Caller caller) throws InterruptedException {
        var outcome = trial.run(caller.team());
        audit.write(
                caller, "author.test", "author", Map.of("outcome", code(outcome).isEmpty() ? "ok" : code(outcome)));
        return outcome;
    }

    Tried run(Caller caller, Locale locale) throws InterruptedException {
        var outcome = outcome(caller);
        return switch (outcome) {
            case Trial.Outcome.Works(var model, var took, var microUsd) -> {
                var seconds = NumberFormat.getNumberInstance(locale);
                seconds.setMinimumFractionDigits(1);
                seconds.setMaximumFractionDigits(1);
                yield new Tried(
                        "",
                        Map.of(
                                "model", model,
                                "seconds", seconds.format(took.toMillis() / MILLIS),
                                "cost", amounts.in(locale).say(microUsd)));
            }
            case Trial.Outcome.Fails(var trouble, var arguments) -> new Tried(trouble.code(), arguments);
            case Trial.Outcome.Busy _ -> new Tried(code(outcome), Map.of());
        };
    }

    /** The problem's; empty where it worked. */
    static String code(Trial.Outcome outcome) {
        return switch (outcome) {
            case Trial.Outcome.Works _ -> "";
            case Trial.Outcome.Fails fails -> fails.trouble().code();
            case Trial.Outcome.Busy _ -> "author-tested";
        };
    }
}
