package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.dashboard.Axe;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.storage.Videos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** A video that a person sends, from the form to the visitor who wants it and the one who does not. */
@ChantierTest
class VideosTest {

    private static final String FOLDER = System.getProperty("screens.folder", "");
    private static final Pattern VIDEO = Pattern.compile("/_video/[0-9a-f]{12}\\.(?:mp4|webm)");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @Test
    void what_is_no_video_is_too_heavy_or_has_no_poster_is_refused_at_its_field() throws Exception {
        chantier.create(Map.of("name", "Film refusé", "slug", "film-refuse", "sourceUrl", "http://old.example/"));
        var here = "/api/sites/film-refuse/videos";
        var poster = poster("film-refuse");
        assertThat(refusal(here + "?poster=" + poster, "MZ".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("file not-a-video");
        assertThat(refusal(here + "?poster=" + poster, Videos.mp4("hvc1", 640, 360, 5, 10)))
                .isEqualTo("file video-codec");
        assertThat(refusal(here + "?poster=" + poster, Videos.mp4("avc1", 640, 360, 5, 12 << 20)))
                .isEqualTo("file video-too-large");
        var fine = Videos.mp4("avc1", 640, 360, 5, 10);
        assertThat(refusal(here, fine)).isEqualTo("poster no-poster");
        assertThat(refusal(here + "?poster=000000000000", fine)).isEqualTo("poster unknown-value");
        assertThat(Client.json(chantier.api().get(here)).size()).isZero();

        var kept =
                Client.json(chantier.api().upload(here + "?poster=" + poster + "&label=La%20mer", fine, "text/html"));
        assertThat(kept.get("contentType").asString()).isEqualTo("video/mp4");
        assertThat(kept.get("seconds").asInt()).isEqualTo(5);
        var other = chantier.api()
                .put(here + "/" + kept.get("id").asString(), Map.of("label", "Le port", "poster", poster));
        assertThat(Client.json(other).get("label").asString()).isEqualTo("Le port");
        assertThat(chantier.api()
                        .put(here + "/000000000000", Map.of("poster", poster))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_video_goes_from_the_form_to_the_page_plays_for_those_who_want_it_and_can_be_stopped() throws Exception {
        var slug = "film-au-port";
        chantier.create(Map.of(
                "name", "Le Port",
                "slug", slug,
                "language", "fr",
                "goal", "LIVE",
                "wishes",
                        Map.of(
                                "business",
                                Map.of(
                                        "trade",
                                        "Restaurant",
                                        "contact",
                                        Map.of("phones", List.of("02 97 55 44 33"))))));
        chantier.awaitState(slug, "LIVE");
        try (var browser = Browser.start()) {
            var recorded = recorded(browser);
            for (var look : List.of(Look.PHONE, new Look(1280, 900, "en", false))) send(browser, look, slug, recorded);
            var video = Client.json(chantier.api().get("/api/sites/" + slug + "/videos"));
            assertThat(video.size()).as("the same bytes are the same video").isOne();
            var id = video.get(0).get("id").asString();
            var stranger = Client.of(environment).get("/sites/" + slug + "/videos/" + id);
            assertThat(stranger.statusCode()).as("nobody who is not signed in").isNotEqualTo(200);
            var member = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
            var part = member.with("Range", "bytes=0-3").get("/sites/" + slug + "/videos/" + id);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSizeLessThanOrEqualTo(4);
            choose(slug, id);

            var page = chantier.visit(slug, "/");
            var address = VIDEO.matcher(page);
            assertThat(address.find()).as(page).isTrue();
            assertServedInParts(slug, address.group(), recorded);
            assertExported(slug, address.group(), recorded);
            watched(browser, slug);
            assertThat(browser.complaints()).isEmpty();
        }

        choose(slug, "000000000000");
        var findings = chantier.order(slug, "deploy");
        assertThat(findings.at("/failure/code").asString()).isEqualTo("gate-closed");
        assertThat(chantier.api().get("/api/sites/" + slug + "/findings").body())
                .contains("video-unknown");
    }

    /** Through the form of the dashboard, with a poster of one's own. */
    private void send(Browser browser, Look look, String slug, byte[] recorded) throws Exception {
        var page = browser.open(dashboard("").toString(), look);
        page.navigate("/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", Client.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        page.navigate("/sites/" + slug + "/pictures");
        page.setInputFiles("#file", file("port.webm", "video/webm", recorded));
        page.fill("#label", "Des bateaux qui rentrent au port");
        page.locator("#videos button").last().click();
        assertThat(page.locator("#videos .field-wrong").textContent()).isNotBlank();
        picture(page, look, "video-no-poster");
        page.setInputFiles("#file", file("port.webm", "video/webm", recorded));
        page.setInputFiles("input[name=picture]", file("port.png", "image/png", png(Color.WHITE)));
        page.locator("#videos button").last().click();
        page.locator("#videos video").waitFor();
        picture(page, look, "video-tab");
        var isSeekable = page.evaluate("""
                () => new Promise(done => {
                  const video = document.querySelector('#videos video');
                  video.preload = 'auto';
                  video.addEventListener('canplay', () => done(video.videoWidth > 0));
                  video.addEventListener('error', () => done(false));
                  video.load();
                })""");
        assertThat(isSeekable).isEqualTo(true);
        page.navigate("/sites/" + slug + "/edit");
        page.locator("[name$='/video']")
                .first()
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        page.locator("fieldset:has([name$='/video']) summary").first().click();
        picture(page, look, "video-choose");
        page.context().close();
    }

    private static com.microsoft.playwright.options.FilePayload file(String name, String type, byte[] bytes) {
        return new com.microsoft.playwright.options.FilePayload(name, type, bytes);
    }

    private void assertServedInParts(String slug, String path, byte[] whole) throws Exception {
        var preview = URI.create(chantier.site(slug).get("previewUrl").asString());
        for (var host : List.of(slug + ".localhost", preview.getHost())) {
            var part = visit(host, path, "bytes=10-19");
            assertThat(part)
                    .as(host)
                    .startsWith("HTTP/1.1 206")
                    .endsWith("\r\n\r\n" + latin(Arrays.copyOfRange(whole, 10, 20)))
                    .containsIgnoringCase("Content-Range: bytes 10-19/" + whole.length)
                    .containsIgnoringCase("Content-Type: video/webm")
                    .containsIgnoringCase("X-Content-Type-Options: nosniff");
            assertThat(visit(host, path, "bytes=" + whole.length + "-")).startsWith("HTTP/1.1 416");
            assertThat(visit(host, path, "bytes=-1"))
                    .endsWith("\r\n\r\n" + latin(new byte[] {whole[whole.length - 1]}));
        }
    }

    private void assertExported(String slug, String path, byte[] whole) throws Exception {
        var files = new TreeMap<String, byte[]>();
        var archive = chantier.api().download("/api/sites/" + slug + "/export").body();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
                files.put(entry.getName().replaceFirst("^[^/]+/", ""), tar.readAllBytes());
        }
        assertThat(files).containsKey("data/videos.json");
        assertThat(files.get("public" + path)).isEqualTo(whole);
    }

    /** By somebody on a desktop, by somebody who asked for less motion, and on a telephone. */
    private void watched(Browser browser, String slug) throws Exception {
        var site = "http://" + slug + ".localhost:" + edge.address().getPort();
        var page = browser.open(site, new Look(1280, 900, "fr", false));
        page.navigate("/");
        page.waitForCondition(() -> time(page) > 0);
        picture(page, new Look(1280, 900, "fr", false), "video-page");
        assertThat(new Axe().violations(page)).isEmpty();
        page.getByLabel("Arrêter la vidéo").check();
        assertThat(page.locator(".hero__video").isVisible()).isFalse();
        assertThat(page.locator(".hero__ground img").isVisible()).isTrue();

        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        for (var look : List.of(new Look(1280, 900, "fr", false, false), new Look(390, 844, "fr", false, false))) {
            var still = browser.open(site, look);
            if (look.width() > 1000)
                still.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            var asked = new java.util.ArrayList<String>();
            still.onRequest(request -> asked.add(request.url()));
            still.navigate("/");
            still.waitForTimeout(500);
            assertThat(asked).as("nothing is loaded").noneMatch(one -> one.contains("/_video/"));
            assertThat(still.locator(".hero__video").isVisible()).isFalse();
            assertThat(still.getByLabel("Arrêter la vidéo").isVisible()).isFalse();
            picture(still, look, "video-still");
            still.context().close();
        }
        page.context().close();
    }

    private static double time(Page page) {
        return ((Number) page.evaluate("document.querySelector('.hero__video').currentTime")).doubleValue();
    }

    private static void picture(Page page, Look look, String name) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of " + page.url())
                .isLessThanOrEqualTo(look.width());
        if (FOLDER.isEmpty()) return;
        page.waitForTimeout(500);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(!name.equals("video-page"))
                .setPath(Path.of(FOLDER, "stories", name + "-" + look.width() + "-" + look.language() + ".png")));
    }

    /** What a browser records: a real video of a second and a half. */
    private static byte[] recorded(Browser browser) {
        var page = browser.open("about:blank", Look.DESKTOP);
        var text = page.evaluate("""
                () => new Promise(done => {
                  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
                  const pen = canvas.getContext('2d');
                  let n = 0;
                  const paint = setInterval(() => {
                    pen.fillStyle = '#eef'; pen.fillRect(0, 0, 640, 360);
                    pen.fillStyle = '#27c'; pen.fillRect(n++ * 12 % 640, 120, 90, 90);
                  }, 40);
                  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
                  const parts = [];
                  recorder.ondataavailable = event => parts.push(event.data);
                  recorder.onstop = async () => {
                    clearInterval(paint);
                    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
                    let text = '';
                    for (const one of bytes) text += String.fromCharCode(one);
                    done(btoa(text));
                  };
                  recorder.start();
                  setTimeout(() => recorder.stop(), 1500);
                })""");
        page.context().close();
        return Base64.getDecoder().decode(String.valueOf(text));
    }

    private String poster(String slug) throws Exception {
        var sent = chantier.api().upload("/api/sites/" + slug + "/pictures", png(Color.BLUE), "image/png");
        return Client.json(sent).get("id").asString();
    }

    private static byte[] png(Color colour) throws Exception {
        var image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 1280, 720);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** Puts the video behind the opening words, as a program does, and has it online. */
    private void choose(String slug, String video) {
        var content = Client.json(chantier.api().get("/api/sites/" + slug + "/content"));
        var pages = content.has("pages") ? content.path("pages") : content.at("/content/pages");
        var sections = pages.path(0).path("sections");
        var hero = IntStream.range(0, sections.size())
                .filter(i -> sections.get(i).path("type").asString("").equals("hero"))
                .findFirst()
                .orElseThrow();
        var patch = "{\"/content/pages/0/sections/" + hero + "/video\":\"" + video + "\"}";
        var answer = chantier.api().send("PATCH", "/api/sites/" + slug + "/content", patch, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        if (!video.matches("0+"))
            assertThat(chantier.order(slug, "deploy").get("state").asString()).isEqualTo("SUCCEEDED");
    }

    private String refusal(String path, byte[] bytes) {
        var answer = chantier.api().upload(path, bytes, "video/mp4");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        var field = Client.json(answer).path("errors").path(0);
        return field.path("field").asString("") + " " + field.path("code").asString("");
    }

    private URI dashboard(String path) {
        return URI.create("http://localhost:" + environment.getProperty("local.server.port") + path);
    }

    /** As it comes over the wire, a byte a sign. */
    private String visit(String host, String path, String range) throws Exception {
        try (var socket = new Socket(edge.address().getHost(), edge.address().getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nRange: " + range
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return latin(socket.getInputStream().readAllBytes());
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
