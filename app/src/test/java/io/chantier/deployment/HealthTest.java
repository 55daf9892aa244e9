package io.chantier.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Health.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void one_look_that_fails_is_no_outage_and_the_second_is() {
        var up = Health.first(true, "", NOON);
        var once = up.after(false, "502", NOON.plusSeconds(300));
        assertThat(once.state()).isEqualTo(State.UP);
        assertThat(once.isDoubtful()).isTrue();
        assertThat(once.after(true, "", NOON.plusSeconds(330)).failures()).isZero();

        var twice = once.after(false, "-", NOON.plusSeconds(330));
        assertThat(twice.state()).isEqualTo(State.DOWN);
        assertThat(twice.since()).isEqualTo(NOON.plusSeconds(330));
        assertThat(twice.seen()).isEqualTo("-");
        assertThat(twice.after(false, "-", NOON.plusSeconds(630)).since()).isEqualTo(twice.since());

        var back = twice.after(true, "", NOON.plusSeconds(930));
        assertThat(back.state()).isEqualTo(State.UP);
        assertThat(back.since()).isEqualTo(NOON.plusSeconds(930));
    }

    @Test
    void what_was_never_seen_up_is_down_after_two_looks() {
        var first = Health.first(false, "404", NOON);
        assertThat(first.state()).isEqualTo(State.UP);
        assertThat(first.after(false, "404", NOON.plusSeconds(30)).state()).isEqualTo(State.DOWN);
    }

    @Test
    void nothing_is_said_of_a_site_that_failed_at_its_first_look_and_was_not_looked_at_again() {
        var first = Health.first(false, "404", NOON);
        assertThat(first.isKnown()).isFalse();
        assertThat(first.after(false, "404", NOON.plusSeconds(30)).isKnown()).isTrue();
        var up = Health.first(true, "", NOON);
        assertThat(up.isKnown()).isTrue();
        assertThat(up.after(false, "-", NOON.plusSeconds(30)).isKnown()).isTrue();
    }

    @Test
    void who_answers_with_other_pages_is_told_from_who_does_not_answer_and_no_code_is_shown() {
        assertThat(Health.wordKey(State.DOWN, "200")).isEqualTo("page.health.OTHER");
        assertThat(Health.wordKey(State.DOWN, "502")).isEqualTo("page.health.DOWN");
        assertThat(Health.seenKey("502")).isEqualTo("page.health.seen");
        assertThat(Health.seenKey("unknown-host")).isEqualTo("page.health.seen.unknown-host");
        assertThat(Health.seenKey("-")).isEqualTo("page.health.seen.nothing");
        assertThat(Health.seenKey("connect")).isEqualTo("page.health.seen.nothing");
        assertThat(Health.seenKey("200")).isEmpty();
    }
}
