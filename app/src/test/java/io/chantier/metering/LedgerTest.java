package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;

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
}
