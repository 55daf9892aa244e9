package io.chantier.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What a program that makes sites gets when others make sites at the same moment. */
@ChantierTest
class SiteCreationTest {

    @Autowired
    Environment environment;

    @Test
    void sites_of_one_name_that_are_made_at_the_same_moment_all_get_short_names_of_their_own() throws Exception {
        var answers = atOnce(8, Map.of("name", "Boulangerie Petit", "sourceUrl", "http://petit.example/"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> Client.json(answer).get("slug").asString())
                .containsExactlyInAnyOrder(IntStream.rangeClosed(1, 8)
                        .mapToObj(n -> n == 1 ? "boulangerie-petit" : "boulangerie-petit-" + n)
                        .toArray(String[]::new));
    }

    @Test
    void of_sites_that_want_one_short_name_at_the_same_moment_one_gets_it_and_the_others_are_told() throws Exception {
        var answers = atOnce(8, Map.of("slug", "wanted-by-all", "sourceUrl", "http://petit.example/"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(201);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 201).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Client.json(answer).get("errors").get(0).get("field").asString())
                    .isEqualTo("slug");
        });
    }

    private List<HttpResponse<String>> atOnce(int times, Map<String, String> site) throws Exception {
        var client = Client.ofAdmin(environment);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> order = () -> client.post("/api/sites", site);
            var answers = new ArrayList<HttpResponse<String>>();
            for (var one : threads.invokeAll(
                    IntStream.range(0, times).mapToObj(_ -> order).toList())) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
