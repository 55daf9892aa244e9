package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.generation.AuthorSettings;
import io.chantier.identity.Outbox;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** What people and programs see of costs and budgets, in a whole installation. */
@ChantierTest
class CostsTest {

    private static final String WHOLE = "/api/settings/budgets";

    @Autowired
    TeamFixture people;

    @Autowired
    Environment environment;

    @Autowired
    Ledger ledger;

    @Autowired
    Budgets budgets;

    @Autowired
    AuthorSettings authors;

    @Autowired
    Sites sites;

    @Autowired
    Outbox outbox;

    @Autowired
    LimitRows limits;

    @Autowired
    Prices prices;

    @Autowired
    Amounts amounts;

    @AfterEach
    void goBackToTheDefaults() {
        limits.store(Limits.DEFAULT);
        prices.override(List.of());
        amounts.store(Amounts.Display.DEFAULT);
    }

    @Test
    void a_team_sees_what_its_sites_cost_and_no_other_team_does() {
        var owner = people.stranger();
        var api = people.program(owner);
        var site = site(owner, "Boulangerie des coûts", "costs-bakery");
        var job = UUID.randomUUID();
        record(owner.team(), site, job, "analyse-of-test", "claude-haiku-5-5", 2_000, false);
        record(owner.team(), site, job, "write-content", "claude-sonnet-5-5", 96_000, false);

        var seen = Client.json(api.get("/api/costs"));
        assertThat(seen.at("/total/usd").decimalValue()).isEqualByComparingTo("0.098");
        assertThat(seen.at("/total/calls").asInt()).isEqualTo(2);
        assertThat(seen.at("/by/sites/0/slug").asString()).isEqualTo("costs-bakery");
        assertThat(seen.at("/by/steps/write-content/usd").decimalValue()).isEqualByComparingTo("0.096");
        assertThat(seen.at("/by/models/claude-haiku-5-5/tokens/output").asInt()).isEqualTo(400);
        assertThat(limit(seen, "team-month", "spentUsd")).isEqualByComparingTo("0.098");
        assertThat(limit(seen, "team-month", "limitUsd")).isEqualByComparingTo("100");

        var page = people.browser(owner)
                .with("Accept-Language", "fr")
                .get("/costs")
                .body();
        assertThat(page).contains("Boulangerie des coûts", "claude-sonnet-5-5", "Écrire le contenu");
        assertThat(page.replaceAll("[\\u00a0\\u202f]|&nbsp;", " ")).contains("0,09 €", "0,09 € sur 90,00 €");
        var table = people.browser(owner)
                .with("Accept-Language", "fr")
                .get("/costs/list.csv")
                .body();
        assertThat(table.lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("Boulangerie des coûts;")
                        && line.endsWith("write-content;claude-sonnet-5-5;1;100;200;300;400;0,096;0"));

        var stranger = people.stranger();
        assertThat(Client.json(people.program(stranger).get("/api/costs"))
                        .at("/total/calls")
                        .asInt())
                .isZero();
        assertThat(people.program(stranger).get("/api/sites/costs-bakery/costs").statusCode())
                .isEqualTo(404);
        assertThat(people.browser(stranger).get("/costs").body()).doesNotContain("Boulangerie des coûts");
    }

