package io.chantier.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agency with a site that waits, and a client with a link to it. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientFixture {

    static final String TITLE = "/content/pages/0/sections/0/title";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    private final OldSite old = Menuiserie.serve();
    Installation chantier;
    Client julie;

    @BeforeAll
    void openTheAgency() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
        julie = people.browser(people.operator());
    }

    @AfterEach
    void openTheDoor() {
        database.sql("delete from sign_in_failure").update();
    }

    @AfterAll
    void close() {
        old.close();
    }

    /** A site that is written and not online. */
    void make(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "GENERATED"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    Map<String, Object> wanted(String name, String... rights) {
        var wanted = new HashMap<String, Object>();
        wanted.put("name", name);
        wanted.put("email", "client@example.org");
        wanted.put("language", "fr");
        if (rights.length > 0) wanted.put("rights", List.of(rights));
        return wanted;
    }

    JsonNode invite(String slug, Map<String, Object> wanted) {
        var answer = chantier.api().post("/api/sites/" + slug + "/reviews", wanted);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer);
    }

    /** The path of a new link. */
    String link(String slug, String... rights) {
        return path(invite(slug, wanted("Madame Lefèvre", rights)));
    }

    static String path(JsonNode made) {
        return URI.create(made.get("url").asString()).getPath();
    }

    static String token(String path) {
        return path.substring("/review/".length());
    }

    /** Somebody without cookies. */
    Client client() {
        return Client.of(environment);
    }

    Document open(String path) {
        var answer = client().get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    static String digest(Document page) {
        return page.select("input[name=digest]").val();
    }

    HttpResponse<String> approve(String path, String digest) {
        return client().form(path + "/approval", Map.of("digest", digest));
    }

    HttpResponse<String> comment(String path, String on, int section, String words) {
        return client().form(path + "/comments", Map.of("on", on, "section", String.valueOf(section), "words", words));
    }

    /** Somebody of the agency writes another title. */
    void retitle(String slug, String title) {
        var answer = retitled(slug, title);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    HttpResponse<String> retitled(String slug, String title) {
        var body =
                JsonMapper.shared().writeValueAsString(List.of(Map.of("op", "replace", "path", TITLE, "value", title)));
        return chantier.api().send("PATCH", "/api/sites/" + slug + "/content", body, "application/json-patch+json");
    }

    /** What the frame of a client's page shows. */
    String shown(Document page) {
        var address = URI.create(page.select("iframe[name=site]").attr("src"));
        return chantier.visit(address.getHost().replace(".localhost", ""), "/");
    }

    String revision(String slug) {
        return chantier.site(slug).get("revision").asString();
    }

    List<JsonNode> tasks(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/tasks"))
                .get("items")
                .valueStream()
                .toList();
    }

    long approvals(String slug) {
        return database.sql("select count(*) from approval a join site s on s.id = a.site_id where s.slug = ?")
                .param(slug)
                .query(Long.class)
                .single();
    }

    String outbox() {
        return julie.get("/outbox").body();
    }
}
