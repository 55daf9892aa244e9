package io.chantier.agent.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchesTest {

    private static final BenchName MAIN = new BenchName("main");
    private static final SiteName SITE = new SiteName("demo.local.test");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Benches benches;

    @BeforeEach
    void make() throws IOException {
        bench(home.resolve("benches/main"));
        benches = new Benches(home.resolve("benches"));
    }

    private static void bench(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sites/demo.local.test"));
        Files.createDirectories(folder.resolve("sites/assets"));
        Files.writeString(folder.resolve("sites/apps.txt"), "frappe\n\n erpnext \n--option\n../x\n");
        Files.writeString(folder.resolve("sites/common_site_config.json"), "{\"monitor\":1}");
        Files.writeString(folder.resolve("sites/demo.local.test/site_config.json"), "{\"db_name\":\"_db\"}");
    }

    @Test
    void a_folder_with_a_common_configuration_is_a_bench() throws IOException {
        Files.createDirectories(home.resolve("benches/empty/sites"));
        Files.createFile(home.resolve("benches/file"));
        assertThat(benches.all()).containsOnlyKeys("main");
        var main = benches.find(MAIN).orElseThrow();
        assertThat(main.apps()).containsOnlyKeys("frappe", "erpnext");
        assertThat(main.sites()).containsOnlyKeys("demo.local.test");
        assertThat(main.config().get("monitor").asInt()).isEqualTo(1);
    }

    @Test
    void without_the_folder_there_are_no_benches() {
        assertThat(new Benches(home.resolve("nowhere")).all()).isEmpty();
    }

    @Test
    void no_link_is_followed_at_any_place() throws IOException {
        bench(home.resolve("outside"));
        Files.createSymbolicLink(home.resolve("benches/linked"), home.resolve("outside"));
        Files.createDirectories(home.resolve("benches/half"));
        Files.createSymbolicLink(home.resolve("benches/half/sites"), home.resolve("outside/sites"));
        var sites = home.resolve("benches/main/sites");
        Files.createSymbolicLink(sites.resolve("linked"), home.resolve("outside/sites/demo.local.test"));
        Files.createDirectories(sites.resolve("file-linked"));
        Files.createSymbolicLink(
                sites.resolve("file-linked/site_config.json"),
                home.resolve("outside/sites/demo.local.test/site_config.json"));

        assertThat(benches.all()).containsOnlyKeys("main");
        assertThat(benches.find(new BenchName("linked"))).isEmpty();
        assertThat(benches.find(new BenchName("half"))).isEmpty();
        assertThat(benches.find(MAIN).orElseThrow().sites()).containsOnlyKeys("demo.local.test");
        for (var site : new String[] {"linked", "file-linked"}) {
            assertThat(benches.has(MAIN, new SiteName(site))).as(site).isFalse();
            assertThat(benches.changeConfig(MAIN, new SiteName(site), entries -> entries))
                    .isFalse();
        }
        assertThat(home.resolve("outside/sites/demo.local.test/site_config.json"))
                .content()
                .isEqualTo("{\"db_name\":\"_db\"}");
    }

    @Test
    void a_link_in_the_place_of_the_new_file_is_not_written_through() throws IOException {
        var victim = Files.writeString(home.resolve("victim"), "precious");
        var fresh = home.resolve("benches/main/sites/demo.local.test/site_config.json.chantier-new");
        Files.createSymbolicLink(fresh, victim);
        assertThatThrownBy(() -> change("a", 1)).isInstanceOf(UncheckedIOException.class);
        assertThat(victim).content().isEqualTo("precious");
    }

    private void change(String key, int value) {
        benches.changeConfig(MAIN, SITE, entries -> {
            entries.put(key, Wire.toTree(value));
            return entries;
        });
    }

    @Test
    void changes_at_the_same_time_are_all_kept() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(IntStream.range(0, 50)
                    .mapToObj(i -> Executors.callable(() -> change("key" + i, i)))
                    .toList())) {
                done.get();
            }
        }
        var file = home.resolve("benches/main/sites/demo.local.test/site_config.json");
        assertThat(Wire.tree(Files.readString(file)).size()).isEqualTo(51);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_broken_configuration_is_named_and_hides_no_other_bench() throws IOException {
        bench(home.resolve("benches/broken"));
        Files.writeString(home.resolve("benches/broken/sites/common_site_config.json"), "{");
        assertThat(benches.all()).containsOnlyKeys("main");
        assertThatThrownBy(() -> benches.find(new BenchName("broken")))
                .isInstanceOf(BrokenConfig.class)
                .hasMessageContaining("broken/common_site_config.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-x", "a/b", "a\\b", "a b", "a\n", "a;b", "$(a)", ".hidden", "é"})
    void what_is_no_name_is_refused_as_any_name(String text) {
        assertThat(BenchName.of(text)).isEmpty();
        assertThat(SiteName.of(text)).isEmpty();
        assertThat(AppName.of(text)).isEmpty();
        assertThatThrownBy(() -> new SiteName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.local.test", "a", "my_site.local", "xn--bcher-kva.example", "8.example"})
    void host_names_are_names_of_sites(String text) {
        assertThat(SiteName.of(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Demo.local", "a..b", ".a", "a.", "-a.b", "a-.b", "a.-b"})
    void other_names_are_not(String text) {
        assertThat(SiteName.of(text)).isEmpty();
    }
}
