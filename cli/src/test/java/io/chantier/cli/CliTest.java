package io.chantier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.cli.installation.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads on the terminal, word for word, in both languages: {@code golden/<language>/<name>.txt}. */
class CliTest {

    private static final String SITE = """
            {"slug":"menuiserie-lefevre","name":"Menuiserie Lefèvre","kind":"SHOWCASE","state":"LIVE",
             "sourceUrl":"http://menuiserie.example/","url":"http://menuiserie-lefevre.localhost:8081/",
             "revision":"4f2a9c1","language":"fr","createdAt":"2026-11-21T10:00:00Z"}""";

    private static final String JULIE = """
            {"id":"m2","login":"julie@agence.fr","name":"Julie Le Goff","role":"EDITOR","disabled":true}""";

    private static final String MEMBERS =
            "{\"items\":[{\"id\":\"m1\",\"login\":\"admin\",\"name\":\"Hélène Garnier\",\"role\":\"OWNER\",\"disabled\":false},"
                    + JULIE + "]}";

    private static final String INVITATION = """
            {"id":"i1","email":"paul@client.fr","role":"VIEWER","expired":false,"expiresAt":"2026-11-28T10:00:00Z"}""";

    private static final String INVITATIONS = "{\"items\":[" + INVITATION + "]}";

    private static final String MADE = "{\"invitation\":" + INVITATION + ",\"url\":\"http://x/invitation?token=t\"}";

    private static final String RUNNING = """
            {"id":"j1","kind":"generate","state":"RUNNING","progress":35,"steps":[
             {"name":"read","title":"Read it","state":"DONE"},{"name":"write","title":"Write the content","state":"RUNNING"},{"name":"publish","state":"PENDING"}]}""";

    private static final String SUCCEEDED = """
            {"id":"j1","kind":"generate","state":"SUCCEEDED","progress":100,"steps":[
             {"name":"read","title":"Read it","state":"DONE"},{"name":"write","state":"DONE"},{"name":"publish","state":"DONE"}]}""";

    private static final String FAILED = """
            {"id":"j1","kind":"generate","state":"FAILED","progress":20,"steps":[
             {"name":"read","title":"Read the old site","state":"FAILED"},{"name":"write","state":"PENDING"}],
             "failure":{"title":"The old site does not answer","detail":"http://menuiserie.example/ gave no answer in 10 s.",
             "remedy":"Look whether it opens in a browser, then try again."}}""";

    @TempDir
    private Path folder;

    private StandIn server;

