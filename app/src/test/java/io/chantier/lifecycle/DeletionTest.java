package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import io.chantier.storage.BlobSweep;
import io.chantier.storage.Blobs;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Deleting deletes: nothing of a site is left in any table, folder or blob, and nothing of another one is gone. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class DeletionTest {

    private static final String GONE = "unverwechselbar-weg";
    private static final String STAYS = "unverwechselbar-da";

    /** The history is append-only: who deleted what stays known. */
    private static final String HISTORY = "audit_event";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    JdbcClient database;

    @Autowired
    Blobs blobs;

    @Autowired
    Releases releases;

    @Autowired
    BlobSweep sweep;

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

    @Test
    void a_deleted_site_leaves_nothing_and_what_it_shared_with_another_one_stays() throws Exception {
        var own = picture(Color.RED);
        var shared = picture(Color.BLUE);
        online(GONE, own, shared);
        online(STAYS, shared);
        var id = idOf(GONE);
        giveNames(GONE);
        var jobs = database.sql("select id::text from job where subject = ?")
                .param(id)
                .query(String.class)
                .list();
        var published = new Digest(database.sql("select release from storage_pointer where site_id = ?::uuid")
                .param(id)
                .query(String.class)
                .single());
        var folder = folder("clients").resolve(GONE);
        assertThat(folder).isDirectory();
        assertThat(tablesThatName(id))
                .contains(
                        "site",
                        "site_revision",
                        "reading_source",
                        "reading_fact",
                        "storage_media",
                        "storage_release",
                        "storage_pointer",
                        "storage_publication",
                        "site_domain",
                        "deployment_site",
                        "deployment_preview",
                        "job",
                        "letter");
        assertThat(jobs)
                .isNotEmpty()
                .allSatisfy(job -> assertThat(tablesThatName(job)).contains("job", "job_step", "job_log"));

        chantier.api().post("/api/sites/" + GONE + "/archive", Map.of());
        assertThat(chantier.api().delete("/api/sites/" + GONE).statusCode()).isEqualTo(204);

        assertThat(tablesThatName(id)).containsOnly(HISTORY);
        assertThat(tablesThatName(GONE)).containsOnly(HISTORY);
        assertThat(jobs).allSatisfy(job -> assertThat(tablesThatName(job)).isSubsetOf(HISTORY));
        assertThat(tablesThatName(Digest.of(own).value())).isEmpty();
        assertThat(tablesThatName(Digest.of(shared).value())).contains("storage_media", "rendering_picture");
        assertThat(folder).doesNotExist();

        assertThat(sweep.sweep().blobs())
                .as("what was just written is not swept")
                .isZero();
        letTwoDaysPass();
        var notNamedYet = blobs.put("written just now".getBytes(StandardCharsets.UTF_8));
        assertThat(sweep.sweep().blobs()).isPositive();
        assertThat(blobs.has(notNamedYet)).isTrue();
        assertThat(blobs.has(Digest.of(own))).isFalse();
        assertThat(blobs.has(published)).isFalse();
        assertThat(blobs.has(Digest.of(shared))).isTrue();
        assertThatAllOf(STAYS);
        assertThat(sweep.sweep()).isEqualTo(new BlobSweep.Swept(0, 0));
    }

    @Test
    void a_site_is_not_deleted_while_its_job_still_works() {
        var silent = new OldSite();
        silent.on("/", exchange -> {
            try {
                Thread.sleep(Duration.ofSeconds(4));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            OldSite.send(exchange, 200, "text/html", new byte[0]);
        });
        try (silent) {
            var made = chantier.create(Map.of("sourceUrl", silent.address(), "slug", "still-read", "goal", "LIVE"));
            var job = made.get("job").asString();
            await().until(() -> chantier.job(job).get("state").asString().equals("RUNNING"));
            await().until(() ->
                    chantier.site("still-read").get("state").asString().equals("GENERATING"));
            chantier.api().post("/api/sites/still-read/archive", Map.of());

            var refused = chantier.api().delete("/api/sites/still-read");

            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(Client.json(refused).get("code").asString()).isEqualTo("site-busy");
            chantier.finished(job);
            assertThat(chantier.api().delete("/api/sites/still-read").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void what_a_failed_job_wrote_is_there_for_its_retry_however_late_that_comes() throws Exception {
        chantier.create(Map.of("sourceUrl", old.address(), "slug", "failed-long-ago"));
        var job = chantier.order("failed-long-ago", "generate").get("id").asString();
        var written =
                new Digest(database.sql("select result from job_step where name = 'write-content' and job_id = ?::uuid")
                        .param(job)
                        .query(String.class)
                        .single());
        set(job, "FAILED");
        letTwoDaysPass();
        sweep.sweep();
        assertThat(blobs.has(written)).isTrue();
        set(job, "SUCCEEDED");
        sweep.sweep();
        assertThat(blobs.has(written)).isFalse();
    }

    /** Names of the customer's own; nothing that follows from them is at work any more. */
    private void giveNames(String slug) {
        var name = "d" + UUID.randomUUID().toString().substring(0, 13) + ".org";
        var added = chantier.api().post("/api/sites/" + slug + "/domains", Map.of("name", name));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(database.sql("""
                                select count(*) from job where subject like ?
                                    and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                                """)
                                .param("%" + idOf(slug))
                                .query(Integer.class)
                                .single())
                        .isZero());
    }

    private void set(String job, String state) {
        database.sql("update job set state = ? where id = ?::uuid")
                .params(state, job)
                .update();
    }

    private void online(String slug, byte[]... pictures) {
        chantier.create(Map.of("sourceUrl", old.address(), "slug", slug));
        for (var picture : pictures) {
            var sent = chantier.api().upload("/api/sites/" + slug + "/pictures", picture, "image/png");
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        }
        for (var verb : List.of("generate", "deploy")) {
            var job = chantier.order(slug, verb);
            assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        }
    }

    private void assertThatAllOf(String slug) {
        assertThat(chantier.visit(slug, "/")).startsWith("HTTP/1.1 200");
        var all = database.sql("select digest from storage_release where site_id = ?::uuid")
                .param(idOf(slug))
                .query(String.class)
                .list();
        assertThat(all)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(releases.find(new Digest(name))
                                .orElseThrow()
                                .files()
                                .values())
                        .allMatch(file -> blobs.has(file.blob())));
        assertThat(database.sql("select bundle from site_revision where site_id = ?::uuid")
                        .param(idOf(slug))
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(bundle -> blobs.has(new Digest(bundle)));
    }

    private String idOf(String slug) {
        return database.sql("select id::text from site where slug = ?")
                .param(slug)
                .query(String.class)
                .single();
    }

    /** Every table in which a row has these words in any of its columns. */
    private TreeSet<String> tablesThatName(String words) {
        var tables = database.sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list();
        var found = new TreeSet<String>();
        for (var table : tables) {
            var rows = database.sql("select count(*) from \"" + table + "\" row where row::text like ?")
                    .param("%" + words + "%")
                    .query(Long.class)
                    .single();
            if (rows > 0) found.add(table);
        }
        return found;
    }

    private void letTwoDaysPass() throws IOException {
        var then = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        try (var files = Files.walk(folder("storage"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.setLastModifiedTime(file, then);
        }
    }

    private Path folder(String name) {
        return Path.of(environment.getRequiredProperty("chantier.data")).resolve(name);
    }

    private static byte[] picture(Color colour) throws IOException {
        var image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 900, 600);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
