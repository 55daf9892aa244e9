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
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    void one_at_a_time_and_then_the_newest_of_those_that_wait_whatever_became_of_the_first() {
        edited(SiteState.LIVE, "first");
        await().untilAsserted(() -> assertThat(rehearsed).hasSize(1));
        edited(SiteState.LIVE, "second");
        edited(SiteState.LIVE, "third");
        assertThat(rehearsed).containsExactly("first");
        go.release();

        await().untilAsserted(() -> assertThat(rehearsed).containsExactly("first", "third"));
    }

    @Test
    void an_edit_that_is_not_kept_is_not_made_ready() {
        TransactionSynchronizationManager.initSynchronization();
        try {
            edited(SiteState.LIVE, "rolled back");
            assertThat(rehearsed).isEmpty();
            edited(SiteState.LIVE, "kept");
            TransactionSynchronizationManager.getSynchronizations().getLast().afterCommit();
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }

        await().untilAsserted(() -> assertThat(rehearsed).containsExactly("kept"));
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
