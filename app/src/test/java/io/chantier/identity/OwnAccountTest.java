package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

@ChantierTest
class OwnAccountTest {

    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    private static final String OTHER = "another-fine-password";
    private static final Pattern TOKEN = Pattern.compile("chantier_[A-Za-z0-9_-]{43}");
    private static final Pattern END = Pattern.compile("/account/sessions/([0-9a-f-]{36})/end");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    DataSource database;

    @Autowired
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> customizer;

    @Test
    void name_language_and_theme_are_kept_with_the_account_and_seen_in_every_browser() {
        var person = people.stranger();
        var changed =
                people.browser(person).submit("/account", Map.of("name", "Hélène", "language", "en", "theme", "dark"));
        assertThat(changed.statusCode()).isEqualTo(302);
        var elsewhere = people.browser(person).with("Accept-Language", "fr").get("/account");
        assertThat(elsewhere.body())
                .contains("<html lang=\"en\" data-bs-theme=\"dark\"", "My account", "value=\"Hélène\"");
        var wrong = people.browser(person).submit("/account", Map.of("name", " ", "language", "xx", "theme", "pink"));
        assertThat(wrong.statusCode()).isEqualTo(422);
    }

    @Test
    void sessions_say_which_browser_they_are_and_each_can_be_ended() {
        var person = people.stranger();
        var here = browser(person, FIREFOX);
        var phone = browser(person, SAFARI);
        var page = here.get("/account").body();
        assertThat(page).contains("Firefox sur Windows", "Safari sur iPhone", "127.0.0.1");
        var other = END.matcher(page);
        assertThat(other.find()).isTrue();

        var stranger = people.browser(people.stranger());
        assertThat(stranger.submit("/account", other.group(), Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(phone.get("/sites").statusCode()).isEqualTo(200);
        assertThat(here.submit("/account", other.group(), Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(phone.get("/sites").headers().firstValue("Location")).contains("/sign-in");
        assertThat(here.get("/sites").statusCode()).isEqualTo(200);
    }

    @Test
    void all_others_end_with_one_button_and_the_page_never_shows_what_the_cookie_holds() {
        var person = people.stranger();
        var here = browser(person, FIREFOX);
        var second = browser(person, SAFARI);
        var third = browser(person, "curl/8");
        var cookies = here.cookies().getCookieStore().getCookies();
        assertThat(here.get("/account").body())
                .doesNotContain(cookies.getFirst().getValue());
        here.submit("/account", "/account/sessions/others/end", Map.of());
        assertThat(second.get("/sites").statusCode()).isEqualTo(302);
        assertThat(third.get("/sites").statusCode()).isEqualTo(302);
        assertThat(here.get("/account").body()).contains("Firefox sur Windows").doesNotContain("iPhone");
        assertThat(people.program(person).get("/api/audit").body()).contains("session.end");
    }

    /** The planner reads the rows in the order in which they lie, once there are many sessions. */
    @Test
    void no_session_is_overlooked_because_of_the_order_in_which_the_database_reads_its_rows() throws SQLException {
        var person = people.stranger();
        for (var device : List.of(FIREFOX, SAFARI, "curl/8")) browser(person, device);
        var principal = person.account().id().toString();
        var scattered =
                "update spring_session_attributes set attribute_bytes = attribute_bytes where attribute_name = ?";
        var byHash = List.of("nestloop", "mergejoin", "indexscan", "bitmapscan");
        try (var connection = database.getConnection()) {
            var source = new SingleConnectionDataSource(connection, true);
            var jdbc = JdbcClient.create(source);
            jdbc.sql("select distinct attribute_name from spring_session_attributes")
                    .query(String.class)
                    .list()
                    .forEach(name -> jdbc.sql(scattered).param(name).update());
            byHash.forEach(way -> jdbc.sql("set enable_" + way + " = off").update());
            var repository = new JdbcIndexedSessionRepository(
                    new JdbcTemplate(source), TransactionOperations.withoutTransaction());
            customizer.customize(repository);
            FindByIndexNameSessionRepository<? extends Session> sessions = repository;

            var names = sessions.findByPrincipalName(principal).values().stream()
                    .map(session -> session.getAttributeNames())
                    .toList();

            byHash.forEach(way -> jdbc.sql("reset enable_" + way).update());
            assertThat(names).hasSize(3).allMatch(all -> all.contains("chantier.session"));
        }
    }

    @Test
    void a_new_password_ends_other_sessions_and_keeps_this_one() {
        var person = people.stranger();
        var here = browser(person, FIREFOX);
        var elsewhere = browser(person, SAFARI);
        var token = people.program(person);
        var before = here.cookies().getCookieStore().getCookies().toString();
        var wrong = here.submit("/account", "/account/password", Map.of("current", "nope", "password", OTHER));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Ce n’est pas votre mot de passe");

        var changed = here.submit(
                "/account", "/account/password", Map.of("current", TeamFixture.PASSWORD, "password", OTHER));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(302);
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
        assertThat(here.cookies().getCookieStore().getCookies().toString()).isNotEqualTo(before);
        assertThat(elsewhere.get("/sites").headers().firstValue("Location")).contains("/sign-in");
        assertThat(token.get("/api/account").statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_is_shown_once_and_can_do_no_more_than_its_maker() {
        var editor = people.member(people.stranger().team(), Role.EDITOR);
        var browser = people.browser(editor);
        var made = browser.submit(
                "/account", "/account/tokens", Map.of("name", "nightly", "role", "VIEWER", "days", "90"));
        var token = TOKEN.matcher(made.body());
        assertThat(token.find()).isTrue();
        var program = Client.of(environment).bearing(token.group());
        assertThat(program.get("/api/sites").statusCode()).isEqualTo(200);
        assertThat(program.post("/api/sites", Map.of("name", "x")).statusCode()).isEqualTo(403);
        assertThat(program.get("/api/account/sessions").statusCode()).isEqualTo(403);
        assertThat(browser.get("/account").body()).contains("nightly").doesNotContain(token.group());
        assertThat(browser.submit("/account", "/account/tokens", Map.of("name", "more", "role", "ADMIN"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit("/account", "/account/tokens", Map.of("name", "", "role", "VIEWER"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_token_is_revoked_by_its_maker_only() {
        var owner = people.stranger();
        var colleague = people.member(owner.team(), Role.EDITOR);
        var program = people.program(owner);
        var made = Client.json(program.post("/api/tokens", Map.of("name", "mine", "role", "VIEWER")));
        var path = "/account/tokens/" + made.get("about").get("id").asString() + "/revocation";
        assertThat(people.browser(colleague).submit("/account", path, Map.of()).statusCode())
                .isEqualTo(404);
        var reader = Client.of(environment).bearing(made.get("token").asString());
        assertThat(reader.get("/api/sites").statusCode()).isEqualTo(200);
        assertThat(people.browser(owner).submit("/account", path, Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(reader.get("/api/sites").statusCode()).isEqualTo(401);
    }

    @Test
    void the_api_does_the_same() {
        var person = people.stranger();
        var browser = browser(person, FIREFOX);
        var api = people.program(person);
        assertThat(Client.json(api.put("/api/account", Map.of("name", "New name", "theme", "dark")))
                        .get("theme")
                        .asString())
                .isEqualTo("dark");
        var sessions = Client.json(api.get("/api/account/sessions")).get("items");
        assertThat(sessions.size()).isEqualTo(1);
        assertThat(sessions.get(0).get("device").get("browser").asString()).isEqualTo("Firefox");
        assertThat(api.delete("/api/account/sessions/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(api.delete("/api/account/sessions/"
                                + sessions.get(0).get("id").asString())
                        .statusCode())
                .isEqualTo(204);
        assertThat(browser.get("/sites").statusCode()).isEqualTo(302);
        assertThat(api.get("/api/account").statusCode()).isEqualTo(200);
    }

    private Client browser(Person person, String userAgent) {
        return Client.of(environment).with("User-Agent", userAgent).signedIn(person.login(), TeamFixture.PASSWORD);
    }
}
