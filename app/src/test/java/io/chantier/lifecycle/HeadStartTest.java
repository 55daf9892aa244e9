package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Wishes;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** An edit of a site that is online is made ready while somebody still looks at it. */
class HeadStartTest {

    private final List<String> rehearsed = new CopyOnWriteArrayList<>();
    private final Semaphore go = new Semaphore(0);
    private final HeadStart headStart = new HeadStart(site -> {
        rehearsed.add(String.valueOf(site.status().revision()));
        go.acquireUninterruptibly();
        throw new IllegalStateException("The renderer has gone");
    });

    @Test
    void an_edit_of_a_site_online_is_made_ready() {
        edited(SiteState.LIVE, "first");

        await().untilAsserted(() -> assertThat(rehearsed).containsExactly("first"));
    }

    @Test
    void what_nobody_can_put_online_by_an_edit_alone_is_not() {
        edited(SiteState.GENERATED, "draft");
        edited(SiteState.ARCHIVED, "old");
        edited(SiteState.LIVE, "first");

        await().untilAsserted(() -> assertThat(rehearsed).isNotEmpty());
        assertThat(rehearsed).containsExactly("first");
    }

    @Test
    void one_at_a_time_and_a_failure_leaves_the_turn_to_the_next() {
        edited(SiteState.LIVE, "first");
        await().untilAsserted(() -> assertThat(rehearsed).hasSize(1));
        edited(SiteState.LIVE, "meanwhile");
        go.release();

        await().untilAsserted(() -> {
            edited(SiteState.LIVE, "later");
            assertThat(rehearsed).containsExactly("first", "later");
        });
    }

    private void edited(SiteState state, String revision) {
        headStart.changed(new SiteEvent.Changed(site(state, revision), state));
    }

    private static Site site(SiteState state, String revision) {
        return new Site(
                new SiteId(UUID.randomUUID()),
                new TeamId(UUID.randomUUID()),
                new Slug("head-start"),
                SiteKind.SHOWCASE,
                new Site.Profile("Menuiserie", null, "fr", Wishes.NONE),
                new Site.Status(state, null, revision, null),
                Instant.EPOCH);
    }
}
