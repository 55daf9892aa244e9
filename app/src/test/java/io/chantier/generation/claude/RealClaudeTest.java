package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.values.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program from npm, talking to the messages API on loopback. */
class RealClaudeTest {

    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"]}";
    private static final String KEY = "sk-ant-test-0123456789";

    @TempDir
    Path folder;

    private final MessagesStub api = new MessagesStub((_, _) -> MessagesStub.says("nothing"));
    private final List<Event> heard = new ArrayList<>();
    private final AtomicBoolean unwanted = new AtomicBoolean();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void an_answer_without_tools_is_one_request_and_leaves_nothing_behind() throws Exception {
        api.model((_, _) ->
                MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("title", "Boulangerie")));

        var result = claude().run(question("Écris le titre."), ear(), bill());

        assertThat(result.ending()).isInstanceOf(Ending.Answered.class);
        assertThat(((Ending.Answered) result.ending()).answer().path("title").asString())
                .isEqualTo("Boulangerie");
        assertThat(api.requests()).hasSize(1);
        var request = api.requests().getFirst();
        assertThat(request.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString("")))
                .contains("StructuredOutput")
                .isSubsetOf("StructuredOutput", "DeferredToolPlaceholder");
        assertThat(request.path("model").asString()).isEqualTo("claude-haiku-5-5");
        assertThat(request.toString()).contains("Écris le titre.", "You write titles.");
        // What the program adds of its own costs money in each step: see CostOfASiteTest.
        assertThat(request.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(Sizes.AROUND_AN_ANSWER);
        assertThat(result.ending().spent().output()).isPositive();
        assertThat(result.ending().spent().microUsd()).isPositive();
        assertThat(rooms()).isEmptyDirectory();
    }

    @Test
    void the_program_sees_nothing_of_our_environment_and_the_key_goes_only_to_the_endpoint() throws Exception {
        api.model((_, _) ->
                MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("title", "x")));

        claude().run(question("x"), ear(), bill());

        assertThat(api.keys()).containsOnly(KEY);
        assertThat(api.requests().toString()).doesNotContain(KEY, System.getProperty("user.dir"));
    }

    @Test
    void a_refused_key_is_known_at_the_first_refusal() throws Exception {
        api.model((_, _) -> new MessagesStub.Reply.Refused(401, "authentication_error", "invalid x-api-key"));
        var begin = Instant.now();

        var result = claude().run(question("x"), ear(), bill());

        assertThat(trouble(result)).isEqualTo(Trouble.BAD_KEY);
        // The program alone would take 175 s.
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(api.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_busy_endpoint_is_asked_again() throws Exception {
        var asked = new ArrayList<Integer>();
        api.model((_, _) -> {
            asked.add(1);
            return asked.size() < 3
                    ? new MessagesStub.Reply.Refused(529, "overloaded_error", "Overloaded")
                    : MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("title", "at last"));
        });

        var result = claude().run(question("x"), ear(), bill());

        assertThat(result.ending()).isInstanceOf(Ending.Answered.class);
        assertThat(heard).filteredOn(Event.Retrying.class::isInstance).hasSize(2);
    }

    @Test
    void an_endpoint_that_stays_silent_is_given_up_in_time() throws Exception {
        api.model((_, _) -> new MessagesStub.Reply.Silence());
        var task = question("x");
        var limits = task.limits();
        var hasty = new Task(
                task.name(),
                task.model(),
                task.instructions(),
                task.input(),
                task.hands(),
                new Task.Limits(limits.microUsd(), limits.outputTokens(), limits.turns(), Duration.ofSeconds(4)));

        assertThat(trouble(claude().run(hasty, ear(), bill()))).isEqualTo(Trouble.TIMEOUT);
        assertThat(rooms()).isEmptyDirectory();
    }

    @Test
    void a_cancelled_run_is_gone_at_once() throws Exception {
        api.model((_, _) -> new MessagesStub.Reply.Silence());
        Thread.ofVirtual().start(() -> {
            await().until(() -> !api.requests().isEmpty());
            unwanted.set(true);
        });

        assertThat(claude().run(question("x"), ear(), bill()).ending()).isInstanceOf(Ending.Unwanted.class);
        assertThat(ProcessHandle.current().descendants().filter(RealClaudeTest::isClaude))
                .isEmpty();
    }

    @Test
    void a_program_that_somebody_kills_is_named_so() throws Exception {
        api.model((_, _) -> new MessagesStub.Reply.Silence());
        Thread.ofVirtual().start(() -> {
            await().until(() -> !api.requests().isEmpty());
            ProcessHandle.current()
                    .descendants()
                    .filter(RealClaudeTest::isClaude)
                    .forEach(ProcessHandle::destroyForcibly);
        });

        assertThat(trouble(claude().run(question("x"), ear(), bill()))).isEqualTo(Trouble.KILLED);
    }

    @Test
    void an_edit_changes_only_the_files_that_may_be_edited() throws Exception {
        api.model((turn, request) -> {
            var work = workIn(request.toString());
            return switch (turn) {
                case 0 ->
                    MessagesStub.content("tool_use", write(work + "/design-tokens.json", "{\"look\":\"horizon\"}"));
                default -> MessagesStub.says("Done.");
            };
        });

        var result = claude().run(edit(), ear(), bill());

        assertThat(result.ending()).isInstanceOf(Ending.Answered.class);
        assertThat(new String(result.files().get("design-tokens.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"look\":\"horizon\"}");
        assertThat(result.files().keySet()).containsExactly("design-tokens.json");
        assertThat(api.requests().getFirst().toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(Sizes.AROUND_AN_EDIT);
    }

    @Test
    void a_write_elsewhere_is_denied_and_nothing_of_the_run_is_taken() throws Exception {
        var outside = folder.resolve("outside.txt");
        api.model((turn, request) -> {
            var work = workIn(request.toString());
            return turn > 0
                    ? MessagesStub.says("Done.")
                    : MessagesStub.content(
                            "tool_use",
                            write(work + "/design-tokens.json", "{}"),
                            write(work + "/package.json", "{}"),
                            write(work + "/.claude/settings.json", "{}"),
                            write(outside.toString(), "x"),
                            write(work + "/../outside.txt", "x"));
        });

        var result = claude().run(edit(), ear(), bill());

        assertThat(trouble(result)).isEqualTo(Trouble.DENIED_WRITE);
        assertThat(result.files()).isEmpty();
        assertThat(outside).doesNotExist();
        assertThat(heard).filteredOn(Event.Denied.class::isInstance).isNotEmpty();
    }

    @Test
    void of_the_operators_login_only_the_credential_is_lent_and_a_renewed_one_comes_back() throws Exception {
        var home = Files.createDirectories(folder.resolve("operator/.claude"));
        var soon = Instant.now().plus(Duration.ofHours(3)).toEpochMilli();
        var login = home.resolve(".credentials.json");
        Files.writeString(login, """
                {"claudeAiOauth":{"accessToken":"sk-ant-oat-lent","refreshToken":"r","expiresAt":%d,
                 "scopes":["user:inference"],"subscriptionType":"max"}}""".formatted(soon));
        Files.writeString(home.resolve("settings.json"), "{\"env\":{\"ANTHROPIC_BASE_URL\":\"http://127.0.0.1:1\"}}");
        api.model((_, _) ->
                MessagesStub.answers(MessagesStub.JSON.createObjectNode().put("title", "x")));
        var signIns = new SignIns(settings(""), folder.resolve("operator"));

        assertThat(signIns.current())
                .isEqualTo(new SignIn.Login(login, Optional.of(Instant.ofEpochMilli(soon)), "max"));
        var result = claude("", signIns).run(question("x"), ear(), bill());

        assertThat(result.ending()).isInstanceOf(Ending.Answered.class);
        assertThat(api.keys()).containsOnly("Bearer sk-ant-oat-lent");

        var room = Files.createDirectories(folder.resolve("room"));
        Files.writeString(
                room.resolve(".credentials.json"),
                Files.readString(login).replace("lent", "renewed").replace("" + soon, "" + (soon + 1000)));
        signIns.takeBack(signIns.current(), room);
        assertThat(Files.readString(login)).contains("renewed");
        Files.writeString(
                room.resolve(".credentials.json"), "{\"claudeAiOauth\":{\"accessToken\":\"old\",\"expiresAt\":5}}");
        signIns.takeBack(signIns.current(), room);
        assertThat(Files.readString(login)).contains("renewed");
    }

    @Test
    void without_a_key_nothing_is_started() throws Exception {
        assertThat(trouble(claude("", new SignIns(settings(""), folder)).run(question("x"), ear(), bill())))
                .isEqualTo(Trouble.NO_KEY);
    }

    @Test
    void what_a_killed_chantier_left_is_ended_and_cleared_at_the_next_start() throws Exception {
        var left = Files.createDirectories(rooms().resolve("run123"));
        var orphan = new ProcessBuilder("sleep", "300").start();
        Files.writeString(
                left.resolve("pid"),
                orphan.pid() + " " + orphan.info().startInstant().orElseThrow());

        Files.createFile(left.resolve("lock"));
        var torn = Files.createDirectories(rooms().resolve("run124"));
        Files.createFile(torn.resolve("lock"));
        Files.createFile(torn.resolve("pid"));

        try (var living = Room.in(rooms())) {
            assertThat(Room.clear(rooms())).isEqualTo(2);
            assertThat(living.folder()).isDirectory();
        }

        assertThat(left).doesNotExist();
        assertThat(torn).doesNotExist();
        assertThat(orphan.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private Task question(String input) {
        return new Task(
                "content",
                "claude-haiku-5-5",
                "You write titles.",
                input,
                new Task.Hands.Answers(SCHEMA),
                new Task.Limits(400_000, 8_000, 4, Duration.ofSeconds(60)));
    }

    private static Task edit() {
        var files = new TreeMap<String, byte[]>();
        files.put("design-tokens.json", "{\"look\":\"atelier\"}".getBytes(StandardCharsets.UTF_8));
        files.put("data/content.json", "{}".getBytes(StandardCharsets.UTF_8));
        return new Task(
                "design",
                "claude-sonnet-5-5",
                "Adapt the design.",
                "Make it fit.",
                new Task.Hands.Edits(files, List.of("design-tokens.json")),
                new Task.Limits(400_000, 8_000, 8, Duration.ofSeconds(60)));
    }

    private static tools.jackson.databind.node.ObjectNode write(String path, String content) {
        return MessagesStub.use(
                "Write",
                MessagesStub.JSON.createObjectNode().put("file_path", path).put("content", content));
    }

    /** The folder of the run, which the program tells the model. */
    private static String workIn(String request) {
        var matcher =
                java.util.regex.Pattern.compile("(/[^\\s\"\\\\]*/run\\d+/work)").matcher(request);
        assertThat(matcher.find()).as(request).isTrue();
        return matcher.group(1);
    }

    private static boolean isClaude(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/claude");
    }

    private static Trouble trouble(Claude.Result result) {
        assertThat(result.ending()).isInstanceOf(Ending.Failed.class);
        return ((Ending.Failed) result.ending()).trouble();
    }

    private Path rooms() {
        return folder.resolve("rooms");
    }

    private Claude claude() {
        return claude(KEY, new SignIns(settings(KEY), folder));
    }

    private Claude claude(String key, SignIns signIns) {
        var settings = settings(key);
        return new Claude(
                settings,
                new Executable(settings, folder),
                signIns,
                rooms(),
                usage -> 2 * usage.read() + 10 * usage.output());
    }

    private ClaudeSettings settings(String key) {
        return new ClaudeSettings(
                Binary.real().toString(),
                new Secret(key),
                "",
                api.url(),
                4,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                "");
    }

    private static Claude.Bill bill() {
        return _ -> {};
    }

    private Ear ear() {
        return new Ear() {
            @Override
            public void hears(Event event) {
                heard.add(event);
            }

            @Override
            public boolean isUnwanted() {
                return unwanted.get();
            }
        };
    }
}