    @BeforeEach
    void pretendThatItRuns() throws IOException {
        server = new StandIn();
        var self = ProcessHandle.current();
        var since = self.info().startInstant().orElseThrow();
        Files.writeString(folder.resolve("running.properties"), """
                pid=%d
                since=%s
                url=%s
                edgePort=8081
                oldSite=
                oldSitePid=0
                """.formatted(
                        self.pid(), since.toString().replace(":", "\\:"), server.url()));
        Files.writeString(folder.resolve("cli.token"), StandIn.TOKEN + "\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void the_help_names_every_command() throws IOException {
        golden("help", "--help");
    }

    @Test
    void the_sites_are_listed_over_all_pages() throws IOException {
        server.with("GET /api/sites", 200, "{\"items\":[" + SITE + "],\"next\":\"c2\"}");
        server.with("GET /api/sites?cursor=c2", 200, "{\"items\":[{\"slug\":\"atelier\",\"state\":\"DRAFT\"}]}");
        golden("site-list", "site", "list");
        assertThat(run(Locale.ENGLISH, false, "site", "list", "--json").output())
                .contains("\"slug\" : \"atelier\"");
    }

    @Test
    void without_sites_the_list_says_how_to_make_one() throws IOException {
        server.with("GET /api/sites", 200, "{\"items\":[]}");
        golden("site-list-empty", "site", "list");
    }

    @Test
    void a_list_is_imported_and_each_line_says_what_became_of_it(@TempDir Path folder) throws IOException {
        var list = Files.writeString(folder.resolve("clients.csv"), "Lefèvre;lefevre.fr\nx@y.fr\n");
        server.with("POST /api/sites/imports?goal=GENERATED&tag=Rennes", 201, """
                {"ordered": 1, "lines": [
                  {"number": 1, "label": "lefevre.fr", "outcome": "MADE", "site": "lefevre"},
                  {"number": 2, "label": "x@y.fr", "outcome": "REFUSED", "reason": "An e-mail address."}]}""");
        for (var language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            golden("site-import", language, 1, "site", "import", list.toString(), "--tag", "Rennes");
        }
    }

    @Test
    void the_same_is_ordered_for_many_sites() throws IOException {
        server.with("POST /api/sites/bulk", 201, "{\"ordered\": 0, \"lines\": []}");
        run(Locale.ENGLISH, false, "site", "bulk", "tag", "--filter", "standing=READY", "--tag", "VIP");
        run(Locale.ENGLISH, false, "site", "bulk", "publish", "a", "b");
        assertThat(server.asked())
                .containsExactly(
                        "POST /api/sites/bulk {\"action\":\"TAG\",\"filter\":{\"standing\":\"READY\"},\"tag\":\"VIP\"}",
                        "POST /api/sites/bulk {\"action\":\"PUBLISH\",\"sites\":[\"a\",\"b\"]}");
    }

    @Test
    void one_site_is_shown() throws IOException {
        server.with("GET /api/sites/menuiserie-lefevre", 200, SITE);
        golden("site-show", "site", "show", "menuiserie-lefevre");
    }

    @Test
    void making_a_site_follows_its_job_to_the_end() throws IOException {
        server.with("POST /api/sites", 202, SITE.replace("{\"slug\"", "{\"job\":\"j1\",\"slug\""));
        server.with("GET /api/sites/menuiserie-lefevre", 200, SITE);
        for (var language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            server.with("GET /api/jobs/j1", 200, RUNNING, SUCCEEDED);
            golden("site-create", language, 0, "site", "create", "http://menuiserie.example/", "--goal", "live");
        }
        assertThat(server.asked().getFirst())
                .isEqualTo("POST /api/sites {\"sourceUrl\":\"http://menuiserie.example/\",\"goal\":\"LIVE\"}");
    }

    @Test
    void a_brief_is_sorted_into_what_the_api_takes() throws IOException {
        var brief = folder.resolve("brief.json");
        Files.writeString(brief, "{\"trade\":\"Menuiserie\",\"language\":\"fr\",\"services\":[\"Portes\"]}");
        server.with("POST /api/sites", 201, SITE);
        assertThat(run(Locale.ENGLISH, false, "site", "create", "--name", "Lefèvre", "--brief", brief.toString())
                        .code())
                .isZero();
        assertThat(server.asked())
                .containsExactly(
                        "POST /api/sites {\"language\":\"fr\",\"wishes\":{\"business\":{\"trade\":\"Menuiserie\",\"services\":[{\"title\":\"Portes\"}]}},\"name\":\"Lefèvre\"}");
    }

    @Test
    void texts_written_by_hand_are_replaced_only_where_that_is_asked_for() throws IOException {
        server.with("POST /api/sites/menuiserie-lefevre/generate", 202, "{\"job\":\"j1\"}");
        server.with("GET /api/jobs/j1", 200, SUCCEEDED);
        server.with("GET /api/sites/menuiserie-lefevre", 200, SITE);
        run(Locale.ENGLISH, false, "site", "generate", "menuiserie-lefevre");
        assertThat(server.asked()).contains("POST /api/sites/menuiserie-lefevre/generate {\"replaceEdits\":false}");
        run(Locale.ENGLISH, false, "site", "generate", "menuiserie-lefevre", "--replace-edits");
        assertThat(server.asked()).contains("POST /api/sites/menuiserie-lefevre/generate {\"replaceEdits\":true}");
    }

    @Test
    void a_failed_job_says_why_and_what_to_do() throws IOException {
        server.with("POST /api/sites/menuiserie-lefevre/generate", 202, "{\"job\":\"j1\"}");
        server.with("GET /api/jobs/j1", 200, FAILED);
        golden("site-generate-failed", Locale.ENGLISH, 1, "site", "generate", "menuiserie-lefevre");
        golden("site-generate-failed", Locale.FRENCH, 1, "site", "generate", "menuiserie-lefevre");
    }

    @Test
    void a_terminal_gets_a_bar_that_is_drawn_over() throws IOException {
        server.with("POST /api/sites/menuiserie-lefevre/deploy", 202, "{\"job\":\"j1\"}");
        server.with("GET /api/jobs/j1", 200, RUNNING, SUCCEEDED);
        server.with("GET /api/sites/menuiserie-lefevre", 200, SITE);
        var shown = run(Locale.ENGLISH, true, "site", "deploy", "menuiserie-lefevre")
                .output();
        assertThat(shown).startsWith("\r\u001b[2K[████████░░░░░░░░░░░░░░░░]  35 %  Write the content");
        assertThat(shown).contains("\r\u001b[2Kmenuiserie-lefevre\n");
    }

    @Test
    void a_refusal_shows_the_servers_words_field_by_field() throws IOException {
        server.typed("POST /api/sites", 422, "application/problem+json", """
                {"title":"The site cannot be made","detail":"One thing is wrong.","remedy":"Correct it.","code":"invalid",
                 "errors":[{"field":"sourceUrl","code":"not-an-address","message":"is no web address"}]}""");
        golden("site-create-refused", Locale.ENGLISH, 1, "site", "create", "nonsense");
        golden("site-create-refused", Locale.FRENCH, 1, "site", "create", "nonsense");
    }

    @Test
    void the_log_is_shown_and_followed() throws IOException {
        var line = "{\"at\":\"2026-11-21T10:00:00Z\",\"text\":\"12 pages read\"}";
        server.with("GET /api/sites/menuiserie-lefevre/logs", 200, "{\"items\":[" + line + "]}");
        assertThat(run(Locale.ENGLISH, false, "site", "logs", "menuiserie-lefevre")
                        .output())
                .isEqualTo("2026-11-21T10:00:00Z  12 pages read\n");
        server.typed(
                "GET /api/sites/menuiserie-lefevre/logs", 200, "text/event-stream", "id: 1\ndata: " + line + "\n\n");
        assertThat(run(Locale.ENGLISH, false, "site", "logs", "menuiserie-lefevre", "--follow")
                        .output())
                .isEqualTo("2026-11-21T10:00:00Z  12 pages read\n");
    }

    @Test
    void an_export_is_saved_whole() throws IOException {
        server.typed("GET /api/sites/menuiserie-lefevre/export", 200, "application/gzip", "zipped");
        var file = folder.resolve("site.tar.gz");
        assertThat(run(Locale.ENGLISH, false, "site", "export", "menuiserie-lefevre", "-o", file.toString())
                        .code())
                .isZero();
        assertThat(file).hasContent("zipped");
    }

    @Test
    void a_text_is_edited_by_its_pointer_and_taken_back() throws IOException {
        var answer = "{\"revision\":\"4f5e\",\"changed\":true,\"previewUrl\":\"http://x.preview.localhost:8081/\"}";
        server.with("PATCH /api/sites/menuiserie-lefevre/content", 200, answer);
        server.with("POST /api/sites/menuiserie-lefevre/undo", 200, answer);
        var edited = run(
                Locale.ENGLISH,
                false,
                "site",
                "edit",
                "menuiserie-lefevre",
                "--set",
                "/site/name=A = B",
                "--remove",
                "/site/tagline");
        assertThat(edited.code()).isZero();
        assertThat(edited.output()).contains("http://x.preview.localhost:8081/");
        assertThat(server.asked().toString()).contains("{\"/site/name\":\"A = B\",\"/site/tagline\":null}");
        assertThat(run(Locale.ENGLISH, false, "site", "undo", "menuiserie-lefevre")
                        .code())
                .isZero();
        assertThat(run(Locale.ENGLISH, false, "site", "edit", "menuiserie-lefevre", "--set", "nothing")
                        .code())
                .isEqualTo(1);
    }

    private static final String RELEASES = """
            [{"release":"cccc1111","publishedAt":"2026-11-21T12:00:00Z","seen":true,"current":true},
             {"release":"bbbb2222","publishedAt":"2026-11-21T11:00:00Z","seen":false,"current":false},
             {"release":"aaaa3333","publishedAt":"2026-11-21T10:00:00Z","seen":true,"current":false},
             {"release":"aabb4444","publishedAt":"2026-11-20T10:00:00Z","seen":true,"current":false}]""";

    @Test
    void a_site_is_rolled_back_to_the_last_good_release_or_to_one_that_is_named() throws IOException {
        server.with("GET /api/sites/menuiserie-lefevre/releases", 200, RELEASES);
        server.with(
                "PUT /api/sites/menuiserie-lefevre/releases/current",
                200,
                "{\"release\":\"aaaa3333\",\"address\":\"http://menuiserie-lefevre.localhost:8081/\",\"job\":null}");
        golden("rollback", "rollback", "menuiserie-lefevre");
        assertThat(run(Locale.ENGLISH, false, "rollback", "menuiserie-lefevre", "aab", "--json")
                        .output())
                .contains("\"release\" : \"aaaa3333\"");
        assertThat(server.asked())
                .contains(
                        "PUT /api/sites/menuiserie-lefevre/releases/current {\"release\":\"aaaa3333\"}",
                        "PUT /api/sites/menuiserie-lefevre/releases/current {\"release\":\"aabb4444\"}");
        golden("rollback-several", Locale.ENGLISH, 1, "rollback", "menuiserie-lefevre", "aa");
        golden("rollback-unknown", Locale.FRENCH, 1, "rollback", "menuiserie-lefevre", "dddd");
        server.with("GET /api/sites/menuiserie-lefevre/releases", 200, "[]");
        golden("rollback-none", Locale.FRENCH, 1, "rollback", "menuiserie-lefevre");
    }

    @Test
    void a_roll_back_that_a_server_has_to_follow_is_waited_for() throws IOException {
        server.with("GET /api/sites/menuiserie-lefevre/releases", 200, RELEASES);
        server.with(
                "PUT /api/sites/menuiserie-lefevre/releases/current",
                200,
                "{\"release\":\"aaaa3333\",\"address\":\"http://x/\",\"job\":\"j1\"}");
        server.with("GET /api/jobs/j1", 200, RUNNING, FAILED);
        var failed = run(Locale.ENGLISH, false, "rollback", "menuiserie-lefevre");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.output())
                .contains("Our own edge shows release aaaa3333", "The old site does not answer")
                .doesNotContain("online again");
        server.with("GET /api/jobs/j1", 200, SUCCEEDED);
        assertThat(run(Locale.ENGLISH, false, "rollback", "menuiserie-lefevre").output())
                .contains("follows.", "aaaa3333 is online again: http://x/");
    }

