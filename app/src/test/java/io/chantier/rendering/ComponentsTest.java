package io.chantier.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {

    private static final String FAQ = "src/components/sections/Faq.astro";

    @TempDir
    Path cache;

    @Test
    void a_section_is_its_component_and_its_style_sheet_as_the_site_has_them() {
        try (var workshop = workshop()) {
            var components = new Components(workshop);
            var own = new TreeMap<String, byte[]>();
            own.put(FAQ, "own".getBytes(StandardCharsets.UTF_8));

            var part = components.part("Faq", own).orElseThrow();

            assertThat(part.editable()).containsExactly(FAQ, "src/styles/sections/faq.css");
            assertThat(part.files().get(FAQ)).asString().isEqualTo("own");
            assertThat(part.files().get("src/lib/context.ts")).isNotEmpty();
            assertThat(components.part("Hero", own).orElseThrow().editable())
                    .containsExactly("src/components/sections/Hero.astro");
            assertThat(components.part("../../pages/404", own)).isEmpty();
            assertThat(components.has("../quality/package.json")).isFalse();
        }
    }

    @Test
    void nothing_compiles_where_there_are_no_walls() {
        try (var workshop = workshop()) {
            assertThat(new Components(workshop).canCompile()).isFalse();
        }
    }

    private Workshop workshop() {
        return Workshop.of(Samples.settings(), "", Samples.template(), cache, List.of());
    }
}
