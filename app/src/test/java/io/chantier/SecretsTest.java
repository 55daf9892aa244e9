package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.identity.TeamFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts canaries into everything that takes a secret, uses it, and looks for them where nobody may find them. */
@ChantierTest
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Test
    void no_secret_is_in_the_log_the_database_or_a_later_answer(CapturedOutput output) {
        var operator = people.program(people.operator());
        var password = "canary-" + UUID.randomUUID();
        var login = "canary-" + UUID.randomUUID();
        var name = Map.of("login", login, "name", "Canary", "role", "EDITOR", "password", password);
        operator.post("/api/members", name);
        var wrong = "wrong-canary-" + UUID.randomUUID();
        Client.of(environment).post("/api/auth/token", Map.of("username", login, "password", wrong));
        Client.of(environment).submit("/sign-in", Map.of("username", login, "password", wrong));
        var member = Client.of(environment).signedIn(login, password);
        var access = Client.json(
                        Client.of(environment).post("/api/auth/token", Map.of("username", login, "password", password)))
                .get("access_token")
                .asString();
        var token = Client.json(operator.post("/api/tokens", Map.of("name", "canary", "role", "VIEWER")))
                .get("token")
                .asString();
        var link = Client.json(operator.post("/api/auth/sign-in-links", Map.of()))
                .get("url")
                .asString()
                .replaceAll(".*token=", "");
        Client.of(environment).bearing(token).get("/api/nothing");
        Client.of(environment).bearing(access).post("/api/members", "{broken");
        LoggerFactory.getLogger(getClass()).warn("Somebody logs {} and {}", access, token);

        var secrets = List.of(password, wrong, access, token, link, Client.ADMIN_PASSWORD);
        var answers = List.of(
                operator.get("/api/members").body(),
                operator.get("/api/tokens").body(),
                operator.get("/api/audit?limit=200").body(),
                operator.get("/api/settings").body(),
                member.get("/members").body());
        for (var secret : secrets) {
            assertThat(output.getAll()).doesNotContain(secret);
            assertThat(answers).noneMatch(answer -> answer.contains(secret));
            assertThat(tablesWith(secret)).isEmpty();
        }
    }

    private List<String> tablesWith(String text) {
        var found = new ArrayList<String>();
        var tables = database.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list();
        for (var table : tables) {
            int rows = database.sql("select count(*) from " + table + " t where strpos(t::text, ?) > 0")
                    .param(text)
                    .query(Integer.class)
                    .single();
            if (rows > 0) found.add(table);
        }
        return found;
    }
}
