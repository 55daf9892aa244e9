package io.chantier.rendering;

import static io.chantier.rendering.Samples.revision;
import static io.chantier.rendering.Samples.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.rendering.Rendering.Rendered;
import io.chantier.storage.StorageFixture;
import io.chantier.values.TeamId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final UUID SITE = UUID.randomUUID();

    @TempDir
    private static Path folder;

    private static Workshop workshop;
    private static Renderer renderer;
    private static Exporter exporter;
    private static String picture;

    @BeforeAll
    static void start() {
        var storage = StorageFixture.fresh("rendering");
        var limits = Samples.settings().limits();
        workshop = Workshop.of(Samples.settings(), "", Samples.template(), folder);
        var pictures = workshop.pictures(storage.jdbc(), storage.blobs(), limits.picture());
        renderer = workshop.renderer(storage.media(), pictures, limits.render());
        exporter = workshop.exporter(storage.media(), pictures, storage.blobs(), limits.render());
        picture = storage.media()
                .keep(TEAM, SITE, Samples.photo(3, 900, 600), "Un banc", "upload:c.jpg")
                .id();
    }

    @AfterAll
    static void stop() {
        workshop.close();
    }

    private static RenderRequest request(SortedMap<String, byte[]> files) {
        return new RenderRequest(TEAM, SITE, files, target("export"));
    }

    private static Exporter.Export.Project project(SortedMap<String, byte[]> files) throws IOException {
        return (Exporter.Export.Project) exporter.export(request(files));
    }

    @Test
    void everything_that_a_build_needs_is_in_it_and_nothing_else() throws IOException {
        var files = revision("Lefèvre", List.of(picture));
        files.put("data/secret.txt", new byte[1]);
        assertThat(project(files).files())
                .containsKeys(
                        "package.json",
                        "package-lock.json",
                        "src/layouts/Base.astro",
                        "data/images.json",
                        "data/publication.json",
                        "public/_img/" + picture + "-480.webp")
                .doesNotContainKey("data/secret.txt")
                .allSatisfy((path, _) -> assertThat(path).doesNotContain("node_modules"));
    }

    @Test
    void names_that_lead_out_of_the_folder_are_left_out() throws IOException {
        var files = revision("Lefèvre", List.of());
        for (var name : List.of("src/../../evil", "src//x", "src/a\\b", "src/\u0000", "src/./x")) {
            files.put(name, new byte[1]);
            assertThat(project(files).files()).doesNotContainKey(name);
        }
    }

    @Test
    void the_archive_holds_plain_files_in_one_folder() throws IOException {
        var bytes = new ByteArrayOutputStream();
        project(revision("Lefèvre", List.of())).write("lefevre", bytes);
        var names = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())), "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.isFile()).isTrue();
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("lefevre/package.json").allMatch(name -> name.startsWith("lefevre/"));
    }

    @Test
    void the_exported_project_builds_the_pages_that_we_serve() throws Exception {
        var files = revision("Lefèvre", List.of(picture));
        var project = folder.resolve("project");
        for (var file : project(files).files().entrySet()) {
            var target = project.resolve(file.getKey());
            Files.createDirectories(target.resolve("..").normalize());
            Files.write(target, file.getValue());
        }
        Files.createSymbolicLink(
                project.resolve("node_modules"), Samples.template().resolve("template/node_modules"));
        node(project, "tokens.mjs");
        node(project, "node_modules/astro/bin/astro.mjs", "build");
        for (var page : ((Rendered) renderer.render(request(files))).files().entrySet()) {
            assertThat(project.resolve("dist").resolve(page.getKey())).hasBinaryContent(page.getValue());
        }
        assertThat(project.resolve("dist/_img/" + picture + "-480.webp")).exists();
    }

    private static void node(Path project, String... words) throws Exception {
        var found = (Node.Search.Found) Node.find("", List.of(Samples.template()), System.getenv("PATH"));
        var command = new ArrayList<>(List.of(found.binary().toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(project.toFile()).inheritIO();
        builder.environment().put("ASTRO_TELEMETRY_DISABLED", "1");
        var process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
