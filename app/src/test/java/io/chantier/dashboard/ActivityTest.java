package io.chantier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What the page of activity counts, for programs. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class ActivityTest {

    @Autowired
    TeamFixture people;

    @Autowired
    EdgeServer edge;

    @Test
    void a_day_knows_how_many_jobs_went_well_how_long_they_took_and_why_others_did_not() {
        var person = people.stranger();
        var chantier = new Installation(people.program(person), edge.address());
        try (var old = Menuiserie.serve();
                var gone = new OldSite()) {
            var good = chantier.create(Map.of("sourceUrl", old.address(), "slug", "counted-good", "goal", "LIVE"));
            var bad = chantier.create(Map.of("sourceUrl", gone.address(), "slug", "counted-bad", "goal", "LIVE"));
            chantier.finished(good.get("job").asString());
            chantier.finished(bad.get("job").asString());
        }

        var seen = activity(chantier.api(), 7);

        var today = seen.get("days").get(6);
        assertThat(seen.get("days").size()).isEqualTo(7);
        assertThat(today.get("succeeded").asInt()).isEqualTo(1);
        assertThat(today.get("failed").asInt()).isEqualTo(1);
        assertThat(today.get("seconds").asDouble()).isPositive();
        assertThat(seen.at("/failures/0/code").asString()).isNotEmpty();
        assertThat(seen.at("/largest/0/slug").asString()).isEqualTo("counted-good");
        assertThat(seen.at("/largest/0/bytes").asLong())
                .isEqualTo(seen.get("servedBytes").asLong());
    }

    @Test
    void another_team_sees_nothing_of_it_and_a_length_that_is_not_offered_becomes_the_next_one() {
        var seen = activity(people.program(people.stranger()), 8);

        assertThat(seen.get("length").asInt()).isEqualTo(30);
        assertThat(seen.get("largest")).isEmpty();
        assertThat(seen.get("failures")).isEmpty();
    }

    private static JsonNode activity(Client api, int days) {
        return Client.json(api.get("/api/activity?days=" + days));
    }
}
