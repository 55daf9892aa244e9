package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.metering.Estimate.Range;
import io.chantier.metering.Estimates.Planned;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EstimatesTest {

    private final MeteringFixture metering = new MeteringFixture();

    @Test
    void a_site_is_estimated_from_the_bytes_of_its_texts_and_the_models_of_its_steps() {
        var estimate = metering.estimates.of(List.of(
                new Planned("analyse", "claude-haiku-5-5", 36_000, 2_000),
                new Planned("write-content", MeteringFixture.SONNET, 27_000, 8_000)));

        assertThat(estimate.parts().get(0).cost()).isEqualTo(new Range(1_500, 2_250, 3_250));
        assertThat(estimate.parts().get(1).cost()).isEqualTo(new Range(55_000, 98_750, 178_750));
        assertThat(estimate.likelyMicroUsd()).isEqualTo(2_250 + 98_750);
        assertThat(estimate.lowMicroUsd()).isEqualTo(1_500 + 55_000);
        assertThat(estimate.highMicroUsd()).isEqualTo(3_250 + 178_750);
        assertThat(estimate.isMeasured()).isFalse();
        assertThat(estimate.priceVersion()).contains("2.1.329");
    }

    @Test
    void the_median_of_what_recent_jobs_really_cost_takes_the_place_of_the_reckoning() {
        for (int cost : List.of(30_000, 10_000, 20_000, 50_000, 900_000)) ran(cost);
        var guessed = metering.call(UUID.randomUUID());
        metering.ledger.record(
                new UsageRecord(guessed, MeteringFixture.SONNET, Tokens.NONE, 1, true, metering.clock.instant()));

        var step = new Planned("write-content", MeteringFixture.SONNET, 27_000, 8_000);
        var estimate = metering.estimates.of(List.of(step));

        assertThat(estimate.parts().getFirst().jobs()).isEqualTo(5);
        assertThat(estimate.parts().getFirst().cost()).isEqualTo(new Range(10_000, 30_000, 900_000));
        assertThat(estimate.isMeasured()).isTrue();
    }

    @Test
    void four_jobs_are_not_enough_and_an_unknown_model_is_said_to_be() {
        for (int cost : List.of(1, 2, 3, 4)) ran(cost);

        var known = metering.estimates.of(List.of(new Planned("write-content", MeteringFixture.SONNET, 36, 1)));
        assertThat(known.parts().getFirst().jobs()).isZero();
        var unknown = metering.estimates.of(List.of(new Planned("write-content", "ours", 36, 1)));
        assertThat(unknown.parts().getFirst().isPriceKnown()).isFalse();
    }

    private void ran(long cost) {
        metering.ledger.record(metering.usage(metering.call(UUID.randomUUID()), cost));
    }
}
