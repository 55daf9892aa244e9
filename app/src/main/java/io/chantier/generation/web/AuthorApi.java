package io.chantier.generation.web;

import io.chantier.generation.AuthorChanges;
import io.chantier.generation.AuthorSettings;
import io.chantier.generation.AuthorSettings.Chosen;
import io.chantier.generation.AuthorSettings.Models;
import io.chantier.generation.claude.Condition;
import io.chantier.generation.claude.SignIn;
import io.chantier.generation.claude.Trial;
import io.chantier.identity.Caller;
import io.chantier.metering.Estimate;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Who writes, and whether they can; for the operator. */
@RestController
class AuthorApi {

    private static final int OURS_TO_MEND = 409;
    private static final int OF_THE_ENDPOINT = 502;

    private final AuthorSettings settings;
    private final AuthorChanges changes;
    private final AuthorScreens screens;
    private final Trial trial;
    private final Trials trials;

    AuthorApi(AuthorSettings settings, AuthorChanges changes, AuthorScreens screens, Trial trial, Trials trials) {
        this.settings = settings;
        this.changes = changes;
        this.screens = screens;
        this.trial = trial;
        this.trials = trials;
    }

    /** What is left out stays as it is. */
    record Wanted(
            @Nullable String author,
            @Nullable WantedModels models,
            @Nullable Integer rounds) {}

    record WantedModels(
            @Nullable String analysis,
            @Nullable String content,
            @Nullable String design,
            @Nullable String repair) {

        static final WantedModels NONE = new WantedModels(null, null, null, null);

        Models over(Models old) {
            return new Models(
                    Objects.requireNonNullElse(analysis, old.analysis()),
                    Objects.requireNonNullElse(content, old.content()),
                    Objects.requireNonNullElse(design, old.design()),
                    Objects.requireNonNullElse(repair, old.repair()));
        }
    }

    /**
     * @param suggestions models whose price is known
     * @param estimate of a site by Claude Code, whoever is chosen; in micro-USD
     */
    record View(
            String author,
            Models models,
            int rounds,
            List<String> suggestions,
            Claude claude,
            @Nullable Estimate estimate) {}

    /**
     * How things stand with Claude Code.
     *
     * @param version that was found; empty for none
     * @param signIn {@code key}, {@code login} or {@code none}
     * @param ends when the login ends, unless it is renewed meanwhile
     * @param endpoint empty for the provider's own
     * @param walls whether bubblewrap puts walls around its runs
     * @param problem what keeps it from working; empty where only a test can tell
     */
    record Claude(
            String program,
            String version,
            String signIn,
            String plan,
            @Nullable Instant ends,
            String endpoint,
            boolean walls,
            String problem) {

        static Claude of(Condition condition) {
            var login = condition.signIn() instanceof SignIn.Login found ? found : null;
            var view = new AuthorView(
                    new AuthorView.Form("", Map.of(), ""), List.of(), List.of(), condition, "", null, null);
            return new Claude(
                    condition.program().path(),
                    condition.program() instanceof Condition.Program.Missing ? "" : view.version(),
                    view.signIn(),
                    view.plan(),
                    login == null ? null : login.ends().orElse(null),
                    condition.endpoint(),
                    condition.isWalled(),
                    view.trouble());
        }
    }

    /** @param microUsd what it cost, in millionths of a US dollar */
    record Tested(String model, long millis, long microUsd) {}

    @GetMapping("/api/settings/author")
    View show() {
        var chosen = settings.chosen();
        return new View(
                chosen.author(),
                chosen.models(),
                chosen.rounds(),
                screens.suggestions(),
                Claude.of(trial.condition()),
                screens.estimate().orElse(null));
    }

    @PutMapping("/api/settings/author")
    View change(Caller caller, @RequestBody Wanted wanted) {
        var old = settings.chosen();
        changes.make(
                caller,
                new Chosen(
                        Objects.requireNonNullElse(wanted.author(), old.author()),
                        Objects.requireNonNullElse(wanted.models(), WantedModels.NONE)
                                .over(old.models()),
                        Objects.requireNonNullElse(wanted.rounds(), old.rounds())));
        return show();
    }

    /** Answers with the problem that a job would end with, where it does not work. */
    @PostMapping("/api/settings/author/test")
    Tested test(Caller caller) throws InterruptedException {
        var outcome = trials.outcome(caller);
        return switch (outcome) {
            case Trial.Outcome.Works(var model, var took, var microUsd) -> new Tested(model, took.toMillis(), microUsd);
            case Trial.Outcome.Busy _ -> throw new ProblemException(Problem.of(Trials.code(outcome), OURS_TO_MEND));
            case Trial.Outcome.Fails(var trouble, var arguments) ->
                throw new ProblemException(
                        Problem.of(trouble.code(), trouble.isOurs() ? OURS_TO_MEND : OF_THE_ENDPOINT, arguments));
        };
    }
}
