package io.chantier.generation;

import io.chantier.generation.AuthorSettings.Chosen;
import io.chantier.generation.AuthorSettings.Models;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes who writes after looking at what was chosen, and writes down who did. */
@Service
public class AuthorChanges {

    /** Each round costs as much as the one before. */
    public static final int MOST_ROUNDS = 5;

    /** By which the models are named in forms and answers. */
    public static final List<String> STEPS = List.of("analysis", "content", "design", "repair");

    /** Aliases, full names, and those of other endpoints: {@code sonnet}, {@code us.anthropic.claude:0}, {@code qwen3:8b}. */
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@\\[\\]-]{0,119}");

    private final Authors authors;
    private final AuthorSettings settings;
    private final Audit audit;

    AuthorChanges(Authors authors, AuthorSettings settings, Audit audit) {
        this.authors = authors;
        this.settings = settings;
        this.audit = audit;
    }

    /** @throws ProblemException naming each field that is wrong */
    @Transactional
    public Chosen make(Caller caller, Chosen wanted) {
        var wrong = new ArrayList<FieldProblem>();
        if (!authors.names().contains(wanted.author()))
            wrong.add(new FieldProblem("author", "unknown-value", Map.of()));
        byStep(wanted.models()).forEach((step, model) -> {
            if (!MODEL.matcher(model).matches()) wrong.add(new FieldProblem(step, "not-a-model", Map.of()));
        });
        if (wanted.rounds() < 0 || wanted.rounds() > MOST_ROUNDS)
            wrong.add(new FieldProblem("rounds", "not-rounds", Map.of("most", Integer.toString(MOST_ROUNDS))));
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        settings.store(wanted);
        var details = new LinkedHashMap<>(byStep(wanted.models()));
        details.put("author", wanted.author());
        details.put("rounds", Integer.toString(wanted.rounds()));
        audit.write(caller, "author.change", "author", details);
        return wanted;
    }

    /** The models by the step that asks them, in the order of the steps. */
    public static Map<String, String> byStep(Models models) {
        var byStep = new LinkedHashMap<String, String>();
        byStep.put("analysis", models.analysis());
        byStep.put("content", models.content());
        byStep.put("design", models.design());
        byStep.put("repair", models.repair());
        return byStep;
    }
}
