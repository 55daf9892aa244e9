package io.chantier.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.values.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a route still shows of releases before. */
class RouteTest {

    private static final UUID SITE = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Digest WITH_PHOTO = new Digest("a".repeat(64));
    private static final Digest WITHOUT = new Digest("b".repeat(64));
    private static final Digest NEWEST = new Digest("c".repeat(64));

    private static Route live(Digest release) {
        return new Route(SITE, Route.Kind.LIVE, release);
    }

    @Test
    void what_was_taken_off_a_site_can_be_asked_for_some_minutes_and_no_longer() {
        var route = live(WITHOUT).after(live(WITH_PHOTO), NOON);
        assertThat(route.stillAskedFor(NOON.plus(Duration.ofMinutes(4)))).containsExactly(WITH_PHOTO);
        assertThat(route.stillAskedFor(NOON.plus(Route.ASKED_FOR))).isEmpty();
    }

    @Test
    void reading_the_same_route_again_does_not_keep_it_longer() {
        var route = live(WITHOUT).after(live(WITH_PHOTO), NOON);
        for (int seconds = 15; seconds < 290; seconds += 15) {
            route = live(WITHOUT).after(route, NOON.plusSeconds(seconds));
            assertThat(route.stillAskedFor(NOON.plusSeconds(seconds))).containsExactly(WITH_PHOTO);
        }
        assertThat(route.stillAskedFor(NOON.plusSeconds(301))).isEmpty();
        assertThat(live(WITHOUT).after(route, NOON.plusSeconds(301)).before()).isEmpty();
    }

    @Test
    void a_release_counts_from_when_it_was_replaced_and_one_that_comes_back_is_none_of_the_earlier_ones() {
        var second = live(WITHOUT).after(live(WITH_PHOTO), NOON);
        var third = live(NEWEST).after(second, NOON.plusSeconds(200));
        assertThat(third.stillAskedFor(NOON.plusSeconds(200))).containsExactly(WITHOUT, WITH_PHOTO);
        assertThat(third.stillAskedFor(NOON.plusSeconds(400))).containsExactly(WITHOUT);
        var back = live(WITH_PHOTO).after(third, NOON.plusSeconds(210));
        assertThat(back.stillAskedFor(NOON.plusSeconds(210))).containsExactly(NEWEST, WITHOUT);
        assertThat(new Route(UUID.randomUUID(), Route.Kind.LIVE, NEWEST)
                        .after(third, NOON)
                        .before())
                .isEmpty();
    }
}
