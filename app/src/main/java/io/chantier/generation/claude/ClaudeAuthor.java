package io.chantier.generation.claude;

import io.chantier.generation.Assignment;
import io.chantier.generation.Author;
import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Cost;
import io.chantier.generation.Design;
import io.chantier.generation.Dossier;
import io.chantier.generation.Errand;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Proposal;
import io.chantier.generation.Redraft;
import io.chantier.generation.Wish;
import io.chantier.generation.Workpiece;
import io.chantier.generation.Writing;
import io.chantier.metering.Estimates;
import io.chantier.metering.Exhausted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes with Claude Code. The offline author makes a draft first: facts, prices, links and pictures are its; the model gets
 * words to read and gives words back, which are put into the draft's places.
 */
@Component
class ClaudeAuthor implements Author {

    static final String NAME = "claude";
    static final String STUDY = "study.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTENT = "data/content.json";
    private static final String TOKENS = "design-tokens.json";

    private final OfflineAuthor draftsman;
    private final AuthorSettings settings;
    private final Tasks tasks;
    private final Desk desk;
    private final Design looks;
    private final Translator translator;

    ClaudeAuthor(
            OfflineAuthor draftsman,
            AuthorSettings settings,
            Tasks tasks,
            Desk desk,
            Design looks,
            Translator translator) {
        this.draftsman = draftsman;
        this.settings = settings;
        this.tasks = tasks;
        this.desk = desk;
        this.looks = looks;
        this.translator = translator;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean asksModel() {
        return true;
    }

    @Override
    public List<Estimates.Planned> plan() {
        return tasks.plan(models());
    }

    @Override
    public Writing study(Assignment assignment, Errand errand) throws InterruptedException {
        var task = tasks.analysis(models().analysis(), Dossier.of(assignment).forAnalysis());
        return answered(
                desk.run(task, errand),
                Draft.NONE,
                (result, cost) -> written(Map.of(STUDY, bytes(((Ending.Answered) result.ending()).answer())), cost));
    }

    @Override
    public Writing write(Assignment assignment, SortedMap<String, byte[]> study, Errand errand)
            throws InterruptedException {
        var draft = draftsman.write(assignment, errand.progress());
        if (!(draft instanceof Writing.Written(var files, var _))) return draft;
        var dossier = Dossier.of(assignment, files);
        var task = tasks.content(models().content(), dossier.forContent(read(study)));
        return answered(
                desk.run(task, errand),
                new Draft(files, draftsman.name()),
                (result, cost) -> new Writing.Written(
                        Redraft.of(dossier, files, ((Ending.Answered) result.ending()).answer(), NAME), cost));
    }

    @Override
    public Writing design(
            Assignment assignment, SortedMap<String, byte[]> study, SortedMap<String, byte[]> files, Errand errand)
            throws InterruptedException {
        var wishes = assignment.wishes();
        var isDecided = wishes.look() != null && !wishes.colours().isEmpty();
        if (isDecided) return new Writing.Written(files, Cost.nothing(NAME));
        var task = tasks.design(models().design(), Dossier.of(assignment, files).forDesign(read(study)), files);
        return answered(
                desk.run(task, errand),
                new Draft(files, NAME),
                (result, cost) -> new Writing.Written(
                        looks.adapt(files, result.files().getOrDefault(TOKENS, new byte[0]), wishes), cost));
    }

    @Override
    public Writing repair(
            Assignment assignment, SortedMap<String, byte[]> files, List<String> complaints, Errand errand)
            throws InterruptedException {
        var input = JSON.createObjectNode();
        var list = input.putArray("complaints");
        complaints.forEach(list::add);
        var task = tasks.repair(models().repair(), input.toString(), files);
        return answered(
                desk.run(task, errand),
                new Draft(files, NAME),
                (result, cost) -> new Writing.Written(mended(assignment, files, result.files()), cost));
    }

    /** Words as far as they may change, and colours where it changed them. */
    private SortedMap<String, byte[]> mended(
            Assignment assignment, SortedMap<String, byte[]> files, SortedMap<String, byte[]> edited) {
        var words = Redraft.repaired(files, edited.getOrDefault(CONTENT, new byte[0]), NAME);
        var tokens = edited.getOrDefault(TOKENS, new byte[0]);
        return Arrays.equals(tokens, files.get(TOKENS)) ? words : looks.adapt(words, tokens, assignment.wishes());
    }

    @Override
    public Optional<Estimates.Planned> planTranslation() {
        return Optional.of(tasks.planTranslation(models()));
    }

    @Override
    public Writing translate(
            SortedMap<String, byte[]> files,
            String language,
            Map<String, String> alts,
            Errand errand,
            Consumer<SortedMap<String, byte[]>> paid)
            throws InterruptedException {
        return translator.translate(new Translator.Order(files, language, alts, paid), models().content(), errand);
    }

    @Override
    public Proposal propose(Assignment assignment, SortedMap<String, byte[]> files, Wish wish, Errand errand)
            throws InterruptedException {
        var task = tasks.change(models().content(), wish.dossier(files)).within(wish.microUsd());
        return switch (desk.run(task, errand)) {
            case Desk.Ran.NoMoney(var why) -> new Proposal.Stopped(Trouble.BUDGET.code(), arguments(why));
            case Desk.Ran.Ended(var ran, var result) ->
                switch (result.ending()) {
                    case Ending.Answered(var answer, var spent) -> proposal(answer, cost(spent));
                    case Ending.Failed(var trouble, var _, var _) -> failed(trouble, arguments(ran));
                    case Ending.Unwanted _ -> new Proposal.Stopped("claude-killed", Map.of());
                };
        };
    }

    @Override
    public List<Estimates.Planned> planOfCraft() {
        return tasks.planOfCraft(models());
    }

    @Override
    public Writing craft(Workpiece piece, Errand errand) throws InterruptedException {
        var task = tasks.component(models().design(), piece);
        return answered(
                desk.run(task, errand), Draft.NONE, (result, cost) -> new Writing.Written(result.files(), cost));
    }

    private static Proposal proposal(JsonNode answer, Cost cost) {
        var lacking = answer.path("needsComponent").asString("").strip();
        if (!lacking.isEmpty()) return new Proposal.NotPossible("change-needs-component", Map.of("reason", lacking));
        var question = answer.path("unclear").asString("").strip();
        if (!question.isEmpty()) return new Proposal.NotPossible("change-unclear", Map.of("question", question));
        return new Proposal.Proposed(answer.path("summary").asString(""), answer.path("operations"), cost);
    }

    private static Proposal failed(Trouble trouble, Map<String, String> arguments) {
        return trouble.pause()
                .<Proposal>map(pause -> new Proposal.Unavailable(trouble.code(), arguments, pause))
                .orElseGet(() -> new Proposal.Stopped(trouble.code(), arguments));
    }

    private AuthorSettings.Models models() {
        return settings.chosen().models();
    }

    private static JsonNode read(SortedMap<String, byte[]> study) {
        try {
            return JSON.readTree(study.getOrDefault(STUDY, "{}".getBytes(StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    private static Writing written(Map<String, byte[]> files, Cost cost) {
        return new Writing.Written(new TreeMap<>(files), cost);
    }

    /** What is worth keeping where a run is stopped, and who wrote it. */
    record Draft(SortedMap<String, byte[]> files, String by) {
        static final Draft NONE = new Draft(new TreeMap<>(), "");
    }

    private static Writing answered(Desk.Ran ran, Draft draft, BiFunction<Claude.Result, Cost, Writing> taken) {
        return switch (ran) {
            case Desk.Ran.NoMoney(var why) ->
                new Writing.Stopped(draft.files(), draft.by(), Trouble.BUDGET.code(), arguments(why));
            case Desk.Ran.Ended(var task, var result) ->
                switch (result.ending()) {
                    case Ending.Answered(var _, var spent) -> taken.apply(result, cost(spent));
                    case Ending.Failed(var trouble, var _, var _) -> failed(trouble, arguments(task), draft);
                    case Ending.Unwanted _ -> new Writing.Unwanted();
                };
        };
    }

    static Writing failed(Trouble trouble, Map<String, String> arguments, Draft draft) {
        return trouble.pause()
                .<Writing>map(pause -> new Writing.Unavailable(trouble.code(), arguments, pause))
                .orElseGet(() -> new Writing.Stopped(draft.files(), draft.by(), trouble.code(), arguments));
    }

    /** Nothing that the endpoint said: a failure is read by the team, its own words only by operators. */
    static Map<String, String> arguments(Task task) {
        return Map.of("model", task.model(), "step", task.name());
    }

    static Map<String, String> arguments(Exhausted why) {
        return Map.of("limit", why.which().key(), "model", "", "step", "");
    }

    static Cost cost(Spent spent) {
        return new Cost(NAME, spent.model(), spent.read(), spent.output(), spent.microUsd());
    }
}
