package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.generation.Assignment;
import io.chantier.generation.Dossier;
import io.chantier.generation.Joinery;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Progress;
import io.chantier.generation.Wish;
import io.chantier.generation.Writing;
import io.chantier.sites.Wishes;
import io.chantier.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is sent for the joiner's site, word by word: a change of it is seen in the commit. */
class PromptsTest {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path TEMPLATE = Path.of("../templates/site-astro");

    @TempDir
    Path folder;

    private final Assignment assignment = new Assignment(
            Joinery.source(),
            Optional.empty(),
            Optional.empty(),
            new Wishes(null, List.of(), null, "chaleureux", "Mettre les escaliers en avant.", Wishes.Business.UNKNOWN));

    @Test
    void the_analysis_reads_the_whole_source_and_may_do_nothing() throws IOException {
        golden(
                "analysis",
                tasks().analysis("claude-haiku-5-5", Dossier.of(assignment).forAnalysis()));
    }

    @Test
    void the_content_gets_facts_chosen_passages_and_the_draft() throws IOException {
        golden(
                "content",
                tasks().content(
                                "claude-sonnet-5-5",
                                Dossier.of(assignment, draft()).forContent(study())));
    }

    @Test
    void the_design_may_edit_one_file_and_sees_three() throws IOException {
        golden(
                "design",
                tasks().design(
                                "claude-haiku-5-5",
                                Dossier.of(assignment, draft()).forDesign(study()),
                                draft()));
    }

    @Test
    void the_repair_gets_the_complaints_of_the_checks() throws IOException {
        golden(
                "repair",
                tasks().repair(
                                "claude-sonnet-5-5",
                                "{\"complaints\":[\"/ content#/pages/0/description: This number is neither on the old"
                                        + " site nor in the brief: 0611223344 \\\"Appelez le 06 11 22 33 44.\\\"\"]}",
                                draft()));
    }

    @Test
    void a_change_gets_the_wish_and_the_data_without_the_legal_page() throws IOException {
        var wish = new Wish("Raccourcis le texte d'accueil.\u202e", Wish.ENOUGH);
        golden("change", tasks().change("claude-sonnet-5-5", wish.dossier(draft())));
        var confined = new Wish("Plus court.", "/content/pages/0/sections/0", Wish.ENOUGH, List.of());
        assertThat(PRETTY.readTree(confined.dossier(draft())).path("place").asString())
                .isEqualTo("/content/pages/0/sections/0");
    }

    @Test
    void a_translation_gets_texts_and_what_was_wrong_with_the_last_one() throws IOException {
        golden("translation", tasks().translation("claude-sonnet-5-5", """
                        {"from":"fr","to":"de","business":"Menuiserie Lefèvre","texts":[
                        {"n":1,"kind":"title","longest":65,"text":"Escaliers sur mesure à Rennes"},
                        {"n":2,"kind":"answer","longest":5000,"text":"Oui, depuis 1987.","wrong":"its figures are [], those of the text are [1987]"}]}"""));
    }

    @Test
    void a_component_may_edit_one_component_and_gets_the_wish_as_material() throws IOException {
        var files = new java.util.TreeMap<String, byte[]>();
        files.put("src/components/sections/Hero.astro", new byte[0]);
        files.put("src/lib/context.ts", new byte[0]);
        var piece = new io.chantier.generation.Workpiece(
                new Wish("Un ruban en haut de l'accueil.", Wish.ENOUGH),
                "Un ruban.",
                "Hero",
                files,
                List.of("src/components/sections/Hero.astro"),
                "");
        golden("component", tasks().component("claude-sonnet-5-5", piece));
    }

    private SortedMap<String, byte[]> draft() {
        return ((Writing.Written) new OfflineAuthor().write(assignment, Progress.SILENT)).files();
    }

    private static JsonNode study() {
        var study = PRETTY.createObjectNode()
                .put("summary", "Une menuiserie de Rennes.")
                .put("audience", "Des particuliers.")
                .put("tone", "chaleureux");
        study.putArray("strengths");
        study.putArray("passages").add("b3").add("b5").add("b9");
        return study;
    }

    private void golden(String name, Task task) throws IOException {
        var settings = new ClaudeSettings(
                "",
                new Secret("sk-ant-secret"),
                "",
                "https://models.example",
                4,
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                "");
        try (var room = Room.in(folder.resolve("rooms"))) {
            var words = CommandLine.words(Path.of("claude"), task, room).stream()
                    .map(word -> word.startsWith("{") ? "<schema>" : "'" + word + "'")
                    .collect(Collectors.joining(" "));
            var environment = CommandLine.environment(
                            task, room, new SignIn.ApiKey(new Secret("sk-ant-secret")), settings)
                    .entrySet()
                    .stream()
                    .filter(entry -> !CommandLine.NETWORK.contains(entry.getKey()))
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));
            var files = task.edits()
                    .map(edits -> String.join("\n", edits.files().keySet()))
                    .orElse("none");
            var shape = task.hands() instanceof Task.Hands.Answers(var schema) ? schema : "none";
            var sent = String.join(
                    "\n",
                    "# Words",
                    words,
                    "# Environment",
                    environment,
                    "# Files",
                    files,
                    "# Instructions",
                    task.instructions(),
                    "# Shape of the answer",
                    shape,
                    "# Standard input",
                    PRETTY.writeValueAsString(PRETTY.readTree(task.input())));
            assertGolden(name, sent.replace(room.folder().toString(), "<room>") + "\n");
        }
    }

    /** Writes the golden file where there is none; a change of it is then seen in the commit. */
    private static void assertGolden(String name, String text) throws IOException {
        var golden = Path.of("src/test/resources/golden/claude", name + ".txt");
        if (!Files.exists(golden)) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static Tasks tasks() {
        return new Tasks(Duration.ofMinutes(10), TEMPLATE);
    }
}
