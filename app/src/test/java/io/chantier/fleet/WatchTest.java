package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Conditions.Condition;
import io.chantier.deployment.Health;
import io.chantier.fleet.FleetQuery.Order;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteSummary;
import io.chantier.values.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What should not be, found among many sites. */
class WatchTest {

    private static final Instant NOW = Instant.now();

    private final FleetSite well = site("well", Health.State.UP, 30, null);
    private final FleetSite down = site("down", Health.State.DOWN, null, null);
    private final FleetSite ending = site("ending", Health.State.UP, 20, null);
    private final FleetSite soonest = site("soonest", Health.State.UP, 2, null);
    private final FleetSite failed = site("failed", Health.State.UP, null, new SiteProblem("verify-failed", Map.of()));
    private final List<FleetSite> all = List.of(well, failed, ending, down, soonest);

    @Test
    void each_watch_counts_and_finds_what_it_concerns() {
        assertThat(FleetQuery.ALL.watched(all))
                .isEqualTo(Map.of(Watch.DOWN, 1L, Watch.CERTIFICATE, 2L, Watch.FAILED, 1L));
        assertThat(FleetQuery.ALL.watching(Watch.DOWN).of(all)).containsExactly(down);
        assertThat(FleetQuery.ALL.watching(Watch.CERTIFICATE).of(all)).containsExactly(ending, soonest);
        assertThat(FleetQuery.ALL.watching(Watch.FAILED).of(all)).containsExactly(failed);
        assertThat(FleetQuery.ALL.watching(Watch.FAILED).parameters()).isEqualTo("watch=FAILED");
    }

    @Test
    void what_is_down_comes_first_then_what_ends_first() {
        assertThat(FleetQuery.ALL.sorted(Order.CONDITION).of(all).subList(0, 3)).containsExactly(down, soonest, ending);
    }

    private static FleetSite site(
            String slug, Health.State state, @Nullable Integer days, @Nullable SiteProblem problem) {
        var summary = new SiteSummary(
                new SiteId(UUID.randomUUID()),
                new Slug(slug),
                new SiteSummary.About(slug, null, "fr"),
                SiteState.LIVE,
                "r1",
                problem,
                NOW);
        var health = new Health(state, NOW, NOW, 0, "");
        return FleetSite.of(
                summary,
                false,
                new FleetSite.Needs(0, 0),
                List.of(),
                new Condition(health, NOW),
                days == null ? null : NOW.plus(Duration.ofDays(days)));
    }
}
