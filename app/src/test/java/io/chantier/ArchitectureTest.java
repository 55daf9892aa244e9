package io.chantier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.chantier");

    private static final Pattern SHELL = Pattern.compile("\"(/bin/|/usr/bin/)?(ba|da|z|k)?sh\"|\"cmd(\\.exe)?\"");
    private static final Pattern CREATES = Pattern.compile("create table (?:if not exists )?(\\w+)\\s*\\(([^;]*);");
    private static final Pattern INCLUDES = Pattern.compile("@template\\.(\\w+)[.(]");

    /** What belongs to the whole installation and so to no team. */
    private static final Set<String> OF_NO_TEAM = Set.of(
            "deployment_server",
            "bench_ports_failed",
            "bench_server",
            "bench",
            "agent_turn",
            "app",
            "app_release",
            "release_group",
            "release_group_state",
            "release_group_app",
            "account",
            "team",
            "setting",
            "appearance",
            "metering_limit",
            "generation_setting",
            "metering_price",
            "metering_setting",
            "lighthouse_round",
            "signing_key",
            "sign_in_link",
            "sign_in_failure",
            "event_publication",
            "spring_session",
            "spring_session_attributes");

    @Test
    void nobody_runs_a_shell() {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class, String[].class)
                .check(CLASSES);
        assertThat(Sources.mainJava())
                .filteredOn(source -> SHELL.matcher(source.text()).find())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} is seen by {1} only")
    @CsvSource({
        "org.eclipse.jgit, sites",
        "nu.validator, checks",
        "com.networknt, checks",
        "com.google.i18n.phonenumbers, reading",
        "com.ibm.icu, reading|values",
        "crawlercommons, reading|domains",
        "org.eclipse.jetty.client, outbound|deployment",
        "com.nimbusds, identity",
        "org.commonmark, manual",
        "org.bouncycastle, identity",
        "org.xbill, domains",
        "com.github.kagkarlsson, jobs",
        "de.siegmar.fastcsv, fleet|web",
    })
    void a_vendor_s_library_is_seen_by_one_package_only(String vendor, String owner) {
        noClasses()
                .that()
                .resideInAPackage("io.chantier..")
                .and()
                .resideOutsideOfPackages(Stream.of(owner.split("\\|"))
                        .map(module -> "io.chantier." + module + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor + "..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_job_engine_and_the_database_launcher_know_no_spring() {
        noClasses()
                .that()
                .resideInAnyPackage("io.chantier.jobs..", "io.chantier.postgres..", "io.chantier.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void a_constructor_takes_six_things_at_most() {
        noConstructors()
                .that(new DescribedPredicate<JavaConstructor>("are not of a record") {
                    @Override
                    public boolean test(JavaConstructor constructor) {
                        return !constructor.getOwner().isRecord()
                                && !constructor.getOwner().isEnum();
                    }
                })
                .should(ArchConditions.have(new DescribedPredicate<JavaConstructor>("more than six parameters") {
                    @Override
                    public boolean test(JavaConstructor constructor) {
                        return constructor.getRawParameterTypes().size() > 6;
                    }
                }))
                .check(CLASSES);
    }

    @Test
    void a_file_has_three_hundred_lines_at_most() {
        assertThat(Sources.mainJava())
                .filteredOn(source -> source.text().lines().count() > 300)
                .extracting(Sources.Source::path)
                .isEmpty();
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() {
        var without = new TreeSet<String>();
        for (var source : Sources.mainJava()) {
            var info = source.path().resolveSibling("package-info.java");
            if (!Files.exists(info)) without.add(info.toString());
        }
        assertThat(without).isEmpty();
        assertThat(Sources.mainJava())
                .filteredOn(source -> source.name().equals("package-info.java"))
                .allSatisfy(source -> assertThat(source.text()).contains("@NullMarked", "/**"));
    }

    @Test
    void templates_include_only_their_own_module_s_and_the_frame() {
        for (var template : Sources.templates()) {
            var module = Sources.APP
                    .resolve("src/main/jte")
                    .relativize(template.path())
                    .getName(0)
                    .toString();
            var included = INCLUDES.matcher(template.text()).results().map(found -> found.group(1));
            assertThat(included).as(template.name()).allMatch(List.of(module, "web")::contains);
        }
    }

    @Test
    void sql_names_only_its_own_module_s_tables() {
        var owners = owners();
        for (var source : Sources.appJava()) {
            for (var table : owners.keySet()) {
                if (owners.get(table).equals(source.module())) continue;
                var use = Pattern.compile("(from|join|into|update|table) " + table + "\\b(?! set-)");
                assertThat(use.matcher(sqlOf(source.text())).find())
                        .as("%s uses the table %s of %s", source.path(), table, owners.get(table))
                        .isFalse();
            }
        }
    }

    @Test
    void every_row_of_a_tenant_has_its_team() {
        for (var migration : Sources.migrations()) {
            CREATES.matcher(migration.text())
                    .results()
                    .filter(table -> !OF_NO_TEAM.contains(table.group(1)))
                    .forEach(table -> assertThat(table.group(2))
                            .as("table %s in %s", table.group(1), migration.path())
                            .containsPattern("team_id +uuid +not null"));
        }
    }

    private static Map<String, String> owners() {
        var owners = new TreeMap<String, String>();
        for (var migration : Sources.migrations()) {
            var module = migration.path().getParent().getFileName().toString();
            CREATES.matcher(migration.text()).results().forEach(table -> owners.put(table.group(1), module));
        }
        return owners;
    }

    /** The string literals of a source, where its SQL is. */
    private static String sqlOf(String java) {
        var literals = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);
        var all = new StringBuilder();
        literals.matcher(java)
                .results()
                .map(found -> found.group())
                .filter(text -> text.matches("(?s)\\W*(select|insert|update|delete|with|lock|alter|create)\\b.*"))
                .forEach(text -> all.append(text).append('\n'));
        return all.toString();
    }
}
