package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.metering.Prices.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

    private final Prices prices = new MeteringFixture().prices;

    @ParameterizedTest(name = "{0}: {5} micro-USD, as the command line itself reckons")
    @CsvSource({
        "claude-sonnet-5-5, 0, 21069, 7786, 2887, 50442",
        "claude-sonnet-5-5, 60000, 0, 0, 231, 122310",
        "claude-haiku-5-5, 0, 0, 511, 14, 71",
    })
    void a_request_costs_what_the_command_line_says(
            String model, long input, long read, long written, long output, long microUsd) {
        assertThat(prices.cost(model, new Tokens(input, read, written, output))).isEqualTo(new Cost(microUsd, true));
    }

    @Test
    void a_long_prompt_makes_the_small_model_five_times_as_dear() {
        assertThat(prices.cost("claude-haiku-5-5", new Tokens(100_000, 0, 0, 0)))
                .isEqualTo(new Cost(10_000, true));
        assertThat(prices.cost("claude-haiku-5-5", new Tokens(100_001, 0, 0, 0)))
                .isEqualTo(new Cost(50_001, true));
        assertThat(prices.cost("claude-sonnet-5-5", new Tokens(100_001, 0, 0, 0)))
                .isEqualTo(new Cost(200_002, true));
    }

    @Test
    void a_model_that_nobody_knows_is_as_dear_as_the_dearest_and_it_is_said_so() {
        var tokens = new Tokens(1_000_000, 0, 0, 0);

        assertThat(prices.cost("llama-of-ours", tokens)).isEqualTo(new Cost(8_000_000, false));
    }

    @Test
    void an_alias_is_the_newest_model_of_its_kind() {
        assertThat(prices.cost("sonnet", new Tokens(1_000, 0, 0, 0))).isEqualTo(new Cost(2_000, true));
        assertThat(prices.cost("haiku", new Tokens(1_000, 0, 0, 0))).isEqualTo(new Cost(100, true));
    }

    @Test
    void a_date_behind_the_name_changes_no_price() {
        var tokens = new Tokens(1_000, 0, 0, 0);

        assertThat(prices.cost("claude-sonnet-5-5-20260901", tokens)).isEqualTo(new Cost(2_000, true));
        assertThat(prices.cost("claude-sonnet-5-50", tokens).isKnown()).isFalse();
    }

    @Test
    void the_operator_prices_other_models_and_may_correct_the_list() {
        prices.override(
                List.of(new Price("llama-of-ours", 0, 0, 0, 0, 1), new Price("claude-haiku-5-5", 200_000, 0, 0, 0, 1)));

        assertThat(prices.cost("llama-of-ours", new Tokens(9, 9, 9, 9))).isEqualTo(new Cost(0, true));
        assertThat(prices.cost("claude-haiku-5-5", new Tokens(10, 0, 0, 0))).isEqualTo(new Cost(2, true));
    }
}
