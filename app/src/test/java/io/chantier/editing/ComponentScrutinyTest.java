package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.rendering.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentScrutinyTest {

    private static final Path TEMPLATE = Samples.template().resolve("template");
    private static final String HERO = "src/components/sections/Hero.astro";
    private static final String SHEET = "src/styles/sections/faq.css";

    @Test
    void a_component_that_draws_something_else_is_fine() throws IOException {
        assertThat(found(HERO, hero().replace("<Heading>", "<p class=\"ribbon\">{section.title}</p><Heading>")))
                .isEmpty();
        assertThat(found(HERO, hero() + "\n<style>.ribbon { animation: glide 9s; color: var(--accent); }</style>\n"))
                .isEmpty();
        assertThat(found(HERO, hero().replace("import Picture", "import Icon from '../Icon.astro';\nimport Picture")))
                .isEmpty();
        assertThat(found(SHEET, "details { border: 1px solid var(--border); }")).isEmpty();
    }

    @Test
    void every_component_of_the_template_only_draws() throws IOException {
        try (var all = Files.list(TEMPLATE.resolve("src/components/sections"))) {
            for (var file : all.toList()) {
                var path = TEMPLATE.relativize(file).toString();
                assertThat(found(new TreeMap<>(), path, Files.readString(file)))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT src='x.js'></SCRIPT>",
                "<p is:inline>x</p>",
                "<p set:html={section.text} />",
                "<Fragment set:html={'<img src=x onerror=alert(1)>'} />",
                "<img src='/x' onerror='alert(1)'>",
                "<a href='javascript:alert(1)'>x</a>",
                "<iframe src='/x'></iframe>",
                "<form action='/x'></form>",
                "<meta http-equiv='refresh' content='0'>",
                "<link rel='stylesheet' href='/x.css'>",
                "<img src='https://evil.example/pixel.gif' alt=''>",
                "<img src='//evil.example/pixel.gif' alt=''>",
                "{await fetch('/x')}",
                "{process.env.ANTHROPIC_API_KEY}",
                "{globalThis['x']}",
                "{(() => {}).constructor('return 1')()}",
                "{await import('node:fs')}",
                "{import.meta.env.SECRET}",
                "{Object.keys(import.meta.glob('../../**'))}",
                "{eval('1')}",
                "{new Function('return 1')()}",
                "{require('fs')}",
                "{Astro.request.headers.get('cookie')}",
                "{Astro.locals.ctx.site.name}",
                "<div client:load>x</div>",
                "<style>p { background: url(/x.png) }</style>",
                "<style>@import '/x.css';</style>",
                "{\"\\u0066etch\"}",
                "<p>\u202Eright to left</p>",
            })
    void what_does_more_than_draw_is_told_by_what_was_found(String added) throws IOException {
        assertThat(found(HERO, hero() + added)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import fs from 'node:fs';",
                "import { readFileSync } from 'fs';",
                "import sharp from 'sharp';",
                "import x from '../../../../../etc/passwd';",
                "import x from '../../pages/robots.txt';",
                "import x from '../Nowhere.astro';",
                "import '/abs.js';",
                "export { a } from 'fs';",
            })
    void imports_stay_among_the_templates_own_parts(String statement) throws IOException {
        assertThat(found(HERO, hero().replaceFirst("---\n", "---\n" + statement + "\n")))
                .isNotEmpty();
    }

    @Test
    void a_style_sheet_loads_nothing() {
        assertThat(found(SHEET, "p { background: url(https://evil.example/x) }"))
                .isNotEmpty();
        assertThat(found(SHEET, "@import 'x.css';")).isNotEmpty();
    }

    private static String hero() throws IOException {
        return Files.readString(TEMPLATE.resolve(HERO));
    }

    private static String found(String path, String text) {
        var before = new TreeMap<String, byte[]>();
        try {
            before.put(path, Files.readAllBytes(TEMPLATE.resolve(path)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found(before, path, text);
    }

    private static String found(SortedMap<String, byte[]> before, String path, String text) {
        var edited = new TreeMap<>(Map.of(path, text.getBytes(StandardCharsets.UTF_8)));
        return new ComponentScrutiny(file -> Files.isRegularFile(TEMPLATE.resolve(file)))
                .objection(before, edited)
                .map(why -> why.code() + " " + why.arguments().get("found"))
                .orElse("");
    }
}
