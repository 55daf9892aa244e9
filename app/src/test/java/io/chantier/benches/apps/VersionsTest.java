package io.chantier.benches.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

    @Test
    void versions_are_ordered_as_semantic_versioning_orders_them() {
        var ordered = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.10",
                "1.2.0",
                "10.0.0");
        assertThat(ordered.reversed().stream()
                        .map(Version::of)
                        .sorted()
                        .map(Version::toString)
                        .toList())
                .isEqualTo(ordered);
    }

    @ParameterizedTest
    @CsvSource({"15, 15.0.0", "v15.2, 15.2.0", "15.2.1, 15.2.1", "16.0.0-dev, 16.0.0-dev"})
    void a_version_is_read_as_people_write_it(String written, String read) {
        assertThat(Version.of(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "develop",
                "15.x",
                "15.2.0.1",
                "015.2",
                "15.2.0+build",
                "-15",
                "15.2.0-",
                "15 ",
                "15\n",
                "9999999999"
            })
    void what_is_no_version_is_none(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ">=15.0.0,<16.0.0 | 15.0.0 15.99.3 | 14.9.9 16.0.0 16.0.0-beta.1",
                ">=16.0.0-dev,<17 | 16.0.0-dev 16.0.0 16.1.0-beta | 15.9.9 17.0.0-rc.1",
                "==15.2.0 | 15.2.0 | 15.2.1 15.2.0-rc.1",
                "15.2 | 15.2.0 | 15.2.1",
                "> 15, <= 15.4.0 | 15.0.1 15.4.0 | 15.0.0 15.4.1",
                "<16.0.0-beta.2 | 16.0.0-beta.1 15.0.0 | 16.0.0-beta.2 16.0.0"
            })
    void a_range_takes_some_versions_and_leaves_others(String range, String taken, String left) {
        var read = VersionRange.of(range);
        assertThat(versions(taken)).allMatch(read::contains);
        assertThat(versions(left)).noneMatch(read::contains);
        assertThat(VersionRange.of(read.toString())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "any",
                ">=",
                ">=15,",
                "^15",
                "~=15.0",
                ">=16,<15",
                ">15,<15",
                ">=15,<15",
                "==15,==16",
                ">=1,>=2,>=3,<9,<10"
            })
    void a_range_that_is_none_or_that_no_version_could_be_in_is_refused(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "Erpnext", "9app", "erp-next", "-x", "../x", "a b", "a;b", "é", "erpnext\n"})
    void what_is_no_name_of_an_app_is_none(String text) {
        assertThat(AppName.isAppName(text)).isFalse();
    }

    @Test
    void needs_are_read_as_lines_of_a_form_or_of_a_pyproject() {
        assertThat(ReleaseForm.needsOf("""
                        erpnext >=15.0.0,<16.0.0
                        hrms = ">=15.0.0"
                          payments: >=0.0.1

                        crm
                        telephony==1.2.0
                        """))
                .containsOnly(
                        Map.entry("erpnext", ">=15.0.0,<16.0.0"),
                        Map.entry("hrms", ">=15.0.0"),
                        Map.entry("payments", ">=0.0.1"),
                        Map.entry("crm", ">=0"),
                        Map.entry("telephony", "==1.2.0"));
    }

    private static List<Version> versions(String words) {
        return Stream.of(words.strip().split(" ")).map(Version::of).toList();
    }
}
