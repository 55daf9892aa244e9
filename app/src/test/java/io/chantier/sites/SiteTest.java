package io.chantier.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteTest {

    private static final SiteProblem TROUBLE = new SiteProblem("source-unreachable", Map.of("host", "a.example"));

    @Test
    void the_first_run_goes_from_draft_to_live() {
        var site = draft().generating().generated().deploying().live();

        assertThat(site.state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void work_on_a_live_site_leaves_it_live() {
        var site = live().generating().generated().deploying();

        assertThat(site.state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void a_failure_on_a_live_site_only_fills_its_problem() {
        var site = live().generating().failed(TROUBLE);

        assertThat(site.state()).isEqualTo(SiteState.LIVE);
        assertThat(site.status().problem()).isEqualTo(TROUBLE);
    }

    @Test
    void a_failure_before_anything_was_published_breaks_it_and_a_retry_leads_out() {
        var broken = draft().generating().failed(TROUBLE);

        assertThat(broken.state()).isEqualTo(SiteState.BROKEN);
        assertThat(broken.generating().status().problem()).isNull();
    }

    @Test
    void a_draft_cannot_be_published() {
        assertThatExceptionOfType(Site.NotAllowed.class).isThrownBy(() -> draft().deploying());
    }

    @Test
    void a_suspended_site_that_is_lost_is_suspended_when_it_is_mended() {
        var lost = draft().installing().live().suspended().lost(TROUBLE).lost(TROUBLE);
        assertThat(lost.state()).isEqualTo(SiteState.BROKEN);
        assertThat(lost.mended().state()).isEqualTo(SiteState.SUSPENDED);
        assertThat(lost.mended().status().problem()).isNull();

        var open = draft().installing().live().lost(TROUBLE);
        assertThat(open.mended().state()).isEqualTo(SiteState.LIVE);
    }

    @Test
    void an_archived_site_comes_back_as_it_was() {
        assertThat(live().archived().broughtBack().state()).isEqualTo(SiteState.LIVE);
        assertThat(draft().generating().archived().broughtBack().state()).isEqualTo(SiteState.DRAFT);
    }

    @ParameterizedTest
    @EnumSource(
            value = SiteState.class,
            names = {"GENERATING", "INSTALLING", "DEPLOYING", "ARCHIVED"})
    void an_archived_site_begins_no_work(SiteState next) {
        assertThat(SiteState.ARCHIVED.canBecome(next)).isFalse();
    }

    @Test
    void only_an_archived_site_is_brought_back() {
        assertThatExceptionOfType(Site.NotAllowed.class).isThrownBy(() -> live().broughtBack());
    }

    static Site draft() {
        return new Site(
                new SiteId(UUID.randomUUID()),
                new TeamId(UUID.randomUUID()),
                new Slug("bakery"),
                SiteKind.SHOWCASE,
                new Site.Profile("Bakery", "http://bakery.example/", null, Wishes.NONE),
                new Site.Status(SiteState.DRAFT, null, null, null),
                Instant.parse("2026-11-01T08:00:00Z"));
    }

    private static Site live() {
        return draft().generating().generated().deploying().live();
    }
}
