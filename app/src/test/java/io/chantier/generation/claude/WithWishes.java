package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.generation.AuthorSettings;
import io.chantier.rendering.Samples;
import io.chantier.sites.Site;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sites of which something is wished, and a model that answers with changes of their data. */
abstract class WithWishes extends WithOldSite {

    static final String HERO = "src/components/sections/Hero.astro";

    /** A site with content, made without a model. */
    String written(String slug) {
        by("offline", () -> {
            var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "GENERATED"));
            var job = chantier.finished(site.get("job").asString());
            assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        });
        return slug;
    }

    static MessagesStub.Model model(Function<JsonNode, ObjectNode> answers) {
        return (_, request) -> MessagesStub.answers(answers.apply(WritingModel.dossier(request)));
    }

    static ObjectNode answer(JsonNode... operations) {
        var answer = MessagesStub.JSON.createObjectNode().put("summary", "Le texte d'accueil est plus court.");
        var list = answer.putArray("operations");
        for (var one : operations) list.add(one);
        return answer;
    }

    static JsonNode replace(String path, String text) {
        return MessagesStub.JSON
                .createObjectNode()
                .put("op", "replace")
                .put("path", path)
                .put("value", text);
    }

    /** Where the text of the first page's opening stands. */
    static String hero(JsonNode data) {
        var sections = data.at("/content/pages/0/sections");
        return IntStream.range(0, sections.size())
                .filter(i -> sections.get(i).path("type").asString("").equals("hero"))
                .mapToObj(i -> "/content/pages/0/sections/" + i + "/text")
                .findFirst()
                .orElseThrow();
    }

    /** Reads a component and writes another file in its place, or elsewhere. */
    static MessagesStub.Reply written(JsonNode asked, String component, String file, String text) {
        var work = WritingModel.work(asked);
        var path = MessagesStub.JSON.createObjectNode().put("file_path", work + "/" + component);
        var read = MessagesStub.use("Read", path);
        return MessagesStub.content("tool_use", read, WritingModel.write(work + file, text));
    }

    /** As the template has it. */
    static String shipped(String component) {
        try {
            return Files.readString(Samples.template().resolve("template").resolve(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else is the author while this runs. */
    void by(String author, Runnable work) {
        var chosen = settings.chosen();
        settings.store(new AuthorSettings.Chosen(author, chosen.models(), chosen.rounds()));
        try {
            work.run();
        } finally {
            settings.store(chosen);
        }
    }

    Site site(String slug) {
        var team = database.sql("select team_id from site where slug = ?")
                .param(slug)
                .query(String.class)
                .single();
        return sites.find(TeamId.of(team), new Slug(slug)).orElseThrow();
    }

    SortedMap<String, byte[]> files(String slug) {
        var site = site(slug);
        return revisions.files(site, Objects.requireNonNull(site.status().revision()));
    }

    static String text(SortedMap<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }
}