    @Test
    void servers_are_listed_and_tested_and_sites_moved_to_them_by_name() throws IOException {
        server.with("GET /api/settings/servers", 200, """
                [{"id":"s1","name":"Rennes","url":"https://dokploy.example","keyed":true,"takesNew":true,"sites":12,"maxSites":90},
                 {"id":"s2","name":"Brest","url":"https://brest.example","keyed":false,"takesNew":false,"sites":0,"maxSites":90}]""");
        server.with("POST /api/settings/servers/s1/test", 200, "{\"version\":\"v0.30.2\",\"applications\":12}");
        server.with("GET /api/sites/menuiserie-lefevre/place", 200, """
                [{"id":"edge","name":"","isHere":true,"isFull":false},{"id":"s1","name":"Rennes","isHere":false,"isFull":false}]""");
        server.with("PUT /api/sites/menuiserie-lefevre/place", 202, "{\"job\":\"j1\"}", "{}");
        server.with("GET /api/jobs/j1", 200, SUCCEEDED);
        golden("servers", "servers");
        golden("servers-test", "servers", "test", "rennes");
        golden("servers-unknown", Locale.FRENCH, 1, "servers", "test", "Nantes");
        golden("move", Locale.ENGLISH, 0, "move", "menuiserie-lefevre", "Rennes");
        golden("move-here", Locale.FRENCH, 0, "move", "menuiserie-lefevre", "edge");
        assertThat(server.asked())
                .contains(
                        "POST /api/settings/servers/s1/test {}",
                        "PUT /api/sites/menuiserie-lefevre/place {\"to\":\"s1\"}",
                        "PUT /api/sites/menuiserie-lefevre/place {\"to\":\"edge\"}");
    }

