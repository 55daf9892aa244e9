package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.sites.Wishes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a model gets to read. */
class DossierTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void the_brief_reaches_the_model_in_each_step_that_writes() {
        var wishes = new Wishes(
                null,
                List.of(),
                null,
                "chaleureux",
                null,
                Wishes.Business.UNKNOWN,
                "short",
                List.of("services", "prices"),
                List.of());
        var assignment = new Assignment(Joinery.source(), Optional.empty(), Optional.empty(), wishes);
        var dossier = Dossier.of(assignment);

        for (var sent : List.of(dossier.forAnalysis(), dossier.forContent(JSON.createObjectNode()))) {
            var brief = JSON.readTree(sent).path("brief");
            assertThat(brief.path("tone").asString()).isEqualTo("chaleureux");
            assertThat(brief.path("length").asString()).isEqualTo("short");
            assertThat(brief.path("sections").toString()).isEqualTo("[\"services\",\"prices\"]");
        }
        assertThat(dossier.wants("prices")).isTrue();
        assertThat(dossier.wants("text")).isFalse();
        assertThat(JSON.readTree(Dossier.of(Assignment.of(Joinery.source())).forAnalysis())
                        .path("brief")
                        .has("sections"))
                .isFalse();
    }
}
