package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** New sites on benches with a first user, by our own agent and a real MariaDB. */
class FirstUserTest extends WithHostedShop {

    private static final String THEIRS = "noch eine gute Passphrase";

    private HttpResponse<String> order(Map<String, String> user) {
        return shop.api.post("/api/bench-sites", Map.of("slug", slug, "adminPassword", PASSWORD, "user", user));
    }

    @Test
    void the_first_user_is_in_the_site_with_a_password_of_their_own() {
        var job = HostedShop.begun(
                order(Map.of("email", "Ada@Example.org", "firstName", "Ada", "lastName", "d'Été", "password", THEIRS)));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.ask(
                        host,
                        "select concat(name, '|', first_name, '|', last_name) from db.tabUser"
                                + " where name not in ('Administrator', 'Guest')"))
                .containsExactly("ada@example.org|Ada|d\u2019Été");
        assertThat(shop.ask(host, "select password from db.__Auth where name = 'ada@example.org'"))
                .containsExactly(HostedShop.kept(THEIRS));
        assertThat(shop.ask(host, "select password from db.__Auth where name = 'Administrator'"))
                .containsExactly(HostedShop.kept(PASSWORD));
        assertThat(database.sql("select count(*) from job where to_jsonb(job)::text like ?")
                        .param("%" + THEIRS + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_is_wrong_with_the_first_user_is_said_at_its_field_and_nothing_is_begun() {
        assertWrong(Map.of("email", "nobody", "firstName", "Ada", "password", THEIRS), "user.email not-an-email");
        assertWrong(
                Map.of("email", "a@b.org;touch x", "firstName", "Ada", "password", THEIRS), "user.email not-an-email");
        assertWrong(
                Map.of("email", "ada@example.org", "firstName", "$(touch x)", "lastName", "`x`", "password", THEIRS),
                "user.firstName malformed",
                "user.lastName malformed");
        assertWrong(Map.of("email", "ada@example.org"), "user.firstName required", "user.password weak-password");
        assertThat(shop.api.get("/api/sites/" + slug).statusCode()).isEqualTo(404);
    }

    @Test
    void the_form_keeps_what_was_typed_and_says_what_is_wrong() {
        var answer = people.browser(people.operator())
                .submit(
                        "/sites/new/bench",
                        "/sites/bench",
                        Map.of(
                                "slug", slug,
                                "adminPassword", PASSWORD,
                                "user.email", "nobody",
                                "user.firstName", "Ada",
                                "user.password", THEIRS));

        assertThat(answer.statusCode()).isEqualTo(422);
        var form = Jsoup.parse(answer.body()).select("details[open]");
        assertThat(form.select("[name=user.firstName]").attr("value")).isEqualTo("Ada");
        assertThat(form.select("[id=wrong-user.email]")).hasSize(1);
        assertThat(answer.body()).doesNotContain(THEIRS);
    }

    private void assertWrong(Map<String, String> user, String... wrong) {
        var answer = order(user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        List<String> said = Client.json(answer)
                .get("errors")
                .valueStream()
                .map(one -> one.get("field").asString() + " " + one.get("code").asString())
                .toList();
        assertThat(said).containsExactlyInAnyOrder(wrong);
    }
}
