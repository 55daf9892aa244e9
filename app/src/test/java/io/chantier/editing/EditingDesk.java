package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person before the forms of a site, and what everybody else gets to see of it. */
final class EditingDesk implements AutoCloseable {

    static final String TITLE = "/content/pages/0/sections/0/title";
    static final String IMAGE = "/content/pages/0/sections/0/image";
    static final String TEXT = "/content/pages/0/sections/0/text";

    private final OldSite old = Menuiserie.serve();
    private final Installation chantier;
    private final Client julie;

    EditingDesk(Environment environment, EdgeServer edge, TeamFixture people) {
        this.chantier = new Installation(Client.ofAdmin(environment), edge.address());
        this.julie = people.browser(people.operator());
    }

    Installation chantier() {
        return chantier;
    }

    /** Who types. */
    Client julie() {
        return julie;
    }

    void make(String slug) {
        make(slug, old.address());
    }

    void make(String slug, String oldSite) {
        var site = chantier.create(Map.of("sourceUrl", oldSite, "slug", slug, "goal", "LIVE"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    HttpResponse<String> type(String slug, Map<String, String> fields) {
        var all = new LinkedHashMap<>(Map.of("revision", revision(slug), "on", "/"));
        all.putAll(fields);
        return julie.submit("/sites/" + slug + "/edit", "/sites/" + slug + "/edit", all);
    }

    void press(String slug, String button) {
        var answer = julie.submit("/sites/" + slug + "/edit", "/sites/" + slug + button, Map.of("on", "/"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    HttpResponse<String> patch(String slug, Object body) {
        return chantier.api()
                .send(
                        "PATCH",
                        "/api/sites/" + slug + "/content",
                        JsonMapper.shared().writeValueAsString(body),
                        "application/json");
    }

    Document page(String slug) {
        return Jsoup.parse(julie.get("/sites/" + slug + "/edit").body());
    }

    /** What the frame beside the forms shows. */
    String preview(String slug) {
        var address = URI.create(page(slug).select("iframe[data-preview]").attr("src"));
        return chantier.visit(address.getHost().replace(".localhost", ""), address.getPath());
    }

    JsonNode data(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/content"));
    }

    JsonNode content(String slug) {
        return data(slug).get("content");
    }

    String title(String slug) {
        return content(slug).at("/pages/0/sections/0/title").asString();
    }

    String revision(String slug) {
        return chantier.site(slug).get("revision").asString();
    }

    static Map<String, String> fields(String... namesAndTexts) {
        var fields = new LinkedHashMap<String, String>();
        for (var at = 0; at < namesAndTexts.length; at += 2) fields.put(namesAndTexts[at], namesAndTexts[at + 1]);
        return fields;
    }

    static byte[] png(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        old.close();
    }
}
