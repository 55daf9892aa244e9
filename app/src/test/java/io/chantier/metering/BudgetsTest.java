package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.metering.Allowance.Allowed;
import io.chantier.metering.Reservation.Reserved;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetsTest {

    private final MeteringFixture metering = new MeteringFixture();
    private final Budgets budgets = metering.budgets;
    private final UUID job = UUID.randomUUID();

    @Test
    void a_new_installation_spends_half_a_dollar_on_a_job_at_most() {
        assertThat(budgets.allowance(metering.team, metering.site, job)).isEqualTo(new Allowed(500_000, Limit.JOB));
    }

    @Test
    void nobody_is_limited_where_the_operator_took_every_limit_away() {
        metering.limitTo(Map.of());

        assertThat(budgets.allowance(metering.team, metering.site, job)).isEqualTo(new Allowed(Long.MAX_VALUE, null));
    }

    @Test
    void a_limit_of_nothing_lets_nothing_be_spent() {
        metering.limitTo(Map.of(Limit.TEAM_MONTH, 0L));

        assertThat(reserve(1)).isEqualTo(new Exhausted(Limit.TEAM_MONTH, 0, 0));
    }

    @Test
    void what_is_reserved_counts_until_it_is_released() {
        metering.limitTo(Map.of(Limit.JOB, 100L));
        var first = granted(70);

        assertThat(first.microUsd()).isEqualTo(70);
        var rest = granted(70);
        assertThat(rest.microUsd()).as("only what is left").isEqualTo(30);
        assertThat(reserve(70)).isEqualTo(new Exhausted(Limit.JOB, 100, 100));

        budgets.release(rest.id());
        assertThat(budgets.allowance(metering.team, metering.site, job)).isEqualTo(new Allowed(30, Limit.JOB));
    }

    @Test
    void settling_books_what_it_really_cost_also_where_that_is_more() {
        metering.limitTo(Map.of(Limit.JOB, 100L));
        var call = metering.call(job);
        var reserved = (Reserved) budgets.reserve(call, MeteringFixture.SONNET, 60);

        budgets.settle(reserved.id(), metering.usage(call, 110));
        budgets.settle(reserved.id(), metering.usage(call, 110));

        assertThat(metering.booked()).isEqualTo(110);
        assertThat(reserve(1)).isEqualTo(new Exhausted(Limit.JOB, 110, 100));
    }

    @Test
    void a_dead_worker_s_reservation_is_booked_as_an_estimate_and_never_lost() {
        metering.limitTo(Map.of(Limit.JOB, 100L));
        granted(80);

        metering.clock.pass(Budgets.VALID);
        assertThat(granted(100).microUsd()).as("before it is booked").isEqualTo(20);
        budgets.bookExpired();

        assertThat(metering.booked()).isEqualTo(80);
        assertThat(metering.jdbc
                        .sql("select is_estimated from metering_usage")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(reserve(1)).as("after it was").isEqualTo(new Exhausted(Limit.JOB, 100, 100));
    }

    @Test
    void a_late_answer_replaces_the_estimate_and_a_late_release_takes_it_back() {
        var answered = metering.call(job);
        var reserved = (Reserved) budgets.reserve(answered, MeteringFixture.SONNET, 80);
        var unsent = granted(50);
        metering.clock.pass(Budgets.VALID);
        budgets.bookExpired();
        assertThat(metering.booked()).isEqualTo(130);

        budgets.settle(reserved.id(), metering.usage(answered, 7));
        budgets.release(unsent.id());

        assertThat(metering.booked()).isEqualTo(7);
    }

    @Test
    void days_and_months_begin_at_midnight_of_the_installation_and_sites_never_begin_anew() {
        metering.limitTo(Map.of(Limit.TEAM_DAY, 10L, Limit.TEAM_MONTH, 25L, Limit.SITE, 28L));
        metering.clock.set(Instant.parse("2026-11-29T22:59:00Z"));
        spend(10);
        assertThat(reserve(1)).isEqualTo(new Exhausted(Limit.TEAM_DAY, 10, 10));

        metering.clock.set(Instant.parse("2026-11-29T23:00:00Z"));
        spend(10);
        metering.clock.set(Instant.parse("2026-11-30T23:00:00Z"));

        assertThat(budgets.allowance(metering.team, metering.site, job)).isEqualTo(new Allowed(8, Limit.SITE));
        spend(8);
        assertThat(reserve(1)).isEqualTo(new Exhausted(Limit.SITE, 28, 28));
    }

    @Test
    void a_team_has_the_limits_that_the_operator_gave_it_and_the_installation_has_its_own() {
        metering.limitTo(Map.of(Limit.TEAM_MONTH, 10L, Limit.INSTALLATION_MONTH, 100L));
        var other = new TeamId(UUID.randomUUID());
        metering.override(metering.team, Limit.TEAM_MONTH, OptionalLong.of(60));
        metering.override(other, Limit.TEAM_MONTH, OptionalLong.empty());
        spend(60);

        assertThat(reserve(1)).isEqualTo(new Exhausted(Limit.TEAM_MONTH, 60, 60));
        var left = budgets.allowance(other, UUID.randomUUID(), UUID.randomUUID());
        assertThat(left).isEqualTo(new Allowed(40, Limit.INSTALLATION_MONTH));
        var third = budgets.allowance(new TeamId(UUID.randomUUID()), UUID.randomUUID(), UUID.randomUUID());
        assertThat(third).isEqualTo(new Allowed(10, Limit.TEAM_MONTH));
    }

    @Test
    void one_team_cannot_use_up_another_s_job_by_its_id() {
        metering.limitTo(Map.of(Limit.JOB, 100L, Limit.SITE, 100L));
        var other = new TeamId(UUID.randomUUID());
        budgets.reserve(metering.call(other, metering.site, job), MeteringFixture.SONNET, 100);

        assertThat(budgets.allowance(metering.team, metering.site, job)).isEqualTo(new Allowed(100, Limit.JOB));
    }

    @Test
    void a_wish_for_nothing_is_a_bug() {
        assertThatThrownBy(() -> reserve(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fifty_at_once_never_get_more_than_the_limit_and_get_all_of_it() throws Exception {
        metering.limitTo(Map.of(Limit.TEAM_DAY, 1_000L));
        var wishes = new ArrayList<Callable<Reservation>>();
        for (int each = 0; each < 50; each++) {
            var mine = metering.call(metering.team, UUID.randomUUID(), UUID.randomUUID());
            wishes.add(() -> budgets.reserve(mine, MeteringFixture.SONNET, 30));
        }

        long granted = 0;
        int exhausted = 0;
        try (var threads = Executors.newFixedThreadPool(50)) {
            for (var answer : threads.invokeAll(wishes)) {
                switch (answer.get()) {
                    case Reserved(var _, var amount) -> granted += amount;
                    case Exhausted _ -> exhausted++;
                }
            }
        }

        assertThat(granted).isEqualTo(1_000);
        assertThat(exhausted).isEqualTo(50 - 34);
    }

    /** A model in memory beside the real thing, over whatever may happen to reservations in whatever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_happens_what_counts_is_what_was_spent_and_is_still_reserved(long seed) {
        var random = new Random(seed);
        metering.limitTo(Map.of(Limit.TEAM_MONTH, 5_000L));
        var open = new ArrayList<Held>();
        var gone = new HashSet<UUID>();
        long counted = 0;
        for (int step = 0; step < 120; step++) {
            var held = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    var call = metering.call(metering.team, metering.site, UUID.randomUUID());
                    long wanted = 1 + random.nextInt(400);
                    switch (budgets.reserve(call, MeteringFixture.SONNET, wanted)) {
                        case Reserved(var id, var amount) -> {
                            assertThat(amount).isEqualTo(Math.min(wanted, 5_000 - counted));
                            open.add(new Held(id, call, amount));
                            counted += amount;
                        }
                        case Exhausted(var _, var spent, var _) ->
                            assertThat(spent).isEqualTo(counted).isGreaterThanOrEqualTo(5_000);
                    }
                }
                case 2 -> {
                    if (held == null) continue;
                    long cost = random.nextInt(500);
                    budgets.settle(held.id(), metering.usage(held.call(), cost));
                    counted += cost - held.amount();
                    open.remove(held);
                    gone.add(held.id());
                }
                case 3 -> {
                    if (held == null) continue;
                    budgets.release(held.id());
                    counted -= held.amount();
                    open.remove(held);
                }
                default -> {
                    metering.clock.pass(Duration.ofMinutes(random.nextInt(40)));
                    budgets.bookExpired();
                    for (var id : gone) budgets.release(id);
                }
            }
            assertThat(metering.counted()).as("seed %s, step %s", seed, step).isEqualTo(counted);
        }
    }

    private record Held(UUID id, Call call, long amount) {}

    private void spend(long microUsd) {
        metering.ledger.record(metering.usage(metering.call(UUID.randomUUID()), microUsd));
    }

    private Reservation reserve(long microUsd) {
        return budgets.reserve(metering.call(job), MeteringFixture.SONNET, microUsd);
    }

    private Reserved granted(long microUsd) {
        return (Reserved) reserve(microUsd);
    }
}
