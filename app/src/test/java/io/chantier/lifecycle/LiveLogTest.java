package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** The log of a job as it comes, for programs and for pages, also to a reader who was away. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class LiveLogTest {

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    private final OldSite old = Menuiserie.serve();
    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    void stopOldSite() {
        old.close();
    }

    /** One line of the log as it came. */
    private record Heard(long id, String text) {}

    @Test
    void a_program_that_comes_back_gets_each_line_once_and_in_order() throws Exception {
        var job = chantier.create(Map.of("sourceUrl", old.address(), "slug", "live-api", "goal", "LIVE"))
                .get("job")
                .asString();
        var token = Client.json(Client.of(environment)
                        .post("/api/auth/token", Map.of("username", "admin", "password", Client.ADMIN_PASSWORD)))
                .get("access_token")
                .asString();
        var request = request("/api/sites/live-api/logs").header("Authorization", "Bearer " + token);

        assertEachLineOnce(HttpClient.newHttpClient(), request, job, "live-api");
    }

    @Test
    void a_page_that_lost_its_line_goes_on_where_it_was() throws Exception {
        var job = chantier.create(Map.of("sourceUrl", old.address(), "slug", "live-page", "goal", "LIVE"))
                .get("job")
                .asString();
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var http = HttpClient.newBuilder().cookieHandler(browser.cookies()).build();

        assertEachLineOnce(http, request("/sites/live-page/jobs/" + job + "/live"), job, "live-page");
    }

    private void assertEachLineOnce(HttpClient http, HttpRequest.Builder request, String job, String slug)
            throws Exception {
        var before = read(http, request, 3);
        assertThat(before).hasSize(3);
        var last = before.getLast().id();

        var after = read(http, request.setHeader("Last-Event-ID", Long.toString(last)), Integer.MAX_VALUE);

        assertThat(chantier.finished(job).get("state").asString()).isEqualTo("SUCCEEDED");
        var heard =
                Stream.concat(before.stream(), after.stream()).map(Heard::id).toList();
        var written = Client.json(chantier.api().get("/api/sites/" + slug + "/logs"))
                .valueStream()
                .map(line -> line.get("number").asLong())
                .toList();
        assertThat(heard).isEqualTo(written).isSorted().doesNotHaveDuplicates();
    }

    /** Reads so many lines and goes away, or all of them where the stream ends before. */
    private static List<Heard> read(HttpClient http, HttpRequest.Builder request, int most)
            throws IOException, InterruptedException {
        var heard = new ArrayList<Heard>();
        var answer = http.send(request.GET().build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var lines = answer.body()) {
            var id = 0L;
            for (var iterator = lines.iterator(); heard.size() < most && iterator.hasNext(); ) {
                var line = iterator.next();
                if (line.startsWith("id:"))
                    id = Long.parseLong(line.substring(3).strip());
                if (line.startsWith("data:") && id > 0) heard.add(new Heard(id, line.substring(5)));
                if (line.startsWith("data:")) id = 0;
            }
        }
        return heard;
    }

    private HttpRequest.Builder request(String path) {
        var port = environment.getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/event-stream");
    }
}
