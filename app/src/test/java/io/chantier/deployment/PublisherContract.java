package io.chantier.deployment;

import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every publisher does, whatever is behind it. */
public interface PublisherContract {

    Publisher publisher();

    /** A release of this site that the publisher can reach. */
    Digest release(Site site, String marker);

    /** Asks as often as the publisher wants. */
    default Publication publish(Site site, Digest release) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> publisher().publish(site, release, Publisher.Notes.NONE),
                        publication -> !(publication instanceof Publication.Underway));
    }

    @Test
    default void publishing_gives_the_address() {
        var bakery = site("boulangerie-a");
        assertThat(publish(bakery, release(bakery, "1")))
                .isInstanceOfSatisfying(
                        Publication.Live.class,
                        live -> assertThat(live.address()).isEqualTo(publisher().addressOf(bakery)));
    }

    @Test
    default void publishing_twice_changes_nothing() {
        var bakery = site("boulangerie-b");
        var release = release(bakery, "1");
        assertThat(publish(bakery, release)).isEqualTo(publish(bakery, release));
    }

    @Test
    default void a_release_that_does_not_exist_is_refused() {
        assertThat(publish(site("boulangerie-c"), Digest.of("nothing"))).isInstanceOf(Publication.Refused.class);
    }

    @Test
    default void a_release_of_another_site_is_refused() {
        var release = release(site("boulangerie-d"), "1");
        assertThat(publish(site("boulangerie-e"), release)).isInstanceOf(Publication.Refused.class);
    }

    @Test
    default void withdrawing_twice_changes_nothing() {
        var bakery = site("boulangerie-f");
        publish(bakery, release(bakery, "1"));
        publisher().withdraw(bakery);
        publisher().withdraw(bakery);
        assertThat(publish(bakery, release(bakery, "1"))).isInstanceOf(Publication.Live.class);
    }
}
