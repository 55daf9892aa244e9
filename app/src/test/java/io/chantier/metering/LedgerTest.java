package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.chantier.values.TeamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final MeteringFixture metering = new MeteringFixture();
    private final Ledger ledger = metering.ledger;

    @Test
    void a_step_that_runs_again_after_a_kill_counts_once_and_a_request_that_is_really_repeated_counts() {
        var call = metering.call(UUID.randomUUID());
        ledger.record(metering.usage(call, 100));
        ledger.record(metering.usage(call, 100));
        assertThat(metering.booked()).isEqualTo(100);

        ledger.record(metering.usage(new Call(call.team(), call.site(), call.job(), call.step(), "again"), 50));
        assertThat(metering.booked()).isEqualTo(150);
    }

    @Test
    void what_a_reply_said_replaces_an_estimate_and_no_estimate_replaces_it() {
        var call = metering.call(UUID.randomUUID());
        var said = metering.usage(call, 100);
        var guessed = new UsageRecord(call, said.model(), Tokens.NONE, 400, true, said.at());

        ledger.record(guessed);
        assertThat(metering.booked()).isEqualTo(400);
        ledger.record(said);
        ledger.record(guessed);
        assertThat(metering.booked()).isEqualTo(100);
    }

    @Test
    void everything_adds_up_by_step_job_site_model_day_and_team() {
        var team = metering.team;
        var job = UUID.randomUUID();
        var elsewhere = UUID.randomUUID();
        spend(new Call(team, metering.site, job, "analyse", "1"), "claude-haiku-5-5", 10, "2026-11-14T22:30:00Z");
        spend(new Call(team, metering.site, job, "write", "1"), "claude-sonnet-5-5", 200, "2026-11-14T22:59:59Z");
        spend(new Call(team, metering.site, job, "write", "2"), "claude-sonnet-5-5", 100, "2026-11-14T23:00:00Z");
        spend(
                new Call(team, elsewhere, UUID.randomUUID(), "write", "1"),
                "claude-sonnet-5-5",
                7,
                "2026-11-30T22:59:59Z");
        spend(
                new Call(team, elsewhere, UUID.randomUUID(), "write", "1"),
                "claude-sonnet-5-5",
                9,
                "2026-11-30T23:00:00Z");
        var other = new TeamId(UUID.randomUUID());
        spend(new Call(other, metering.site, job, "write", "3"), "claude-sonnet-5-5", 4, "2026-11-14T12:00:00Z");
        var november = Span.of(YearMonth.of(2026, 11));

        assertThat(ledger.ofJob(team, job).microUsd()).isEqualTo(310);
        assertThat(ledger.ofJob(team, job).tokens()).isEqualTo(new Tokens(3, 6, 9, 12));
        assertThat(amounts(ledger.stepsOf(team, job))).containsExactly(entry("analyse", 10L), entry("write", 300L));
        assertThat(ledger.ofSite(team, metering.site).calls()).isEqualTo(3);
        assertThat(ledger.ofTeam(team, november).microUsd())
                .as("until midnight in Paris")
                .isEqualTo(317);
        assertThat(ledger.ofInstallation(november).microUsd()).isEqualTo(321);
        assertThat(amounts(ledger.bySites(team, november)))
                .containsExactly(entry(metering.site, 310L), entry(elsewhere, 7L));
        assertThat(amounts(ledger.bySteps(team, november)))
                .containsExactly(entry("write", 307L), entry("analyse", 10L));
        assertThat(amounts(ledger.byModels(team, november)))
                .containsExactly(entry("claude-sonnet-5-5", 307L), entry("claude-haiku-5-5", 10L));
        var days = ledger.days(team, november);
        assertThat(days.keySet())
                .containsExactly(LocalDate.of(2026, 11, 14), LocalDate.of(2026, 11, 15), LocalDate.of(2026, 11, 30));
        assertThat(amounts(days.firstEntry().getValue()))
                .containsOnly(entry("claude-haiku-5-5", 10L), entry("claude-sonnet-5-5", 200L));
        assertThat(ledger.lastJob(team, metering.site)).hasValue(job);
        assertThat(ledger.lastJob(other, elsewhere)).isEmpty();
    }

    @Test
    void an_estimated_amount_is_told_apart_in_every_sum() {
        var call = metering.call(UUID.randomUUID());
        ledger.record(metering.usage(metering.call(call.job()), 5));
        ledger.record(new UsageRecord(call, MeteringFixture.SONNET, Tokens.NONE, 40, true, metering.clock.instant()));

        assertThat(ledger.ofJob(call.team(), call.job()).estimatedMicroUsd()).isEqualTo(40);
        assertThat(ledger.ofJob(call.team(), call.job()).microUsd()).isEqualTo(45);
    }

    private void spend(Call call, String model, long microUsd, String at) {
        ledger.record(new UsageRecord(call, model, new Tokens(1, 2, 3, 4), microUsd, false, Instant.parse(at)));
    }

    private static <K> Map<K, Long> amounts(SequencedMap<K, Sum> sums) {
        var amounts = new LinkedHashMap<K, Long>();
        sums.forEach((key, sum) -> amounts.put(key, sum.microUsd()));
        return amounts;
    }
}
