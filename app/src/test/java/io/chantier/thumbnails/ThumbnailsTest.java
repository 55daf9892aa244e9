package io.chantier.thumbnails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.Deployments;
import io.chantier.identity.TeamFixture;
import io.chantier.rendering.Screenshots;
import io.chantier.sites.Site;
import io.chantier.storage.BlobUse;
import io.chantier.storage.Blobs;
import io.chantier.values.Digest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.test.context.TestPropertySource;

/** Pictures of sites by a real Chromium, in an application of their own, where no other test's sites lack one. */
@ChantierTest
@TestPropertySource(properties = "chantier.thumbnails.every=23h")
@ExtendWith(OutputCaptureExtension.class)
class ThumbnailsTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    PicturedSite sites;

    @Autowired
    Screenshots browser;

    @Autowired
    Photographer photographer;

    @Autowired
    ContactSheet sheets;

    @Autowired
    Deployments deployments;

    @Autowired
    Photographer.Content content;

    @Autowired
    ThumbnailRows rows;

    @Autowired
    Thumbnails thumbnails;

    @Autowired
    Blobs blobs;

    @Autowired
    List<BlobUse> uses;

    @Autowired
    ScheduledTaskHolder timers;

    private final Watch watch = new Watch();
    private TeamFixture.Person owner;
    private Client person;

    @BeforeEach
    void newTeam() {
        assumeThat(browser.isAvailable())
                .as("a Chromium and bubblewrap, without which there are no thumbnails")
                .isTrue();
        owner = people.stranger();
        person = people.browser(owner);
        for (int i = 0; i < 5 && isAnyLacking(); i++) photographer.round();
        assertThat(isAnyLacking()).isFalse();
    }

    @Test
    void a_picture_shows_the_first_page_with_its_style_and_pictures_and_runs_nothing() throws IOException {
        var site = site("Peinture Rouge");
        sites.show(
                site,
                Map.of(
                        "index.html",
                        utf8("""
                        <html><head><link rel="stylesheet" href="/assets/look.css"></head><body>
                        <img src="/_img/blue.png" width="1280" height="400" loading="lazy">
                        <script>document.body.style.background = 'lime'</script></body></html>"""),
                        "assets/look.css",
                        utf8("body { margin: 0; background: rgb(200, 0, 0) } img { display: block }"),
                        "_img/blue.png",
                        png(new Color(0, 0, 200))));

        photographer.round();

        var picture = pictureOf(site);
        assertThat(picture.getWidth()).isEqualTo(640);
        assertThat(picture.getHeight()).isEqualTo(400);
        assertThat(colour(picture, 320, 100)).isEqualTo("blue");
        assertThat(colour(picture, 320, 300)).isEqualTo("red");
        assertThat(thumbnails.file(site).orElseThrow().jpeg().length).isLessThan(60_000);
    }

    @Test
    void the_list_and_the_overview_show_it_as_a_lazy_picture_with_its_size() {
        var site = site("Boulangerie Vue");
        sites.show(site, coloured("red"));
        assertThat(cards().select(".thumb iframe[loading=lazy]")).hasSize(1);

        photographer.round();

        for (var page : List.of(cards(), Jsoup.parse(person.get("/sites").body()))) {
            var picture = page.selectFirst(".thumb img");
            assertThat(picture.attr("src")).startsWith("/sites/" + site.slug() + "/thumbnail/");
            assertThat(picture.attr("loading")).isEqualTo("lazy");
            assertThat(picture.attr("width") + "x" + picture.attr("height")).isEqualTo("640x400");
            assertThat(picture.hasAttr("alt")).isTrue();
            assertThat(page.select(".thumb iframe")).isEmpty();
        }
        assertThat(Jsoup.parse(person.get("/").body()).select("img.site-tile")).hasSize(1);
    }

    @Test
    void a_browser_keeps_a_picture_for_good_and_only_members_of_the_team_get_it() {
        var site = site("Garage Gardé");
        sites.show(site, coloured("red"));
        photographer.round();
        var path = cards().selectFirst(".thumb img").attr("src");

        var answer = person.download(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                .contains("private", "immutable", "max-age=31536000");
        var again = people.browser(owner)
                .with("If-None-Match", answer.headers().firstValue("ETag").orElseThrow())
                .get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(people.browser(people.stranger()).get(path).statusCode()).isEqualTo(404);
        assertThat(Client.of(environment).get(path).statusCode()).isEqualTo(302);
    }

    @Test
    void each_of_many_sites_gets_its_own_picture_twelve_with_one_browser() {
        var colours = List.of("red", "green", "blue");
        var many = IntStream.range(0, 29).mapToObj(i -> site("Nombreux " + i)).toList();
        for (int i = 0; i < many.size(); i++) sites.show(many.get(i), coloured(colours.get(i % 3)));

        photographer.round();
        assertThat(many.stream().filter(site -> thumbnails.file(site).isPresent()))
                .hasSize(12);
        photographer.round();
        photographer.round();

        for (int i = 0; i < many.size(); i++)
            assertThat(colour(pictureOf(many.get(i)), 300, 200))
                    .as(many.get(i).name())
                    .isEqualTo(colours.get(i % 3));
    }

    @Test
    void a_changed_site_shows_its_old_picture_until_the_new_one_is_there() {
        var site = site("Fleuriste Changeant");
        sites.show(site, coloured("red"));
        var patient = photographer(browser);
        patient.round();
        var before = cards().selectFirst(".thumb img").attr("src");

        sites.show(site, coloured("green"));
        patient.round();
        assertThat(cards().selectFirst(".thumb img").attr("src")).isEqualTo(before);
        watch.pass(Duration.ofMinutes(2));
        patient.round();

        assertThat(cards().selectFirst(".thumb img").attr("src")).isNotEqualTo(before);
        assertThat(colour(pictureOf(site), 300, 200)).isEqualTo("green");
        var old = person.download(before);
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(old.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
    }

    @Test
    void a_picture_that_nobody_replaces_gives_way_to_the_frame() {
        var site = site("Coiffeur Oublié");
        sites.show(site, coloured("red"));
        photographer.round();
        sites.show(site, coloured("blue"));
        var ids = List.of(site.id());
        var later = new Thumbnails(rows, deployments, blobs, new ThumbnailSettings(true, Duration.ofDays(1)), watch);
        assertThat(later.of(site.team(), ids)).hasSize(1);

        watch.pass(Duration.ofMinutes(31));

        assertThat(later.of(site.team(), ids)).isEmpty();
    }

    @Test
    void an_empty_an_archived_and_a_deleted_site_have_none() {
        var empty = site("Rien du Tout");
        var archived = site("Rangé");
        var deleted = site("Effacé");
        sites.show(archived, coloured("red"));
        sites.show(deleted, "<h1>Nobody else has this picture</h1>");
        var api = people.program(owner);
        api.post("/api/sites/" + archived.slug() + "/archive", Map.of());

        photographer.round();

        assertThat(thumbnails.file(empty)).isEmpty();
        assertThat(thumbnails.file(archived)).isEmpty();
        var name = thumbnails.file(deleted).orElseThrow().name();
        assertThat(needed()).contains(name);
        api.post("/api/sites/" + deleted.slug() + "/archive", Map.of());
        assertThat(api.delete("/api/sites/" + deleted.slug()).statusCode()).isEqualTo(204);
        assertThat(thumbnails.file(deleted)).isEmpty();
        assertThat(needed()).doesNotContain(name);
    }

    @Test
    void a_browser_that_dies_leaves_the_frames_is_named_once_and_is_tried_again_later(CapturedOutput log) {
        var site = site("Plombier Mortel");
        sites.show(site, coloured("red"));
        var patient = photographer(browser);

        roundWhile(patient, ProcessHandle::destroyForcibly);
        patient.round();
        assertThat(cards().select(".thumb iframe")).hasSize(1);
        watch.pass(Duration.ofMinutes(2));
        roundWhile(patient, ProcessHandle::destroyForcibly);

        assertThat(log.getOut().split("No thumbnails are taken for now", -1)).hasSize(2);
        assertThat(log.getOut()).contains("chromium and bwrap", "CHANTIER_THUMBNAILS_ENABLED=false");
        watch.pass(Duration.ofMinutes(3));
        patient.round();
        assertThat(colour(pictureOf(site), 300, 200)).isEqualTo("red");
        assertThat(log.getOut()).contains("Thumbnails are taken again");
    }

    @Test
    void a_browser_that_hangs_is_ended_in_time_with_all_its_processes() {
        var site = site("Notaire Figé");
        sites.show(site, coloured("red"));
        var begun = System.nanoTime();

        roundWhile(photographer(new Screenshots(Duration.ofMillis(500))), ThumbnailsTest::freeze);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(thumbnails.file(site)).isEmpty();
        assertThat(browsers()).isEmpty();
    }

    @Test
    void a_page_that_no_browser_can_draw_in_time_takes_the_others_nothing(CapturedOutput log) {
        var heavy = site("Interminable");
        var light = site("Facile");
        sites.show(heavy, endless());
        sites.show(light, coloured("blue"));
        var hasty = photographer(new Screenshots(Duration.ofSeconds(2)));

        hasty.round();

        assertThat(colour(pictureOf(light), 300, 200)).isEqualTo("blue");
        assertThat(thumbnails.file(heavy)).isEmpty();
        hasty.round();
        assertThat(log.getOut().split("No thumbnail of site " + heavy.id(), -1)).hasSize(2);
        sites.show(heavy, coloured("green"));
        hasty.round();
        assertThat(colour(pictureOf(heavy), 300, 200)).isEqualTo("green");
    }

    @Test
    void a_person_who_wants_a_picture_does_not_wait_for_one_that_nobody_waits_for(CapturedOutput log) {
        var site = site("Cédant");
        sites.show(site, endless());
        var round = CompletableFuture.runAsync(photographer::round);
        await().until(() -> !browsers().isEmpty());

        var begun = System.nanoTime();
        assertThat(browser.png("<h1>A card</h1>", 640, 400)).isPresent();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        round.join();
        assertThat(log.getOut()).doesNotContain("No thumbnail");
        assertThat(isAnyLacking()).isTrue();
        sites.show(site, coloured("red"));
    }

    @Test
    void two_replicas_share_the_work_and_a_killed_one_s_part_is_done_later() {
        sites.show(site("Partagé un"), coloured("red"));
        sites.show(site("Partagé deux"), coloured("red"));
        var now = watch.instant();
        var lacking = rows.lacking(deployments.shownOfAllTeams(), now);

        var mine = rows.claim(lacking.subList(0, 1), now, now.plusSeconds(600));
        var theirs = rows.claim(lacking, now, now.plusSeconds(600));

        assertThat(mine).containsExactly(lacking.get(0));
        assertThat(theirs).containsExactly(lacking.get(1));
        assertThat(rows.lacking(deployments.shownOfAllTeams(), now)).isEmpty();
        var afterTheKill = now.plusSeconds(601);
        assertThat(rows.lacking(deployments.shownOfAllTeams(), afterTheKill)).hasSize(2);
        assertThat(rows.claim(lacking, afterTheKill, now)).hasSize(2);
    }

    @Test
    void switched_off_nothing_is_shown_and_switched_on_a_timer_goes_round() {
        var site = site("Débranché");
        sites.show(site, coloured("red"));
        photographer.round();
        var off = new Thumbnails(rows, deployments, blobs, new ThumbnailSettings(false, Duration.ofDays(1)), watch);

        assertThat(off.of(site.team(), List.of(site.id()))).isEmpty();
        assertThat(timers.getScheduledTasks())
                .anyMatch(timer -> timer.toString().contains("ThumbnailRounds.round"));
    }

    private boolean isAnyLacking() {
        return !rows.lacking(deployments.shownOfAllTeams(), watch.instant()).isEmpty();
    }

    private Site site(String name) {
        return sites.draft(owner.team(), name);
    }

    private Photographer photographer(Screenshots with) {
        return new Photographer(with, sheets, deployments, content, rows, watch);
    }

    private Document cards() {
        return Jsoup.parse(person.get("/sites?view=cards").body());
    }

    private HashSet<Digest> needed() {
        var needed = new HashSet<Digest>();
        uses.forEach(use -> use.names(needed::add));
        return needed;
    }

    /** Does this to every process of every browser that is started during one round. */
    private static void roundWhile(Photographer photographer, Consumer<ProcessHandle> blow) {
        var round = CompletableFuture.runAsync(photographer::round);
        while (!round.isDone()) browsers().forEach(blow);
        round.join();
    }

    /** Those that take pictures, not those with which other tests look at pages. */
    private static List<ProcessHandle> browsers() {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> isCalled("/chrom", one))
                .filter(one -> Stream.iterate(
                                one.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                        .anyMatch(parent -> isCalled("bwrap", parent.orElseThrow())))
                .toList();
    }

    private static boolean isCalled(String name, ProcessHandle process) {
        return process.info().command().orElse("").contains(name);
    }

    private static void freeze(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BufferedImage pictureOf(Site site) {
        try {
            return ImageIO.read(
                    new ByteArrayInputStream(thumbnails.file(site).orElseThrow().jpeg()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String colour(BufferedImage picture, int x, int y) {
        var colour = new Color(picture.getRGB(x, y));
        if (colour.getRed() > 150 && colour.getGreen() < 60 && colour.getBlue() < 60) return "red";
        if (colour.getGreen() > 100 && colour.getRed() < 60 && colour.getBlue() < 60) return "green";
        if (colour.getBlue() > 150 && colour.getRed() < 60 && colour.getGreen() < 60) return "blue";
        return colour.toString();
    }

    private static String coloured(String colour) {
        return "<!doctype html><html><body style=\"background: " + colour + "\"></body></html>";
    }

    /** Noise that takes a processor minutes, and little memory. */
    private static String endless() {
        var noise = "<feTurbulence type=\"fractalNoise\" baseFrequency=\"0.9\" numOctaves=\"255\"/>";
        return "<svg width=\"1280\" height=\"800\"><filter id=\"n\">" + noise + "</filter>"
                + "<rect width=\"1280\" height=\"800\" filter=\"url(#n)\"/>".repeat(5000) + "</svg>";
    }

    private static byte[] png(Color colour) throws IOException {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) image.setRGB(i % 8, i / 8, colour.getRGB());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Goes with the others until somebody moves it on. */
    private static final class Watch extends Clock {

        private Duration ahead = Duration.ZERO;

        void pass(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public java.time.Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
