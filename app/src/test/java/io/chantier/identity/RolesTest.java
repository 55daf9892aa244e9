package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture.Person;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ChantierTest
class RolesTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Test
    void a_role_is_changed_on_the_page_and_counts_at_once() {
        var owner = people.stranger();
        var viewer = people.member(owner.team(), Role.VIEWER);
        var browser = people.browser(viewer);
        assertThat(browser.get("/sites/new").statusCode()).isEqualTo(403);
        var given = people.browser(owner)
                .submit("/members", "/members/" + viewer.account().id() + "/role", Map.of("role", "EDITOR"));
        assertThat(given.statusCode()).isEqualTo(302);
        assertThat(browser.get("/sites/new").statusCode()).isEqualTo(200);
        assertThat(people.program(owner).get("/api/audit").body()).contains("member.role");
    }

    @Test
    void nobody_raises_themselves_or_others_above_themselves_or_touches_those_above() {
        var owner = people.stranger();
        var admin = people.member(owner.team(), Role.ADMIN);
        var viewer = people.member(owner.team(), Role.VIEWER);
        assertThat(give(admin, admin, "OWNER").statusCode()).isEqualTo(403);
        assertThat(give(admin, viewer, "OWNER").statusCode()).isEqualTo(403);
        assertThat(give(admin, viewer, "OPERATOR").statusCode()).isEqualTo(403);
        assertThat(give(admin, owner, "VIEWER").statusCode()).isEqualTo(403);
        assertThat(give(owner, owner, "OPERATOR").statusCode()).isEqualTo(403);
        assertThat(give(viewer, viewer, "ADMIN").statusCode()).isEqualTo(403);
        assertThat(give(people.stranger(), viewer, "EDITOR").statusCode()).isEqualTo(404);
        assertThat(give(admin, viewer, "ADMIN").statusCode()).isEqualTo(200);
    }

    @Test
    void the_last_owner_stays_one() {
        var owner = people.stranger();
        var answer = give(owner, owner, "ADMIN");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("last-owner");
        var second = people.member(owner.team(), Role.OWNER);
        assertThat(give(second, owner, "ADMIN").statusCode()).isEqualTo(200);
        assertThat(give(second, second, "ADMIN").statusCode()).isEqualTo(409);
    }

    @Test
    void who_runs_the_installation_keeps_their_role_in_the_team() {
        var operator = people.operator();
        var owner = people.member(operator.team(), Role.OWNER);
        var answer = give(owner, operator, "VIEWER");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("operator-stays");
    }

    @Test
    void the_sessions_of_a_disabled_member_end_at_once_and_stay_ended() {
        var owner = people.stranger();
        var member = people.member(owner.team(), Role.EDITOR);
        var browser = people.browser(member);
        assertThat(browser.get("/sites").statusCode()).isEqualTo(200);
        var path = "/members/" + member.account().id();
        var page = people.browser(owner);
        page.submit("/members", path + "/disabled", Map.of());
        assertThat(browser.get("/sites").headers().firstValue("Location")).contains("/sign-in");
        page.submit("/members", path + "/enabled", Map.of());
        assertThat(browser.get("/sites").headers().firstValue("Location")).contains("/sign-in");
        assertThat(database.sql("select count(*) from spring_session where principal_name = ?")
                        .param(member.account().id().toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private HttpResponse<String> give(Person by, Person to, String role) {
        return people.program(by).put("/api/members/" + to.account().id(), Map.of("role", role));
    }
}