    @Test
    void the_names_of_a_site_are_listed_added_checked_made_the_main_one_and_given_back() throws IOException {
        var waiting = """
                {"id":"d1","name":"www.xn--bckerei-5wa.example","unicode":"www.bäckerei.example","state":"WAITING","primary":false,
                 "proof":{"type":"TXT","name":"_chantier.www.xn--bckerei-5wa.example","value":"chantier-verify=abc"},
                 "points":[{"type":"CNAME","name":"www.xn--bckerei-5wa.example","value":"menuiserie.sites.example"}]}""";
        var proved = """
                {"id":"d2","name":"lefevre.example","unicode":"lefevre.example","state":"VERIFIED","primary":true,
                 "proof":{"type":"TXT","name":"_chantier.lefevre.example","value":"chantier-verify=def"},"points":[]}""";
        var here = "/api/sites/menuiserie-lefevre/domains";
        server.with("GET " + here, 200, "[" + proved + "," + waiting + "]");
        server.with("POST " + here, 201, waiting);
        server.with("POST " + here + "/d1/check", 200, "{\"finding\":\"MISSING\",\"domain\":" + waiting + "}");
        server.with("PUT " + here + "/d1/primary", 200, waiting);
        server.with("DELETE " + here + "/d2", 204, "");
        golden("domains", "domains", "menuiserie-lefevre");
        golden("domains-remove", "domains", "menuiserie-lefevre", "remove", "lefevre.example");
        golden("domains-unknown", Locale.FRENCH, 1, "domains", "menuiserie-lefevre", "check", "other.example");
        for (var verb : List.of("add", "check", "primary")) {
            assertThat(run(Locale.ENGLISH, false, "domains", "menuiserie-lefevre", verb, "www.bäckerei.example")
                            .output())
                    .contains("www.bäckerei.example", "chantier-verify=abc");
        }
        assertThat(server.asked())
                .contains(
                        "POST " + here + " {\"name\":\"www.bäckerei.example\"}",
                        "POST " + here + "/d1/check {}",
                        "PUT " + here + "/d1/primary {}",
                        "DELETE " + here + "/d2");
        assertThat(run(Locale.ENGLISH, false, "domains", "menuiserie-lefevre", "add")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void the_status_says_whether_it_is_well() throws IOException {
        server.with("GET /api/health", 200, "{\"status\":\"UP\"}");
        golden("status", "status");
        server.with("GET /api/health", 503, "{}");
        assertThat(run(Locale.ENGLISH, false, "status").code()).isEqualTo(1);
        Files.delete(folder.resolve("running.properties"));
        golden("status-not-running", Locale.ENGLISH, 3, "status");
        golden("status-not-running", Locale.FRENCH, 3, "status");
    }

    @Test
    void a_new_password_is_asked_for_and_shown() throws IOException {
        server.with("POST /api/auth/admin-password", 200, "{\"username\":\"admin\",\"password\":\"made-by-it\"}");
        var shown = run(Locale.ENGLISH, false, "admin", "password").output();
        assertThat(server.asked()).containsExactly("POST /api/auth/admin-password {}");
        assertThat(shown).contains("The new password of admin: made-by-it");
    }

    @Test
    void members_and_invitations_are_listed() throws IOException {
        server.with("GET /api/members", 200, MEMBERS);
        server.with("GET /api/invitations", 200, INVITATIONS);
        golden("member-list", "member", "list");
        assertThat(run(Locale.ENGLISH, false, "member", "list", "--json").output())
                .contains("\"login\" : \"julie@agence.fr\"", "\"invitations\"");
    }

    @Test
    void somebody_is_invited_and_the_link_is_shown() throws IOException {
        server.with("POST /api/invitations", 201, MADE);
        golden("member-invite", "member", "invite", "paul@client.fr", "--role", "viewer", "--language", "fr");
        assertThat(server.asked().getFirst())
                .contains("\"email\":\"paul@client.fr\"", "\"role\":\"VIEWER\"", "\"language\":\"fr\"");
    }

    @Test
    void an_invitation_is_renewed_and_withdrawn_by_its_address() throws IOException {
        server.with("GET /api/invitations", 200, INVITATIONS);
        server.with("POST /api/invitations/i1/renewal", 201, MADE);
        server.with("DELETE /api/invitations/i1", 204, "");
        golden("member-renew", "member", "renew", "paul@client.fr");
        golden("member-withdraw", "member", "withdraw", "Paul@client.fr");
        golden("member-not-invited", Locale.ENGLISH, 1, "member", "withdraw", "nobody@client.fr");
        golden("member-not-invited", Locale.FRENCH, 1, "member", "withdraw", "nobody@client.fr");
    }

    @Test
    void a_member_gets_another_role_and_is_kept_out_and_let_in() throws IOException {
        server.with("GET /api/members", 200, MEMBERS);
        server.with("PUT /api/members/m2", 200, JULIE);
        golden("member-role", "member", "role", "julie@agence.fr", "admin");
        for (var verb : List.of("disable", "enable")) {
            assertThat(run(Locale.ENGLISH, false, "member", verb, "julie@agence.fr")
                            .code())
                    .isZero();
        }
        assertThat(server.asked())
                .contains(
                        "PUT /api/members/m2 {\"role\":\"ADMIN\"}",
                        "PUT /api/members/m2 {\"disabled\":true}",
                        "PUT /api/members/m2 {\"disabled\":false}");
        golden("member-unknown", Locale.ENGLISH, 1, "member", "enable", "nobody");
        golden("member-unknown", Locale.FRENCH, 1, "member", "enable", "nobody");
    }

    @Test
    void the_appearance_is_shown_and_changed() throws IOException {
        var ours = "{\"name\":\"Agence du Port\",\"main\":\"#b00020\",\"ground\":\"\",\"logo\":\"\"}";
        server.with("GET /api/appearance", 200, ours);
        server.with("PUT /api/appearance", 200, ours);
        golden("appearance-show", "appearance", "show");
        var logo = Files.writeString(folder.resolve("logo.svg"), "<svg/>");
        run(Locale.ENGLISH, false, "appearance", "set", "--main", "#b00020", "--logo", logo.toString());
        assertThat(server.asked().getLast())
                .contains("PUT /api/appearance", "\"main\":\"#b00020\"", "\"logo\":\"PHN2Zy8+\"")
                .doesNotContain("name");
        golden("appearance-nothing", Locale.ENGLISH, 1, "appearance", "set");
        golden("appearance-nothing", Locale.FRENCH, 1, "appearance", "set");
    }

    @Test
    void a_colour_that_cannot_be_read_is_refused_by_its_field() throws IOException {
        server.typed("PUT /api/appearance", 422, "application/problem+json", """
                {"title":"Something is wrong","detail":"Look at main.","remedy":"Correct it.","code":"invalid",
                 "errors":[{"field":"main","code":"low-contrast","message":"White on it has a contrast of 1.4; it needs 4.5."}]}""");
        golden("appearance-refused", Locale.ENGLISH, 1, "appearance", "set", "--main", "#ffd54f");
        golden("appearance-refused", Locale.FRENCH, 1, "appearance", "set", "--main", "#ffd54f");
    }

    @Test
    void whatever_the_api_does_the_command_line_does_too() throws IOException {
        server.with("PUT /api/sites/lefevre/facts/f1", 200, "{\"standing\":\"WITHHELD\"}");
        server.with("POST /api/sites/lefevre/pictures", 201, "{\"id\":\"0123456789ab\"}");
        server.with("GET /api/sites/lefevre/card", 200, "<html></html>");

        var fact = run(
                Locale.ENGLISH, false, "api", "put", "/api/sites/lefevre/facts/f1", "decision=WITHHOLD", "order:=3");
        assertThat(fact.code()).isZero();
        assertThat(fact.output()).contains("\"standing\" : \"WITHHELD\"");
        assertThat(server.asked().getLast()).contains("{\"decision\":\"WITHHOLD\",\"order\":3}");

        var picture = Files.writeString(folder.resolve("atelier.jpg"), "not really a picture");
        assertThat(run(
                                Locale.ENGLISH,
                                false,
                                "api",
                                "POST",
                                "/api/sites/lefevre/pictures",
                                "--body",
                                picture.toString())
                        .output())
                .contains("0123456789ab");
        assertThat(server.asked().getLast()).contains("not really a picture");

        var card = folder.resolve("card.html");
        assertThat(run(Locale.FRENCH, false, "api", "GET", "/api/sites/lefevre/card", "--output", card.toString())
                        .output())
                .contains("Enregistré");
        assertThat(card).hasContent("<html></html>");
    }

    @Test
    void the_command_line_takes_its_key_nowhere_else() throws IOException {
        for (var path : List.of(
                "//stranger.example/api/sites", "http://stranger.example/api/sites", "/sites", "/api/../sites x"))
            assertThat(run(Locale.ENGLISH, false, "api", "GET", path).code())
                    .as(path)
                    .isEqualTo(1);
        assertThat(run(Locale.FRENCH, false, "api", "FETCH", "/api/sites").code())
                .isEqualTo(1);
        assertThat(run(Locale.FRENCH, false, "api", "POST", "/api/sites", "no field")
                        .code())
                .isEqualTo(1);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_missing_token_is_named() throws IOException {
        Files.delete(folder.resolve("cli.token"));
        golden("no-token", Locale.ENGLISH, 1, "site", "list");
        golden("no-token", Locale.FRENCH, 1, "site", "list");
    }

    @Test
    void a_mistyped_command_ends_with_code_two() throws IOException {
        assertThat(run(Locale.ENGLISH, false, "sit").code()).isEqualTo(2);
    }

    @Test
    void the_locale_decides_the_language_unless_one_is_asked_for() {
        assertThat(Main.language(List.of("site", "--lang", "fr"))).isEqualTo(Locale.FRENCH);
        assertThat(Main.language(List.of("--lang=en", "site"))).isEqualTo(Locale.ENGLISH);
        assertThat(Main.language(List.of("site"))).isEqualTo(Locale.getDefault());
    }

    private record Outcome(int code, String output) {}

    private Outcome run(Locale locale, boolean interactive, String... words) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        var lines = new CommandLines(new Terminal(out, out, interactive, Words.in(locale)), new Home(folder));
        int code = lines.run(all.toArray(String[]::new));
        return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
    }

    private void golden(String name, String... words) throws IOException {
        golden(name, Locale.ENGLISH, 0, words);
        golden(name, Locale.FRENCH, 0, words);
    }

    /** Compares with the golden file; {@code -Dgolden.update=true} writes it anew, to be looked at before a commit. */
    private void golden(String name, Locale locale, int code, String... words) throws IOException {
        var outcome = run(locale, false, words);
        var shown = outcome.output()
                .replace(folder.toString(), "<data>")
                .replace(server.url(), "<url>")
                .replaceAll("(process|processus) \\d+", "$1 <pid>");
        var file = Path.of("src/test/resources/golden", locale.getLanguage(), name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, shown);
        }
        assertThat(shown).as("%s in %s", name, locale).isEqualTo(Files.readString(file));
        assertThat(outcome.code()).isEqualTo(code);
    }
}