    @Test
    void a_site_s_page_says_what_it_cost_and_what_its_last_job_cost_step_by_step() {
        var owner = people.stranger();
        var api = people.program(owner);
        var site = site(owner, "Garage des coûts", "costs-garage");
        assertThat(people.browser(owner).get("/sites/costs-garage").body()).doesNotContain("id=\"cost\"");
        record(owner.team(), site, UUID.randomUUID(), "write-content", "claude-sonnet-5-5", 1_000_000, false);
        var last = UUID.randomUUID();
        record(owner.team(), site, last, "write-content", "claude-sonnet-5-5", 200_000, false);
        record(owner.team(), site, last, "repair-of-test", "claude-sonnet-5-5", 300_000, true);

        var seen = Client.json(api.get("/api/sites/costs-garage/costs"));
        assertThat(seen.at("/total/usd").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(seen.at("/limitUsd").decimalValue()).isEqualByComparingTo("5");
        assertThat(seen.at("/lastJob/id").asString()).isEqualTo(last.toString());
        assertThat(seen.at("/lastJob/total/usd").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(seen.at("/lastJob/steps/repair-of-test/estimatedUsd").decimalValue())
                .isEqualByComparingTo("0.3");
        var page = people.browser(owner)
                .with("Accept-Language", "en")
                .get("/sites/costs-garage")
                .body();
        assertThat(page).contains("id=\"cost\"", "€1.35 of €4.50", "repair-of-test", "€0.27");
        assertThat(people.browser(owner)
                        .with("Accept-Language", "en")
                        .get("/costs")
                        .body())
                .contains("€0.27 of it estimated");
    }

    @Test
    void before_a_site_is_begun_its_page_says_what_a_model_will_cost_and_nothing_where_none_is_asked() {
        var owner = people.stranger();
        site(owner, "Atelier à venir", "costs-workshop");
        var api = people.program(owner);
        assertThat(Client.json(api.get("/api/sites/costs-workshop/costs"))
                        .at("/estimate")
                        .isNull())
                .isTrue();

        var before = authors.chosen();
        // Of that day, so that no job of another test has asked them.
        var cheap = "claude-haiku-5-5-20991231";
        var middle = "claude-sonnet-5-5-20991231";
        var models = new AuthorSettings.Models(cheap, middle, cheap, middle);
        authors.store(new AuthorSettings.Chosen("claude", models, before.rounds()));
        try {
            var estimate =
                    Client.json(api.get("/api/sites/costs-workshop/costs")).get("estimate");
            assertThat(estimate.at("/steps").size()).isEqualTo(3);
            assertThat(estimate.at("/steps/1/step").asString()).isEqualTo("write-content");
            assertThat(estimate.at("/steps/1/fromJobs").asInt()).isZero();
            assertThat(estimate.at("/steps/0/priceKnown").asBoolean()).isTrue();
            assertThat(estimate.get("likelyUsd").decimalValue())
                    .as("the goal with the middle model")
                    .isBetween(new BigDecimal("0.03"), new BigDecimal("0.10"));
            assertThat(estimate.get("lowUsd").decimalValue())
                    .isLessThan(estimate.get("likelyUsd").decimalValue());
            assertThat(estimate.get("highUsd").decimalValue())
                    .isGreaterThan(estimate.get("likelyUsd").decimalValue());
            assertThat(people.browser(owner)
                            .with("Accept-Language", "en")
                            .get("/sites/costs-workshop")
                            .body())
                    .contains("To expect", "about €0.0");
        } finally {
            authors.store(before);
        }
    }

    @Test
    void the_books_keep_what_a_deleted_site_cost_without_its_name() {
        var owner = people.stranger();
        var api = people.program(owner);
        var site = site(owner, "Fleuriste effacé", "costs-florist");
        record(owner.team(), site, UUID.randomUUID(), "write-content", "claude-sonnet-5-5", 70_000, false);

        api.post("/api/sites/costs-florist/archive", Map.of());
        assertThat(api.delete("/api/sites/costs-florist").statusCode()).isLessThan(300);

        var seen = Client.json(api.get("/api/costs"));
        assertThat(seen.at("/total/usd").decimalValue()).isEqualByComparingTo("0.07");
        assertThat(seen.at("/by/sites/0/id").asString()).isEqualTo(site.toString());
        assertThat(seen.at("/by/sites/0/name").isNull()).isTrue();
        assertThat(people.browser(owner)
                        .with("Accept-Language", "en")
                        .get("/costs")
                        .body())
                .contains("Deleted sites")
                .doesNotContain("Fleuriste effacé");
    }

    @Test
    void the_operator_sets_limits_prices_and_currency_and_what_is_left_out_stays() {
        var operator = Client.ofAdmin(environment);
        var wanted = new HashMap<String, Object>();
        wanted.put("job", 0.25);
        wanted.put("installation-day", null);
        var changed = Client.json(operator.put(
                WHOLE,
                Map.of(
                        "limits",
                        wanted,
                        "currency",
                        "USD",
                        "prices",
                        List.of(Map.of("model", "ours", "input", 0.5, "output", 1, "cacheWrite", 0, "cacheRead", 0)))));

        assertThat(changed.at("/limits/job").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(changed.at("/limits/installation-day").isNull()).isTrue();
        assertThat(changed.at("/limits/site").decimalValue()).isEqualByComparingTo("5");
        assertThat(changed.at("/display/currency").asString()).isEqualTo("USD");
        assertThat(changed.at("/display/eurPerUsd").decimalValue()).isEqualByComparingTo("0.9");
        assertThat(prices.cost("ours", new Tokens(1_000_000, 0, 0, 1_000_000)))
                .isEqualTo(new Prices.Cost(1_500_000, true));
        assertThat(budgets.allowance(new TeamId(UUID.randomUUID()), UUID.randomUUID(), UUID.randomUUID()))
                .isEqualTo(new Allowance.Allowed(250_000, Limit.JOB));
        assertThat(operator.get("/api/audit").body()).contains("budgets.change");
    }

    @Test
    void what_is_no_amount_no_rate_and_no_limit_is_refused_by_its_name() {
        var operator = Client.ofAdmin(environment);

        assertThat(refused(operator, Map.of("limits", Map.of("job", -1)))).contains("limits.job");
        assertThat(refused(operator, Map.of("limits", Map.of("job", 2_000_000))))
                .contains("limits.job");
        assertThat(refused(operator, Map.of("limits", Map.of("year", 1)))).contains("limits.year");
        assertThat(refused(operator, Map.of("eurPerUsd", 0))).contains("eurPerUsd");
        assertThat(refused(operator, Map.of("prices", List.of(Map.of("model", "x")))))
                .contains("prices[0].input");
        assertThat(refused(operator, Map.of("teams", Map.of(UUID.randomUUID(), Map.of()))))
                .contains("team");
        assertThat(Client.json(operator.get(WHOLE)).at("/limits/job").decimalValue())
                .isEqualByComparingTo("0.5");
    }

    @Test
    void no_limit_has_to_be_said_in_so_many_words_on_the_page() {
        var operator = people.browser(people.operator());
        var page = "/settings/budgets";

        var forgotten = operator.submit(page, typed(Map.of("limits.team-day", "")));
        assertThat(forgotten.statusCode()).isEqualTo(422);
        assertThat(forgotten.body()).contains("id=\"wrong-limits.team-day\"");

        assertThat(operator.submit(
                                page,
                                typed(Map.of(
                                        "limits.team-day", "", "limits.team-day.none", "on", "limits.job", "0,75")))
                        .statusCode())
                .isEqualTo(302);
        assertThat(limits.installation().of(Limit.TEAM_DAY)).isEmpty();
        assertThat(limits.installation().of(Limit.JOB)).hasValue(750_000);

        var team = people.stranger().team();
        var override = Map.of("team", team.toString(), "limits.team-month", "7", "limits.site.none", "on");
        assertThat(operator.submit(page, page + "/teams", override).statusCode())
                .isEqualTo(302);
        assertThat(limits.of(team).of(Limit.TEAM_MONTH)).hasValue(7_000_000);
        assertThat(limits.of(team).of(Limit.SITE)).isEmpty();
        assertThat(limits.of(team).of(Limit.JOB)).as("follows the installation").hasValue(750_000);
    }

    @Test
    void the_owners_get_one_letter_a_month_when_four_fifths_are_spent() {
        var owner = people.stranger();
        people.member(owner.team(), Role.EDITOR);
        limits.override(owner.team(), Map.of(Limit.TEAM_MONTH, OptionalLong.of(1_000_000)));

        spend(owner, 799_999);
        assertThat(letters(owner)).isEmpty();
        spend(owner, 1);
        spend(owner, 100_000);

        assertThat(letters(owner)).singleElement().satisfies(letter -> {
            assertThat(letter.recipient()).isEqualTo(owner.account().name());
            assertThat(letter.subject()).startsWith("80");
            assertThat(letter.body().replaceAll("[\\u00a0\\u202f]", " ")).contains("0,72 €", "0,90 €");
        });
    }

    private List<Outbox.Letter> letters(Person person) {
        return outbox.list(person.team(), null, 20).items().stream()
                .map(Outbox.Kept::letter)
                .toList();
    }

    private void spend(Person person, long microUsd) {
        record(person.team(), UUID.randomUUID(), UUID.randomUUID(), "write-content", "ours", microUsd, false);
    }

    private void record(
            TeamId team, UUID site, UUID job, String step, String model, long microUsd, boolean isEstimated) {
        var call = new Call(team, site, job, step, UUID.randomUUID().toString());
        ledger.record(
                new UsageRecord(call, model, new Tokens(100, 200, 300, 400), microUsd, isEstimated, Instant.now()));
    }

    private UUID site(Person owner, String name, String slug) {
        var api = people.program(owner);
        var made = api.post("/api/sites", Map.of("name", name, "slug", slug, "sourceUrl", "http://old.example/"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return sites.find(owner.team(), new Slug(slug)).orElseThrow().id().value();
    }

    private static Map<String, String> typed(Map<String, String> others) {
        var fields = new HashMap<String, String>();
        Limits.DEFAULT
                .microUsd()
                .forEach((limit, amount) ->
                        fields.put("limits." + limit.key(), Usd.of(amount).toPlainString()));
        fields.putAll(Map.of("currency", "EUR", "eurPerUsd", "0,9"));
        fields.putAll(others);
        return fields;
    }

    private static String refused(Client operator, Map<String, Object> wanted) {
        var answer = operator.put(WHOLE, wanted);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return answer.body();
    }

    private static BigDecimal limit(JsonNode seen, String which, String part) {
        for (var limit : seen.get("limits")) {
            if (limit.get("limit").asString().equals(which))
                return limit.get(part).decimalValue();
        }
        throw new AssertionError(seen);
    }
}
