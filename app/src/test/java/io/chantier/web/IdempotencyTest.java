package io.chantier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a program that sends a key with its request may rely on, whatever its size and whatever dies when. */
@ChantierTest
class IdempotencyTest {

    private static final int TEN_MEGABYTES = 10 << 20;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    private final String key = UUID.randomUUID().toString();
    private Client client;

    @BeforeEach
    void connect() {
        client = Client.ofAdmin(environment);
    }

    @AfterEach
    void letAnswersBeKept() {
        database.sql("drop trigger if exists killed on idempotency_key").update();
    }

    @Test
    void a_picture_of_ten_megabytes_is_taken_once_and_its_key_gets_the_first_answer() throws IOException {
        var slug = "large-" + UUID.randomUUID();
        client.post("/api/sites", Map.of("slug", slug, "sourceUrl", "http://old.example/"));
        var here = "/api/sites/" + slug + "/pictures";
        var picture = noise(1);
        assertThat(picture.length).isGreaterThan(TEN_MEGABYTES);
        client.with("Idempotency-Key", key);

        var first = client.upload(here, picture, "image/png");
        var second = client.upload(here, picture, "image/png");
        var other = client.upload(here, noise(2), "image/png");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(Client.json(other).get("code").asString()).isEqualTo("idempotency-key-reused");
        assertThat(Client.json(client.get(here)).size()).isEqualTo(1);
        var id = Client.json(first).get("id").asString();
        assertThat(database.sql("select width from storage_media where id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2000);
        await().untilAsserted(() -> assertThat(bodiesLeftBehind()).isEmpty());
    }

    @Test
    void more_than_any_picture_may_be_is_refused_also_with_a_key() throws IOException {
        var slug = "too-large-" + UUID.randomUUID();
        client.post("/api/sites", Map.of("slug", slug, "sourceUrl", "http://old.example/"));
        client.with("Idempotency-Key", key);
        var answer = client.upload("/api/sites/" + slug + "/pictures", new byte[22 << 20], "image/png");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("too-large");
        await().untilAsserted(() -> assertThat(bodiesLeftBehind()).isEmpty());
    }

    @Test
    void what_dies_between_the_site_and_the_memory_of_its_key_leaves_no_site_and_the_retry_makes_one() {
        var name = "Between " + UUID.randomUUID();
        var wanted = Map.of("name", name, "sourceUrl", "http://old.example/", "goal", "GENERATED");
        client.with("Idempotency-Key", key);
        dieBeforeTheAnswerIsKept();

        var died = client.post("/api/sites", wanted);

        assertThat(died.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(sitesNamed(name)).isZero();
        letAnswersBeKept();
        var again = client.post("/api/sites", wanted);
        var replayed = client.post("/api/sites", wanted);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(replayed.body()).isEqualTo(again.body());
        assertThat(sitesNamed(name)).isEqualTo(1);
        assertThat(database.sql("select count(*) from job where subject = (select id::text from site where name = ?)")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void who_is_so_late_that_its_key_was_taken_and_answered_again_makes_nothing() throws Exception {
        var name = "Late " + UUID.randomUUID();
        var wanted = Map.of("name", name, "sourceUrl", "http://old.example/");
        client.with("Idempotency-Key", key);
        answerElsewhereWhileTheSiteIsMade();

        var late = client.post("/api/sites", wanted);

        assertThat(late.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(sitesNamed(name)).isZero();
    }

    /** The row of the key cannot be written: for the app the same as a kill at that moment, for the test repeatable. */
    private void dieBeforeTheAnswerIsKept() {
        onUpdate("raise exception 'killed'");
    }

    /** The update finds no row, as when another replica has taken the key for abandoned. */
    private void answerElsewhereWhileTheSiteIsMade() {
        onUpdate("return null");
    }

    private void onUpdate(String body) {
        database.sql("create or replace function killed() returns trigger language plpgsql as $$ begin " + body
                        + "; end $$")
                .update();
        database.sql("create trigger killed before update on idempotency_key for each row when (new.key = '" + key
                        + "') execute function killed()")
                .update();
    }

    private long sitesNamed(String name) {
        return database.sql("select count(*) from site where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private static List<Path> bodiesLeftBehind() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("chantier-request-"))
                    .toList();
        }
    }

    /** A picture that cannot be made smaller. */
    private static byte[] noise(long seed) throws IOException {
        var random = new Random(seed);
        var image = new BufferedImage(2000, 1800, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) image.setRGB(x, y, random.nextInt(1 << 24));
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
