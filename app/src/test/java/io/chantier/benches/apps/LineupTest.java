package io.chantier.benches.apps;

import static io.chantier.benches.apps.Samples.lineup;
import static io.chantier.benches.apps.Samples.migrating;
import static io.chantier.benches.apps.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.chantier.benches.apps.AppChange.Kind;
import io.chantier.benches.apps.AppRelease.State;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineupTest {

    private static final AppRelease FRAMEWORK = release("frappe", "15.2.0");

    @Test
    void apps_that_suit_each_other_have_no_faults() {
        var all = lineup(
                FRAMEWORK,
                release("erpnext", "15.1.0", "frappe >=15,<16"),
                release("hrms", "15.0.3", "frappe >=15,<16", "erpnext >=15.1"));
        assertThat(all.faults()).isEmpty();
    }

    @Test
    void a_group_without_the_framework_is_refused_once_and_not_for_each_app() {
        var faults = lineup(release("erpnext", "15.0.0", "frappe >=15"), release("crm", "1.0.0", "frappe >=15"))
                .faults();
        assertThat(faults).extracting(FieldProblem::code).containsExactly("framework-missing");
    }

    @Test
    void an_app_for_another_framework_is_refused_with_what_it_needs_and_what_is_there() {
        var faults = lineup(FRAMEWORK, release("erpnext", "16.0.0", "frappe >=16,<17"))
                .faults();
        assertThat(faults)
                .containsExactly(new FieldProblem(
                        "apps[erpnext]",
                        "app-does-not-fit",
                        Map.of(
                                "app",
                                "erpnext",
                                "version",
                                "16.0.0",
                                "needed",
                                "frappe",
                                "range",
                                ">=16.0.0,<17.0.0",
                                "has",
                                "15.2.0")));
    }

    @Test
    void an_app_that_is_needed_and_not_there_is_named() {
        var faults = lineup(FRAMEWORK, release("hrms", "15.0.0", "frappe >=15", "erpnext >=15"))
                .faults();
        assertThat(faults)
                .extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(tuple("apps[hrms]", "app-not-there"));
    }

    @Test
    void drafts_and_withdrawn_versions_are_refused() {
        var faults = lineup(
                        FRAMEWORK,
                        release("crm", "1.0.0", State.DRAFT, true, "frappe >=15"),
                        release("hrms", "15.0.0", State.YANKED, true, "frappe >=15"))
                .faults();
        assertThat(faults).extracting(FieldProblem::code).containsExactly("release-is-draft", "release-is-yanked");
    }

    @Test
    void apps_that_need_each_other_are_refused() {
        var faults = lineup(
                        FRAMEWORK,
                        release("one", "1.0.0", "frappe >=15", "other >=1"),
                        release("other", "1.0.0", "frappe >=15", "one >=1"))
                .faults();
        assertThat(faults).extracting(FieldProblem::code).containsExactly("apps-in-circle");
        assertThat(faults.getFirst().arguments()).containsEntry("apps", "one, other");
    }

    @Test
    void apps_are_installed_after_those_that_they_need() {
        var all = lineup(
                FRAMEWORK,
                release("alpha", "1.0.0", "frappe >=15", "omega >=1"),
                release("beta", "1.0.0", "frappe >=15"),
                release("omega", "1.0.0", "frappe >=15"));
        assertThat(all.installOrder()).extracting(AppName::value).containsExactly("frappe", "beta", "omega", "alpha");
    }

    @Test
    void each_reason_has_words_in_each_language() {
        var words = new Words();
        var codes = List.of(
                "framework-missing",
                "app-does-not-fit",
                "app-not-there",
                "release-is-draft",
                "release-is-yanked",
                "apps-in-circle",
                "no-such-release");
        for (var language : Words.LANGUAGES) {
            assertThat(codes).allMatch(code -> words.has(language, "field." + code));
        }
    }

    @Test
    void the_difference_names_each_app_that_changes_and_how() {
        var from = lineup(FRAMEWORK, release("crm", "1.0.0"), release("hrms", "15.1.0"), release("wiki", "2.0.0"));
        var to = lineup(
                release("frappe", "15.3.0"),
                release("hrms", "15.0.0"),
                release("wiki", "2.0.0"),
                release("lms", "3.0.0"));
        var difference = Difference.between(from, to, Map.of());
        assertThat(difference.changes())
                .extracting(change -> change.app() + " " + change.kind())
                .containsExactly("crm REMOVED", "frappe NEWER", "hrms OLDER", "lms ADDED");
        assertThat(difference.removed()).containsExactly(new AppName("crm"));
        assertThat(difference.way()).isEqualTo(Way.PULL);
    }

    @Test
    void nothing_changes_between_equal_states() {
        assertThat(Difference.between(lineup(FRAMEWORK), lineup(FRAMEWORK), Map.of())
                        .way())
                .isEqualTo(Way.NONE);
    }

    @Test
    void a_version_in_between_that_changes_the_database_makes_the_whole_way_a_migration() {
        var releases = List.of(release("frappe", "15.4.0"), migrating("frappe", "15.3.0"), release("frappe", "15.2.0"));
        var up = Difference.between(
                lineup(FRAMEWORK), lineup(release("frappe", "15.4.0")), Map.of(new AppName("frappe"), releases));
        assertThat(up.changes().getFirst().migrates()).isTrue();
        assertThat(up.way()).isEqualTo(Way.MIGRATE);
        var down = Difference.between(
                lineup(release("frappe", "15.4.0")), lineup(FRAMEWORK), Map.of(new AppName("frappe"), releases));
        assertThat(down.changes().getFirst().kind()).isEqualTo(Kind.OLDER);
        assertThat(down.way()).isEqualTo(Way.NO_WAY);
    }

    @Test
    void a_version_that_is_left_behind_or_not_reached_does_not_count() {
        var releases = List.of(
                migrating("frappe", "15.5.0"),
                release("frappe", "15.4.0"),
                release("frappe", "15.3.0", State.DRAFT, true),
                migrating("frappe", "15.2.0"));
        var up = Difference.between(
                lineup(FRAMEWORK), lineup(release("frappe", "15.4.0")), Map.of(new AppName("frappe"), releases));
        assertThat(up.way()).isEqualTo(Way.PULL);
    }

    @Test
    void a_release_moves_only_as_it_may() {
        var draft = release("crm", "1.0.0", State.DRAFT, true);
        var published = draft.published(Instant.EPOCH);
        assertThat(published.yanked().published(Instant.now()).publishedAt()).isEqualTo(Instant.EPOCH);
        assertThatThrownBy(draft::yanked).isInstanceOf(AppRelease.NotAllowed.class);
        assertThatThrownBy(() -> published.published(Instant.EPOCH)).isInstanceOf(AppRelease.NotAllowed.class);
        assertThatThrownBy(() -> published.yanked().yanked()).isInstanceOf(AppRelease.NotAllowed.class);
    }
}
