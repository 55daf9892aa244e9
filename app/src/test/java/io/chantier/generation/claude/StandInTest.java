package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.values.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that stand in for Claude Code and keep to nothing: no limit, no folder, no end. */
class StandInTest {

    /** What a reply of 1,000 tokens costs here, in millionths of a US dollar. */
    private static final long REPLY = 10_000;

    private static final String REPLIES = """
            say() { printf '%s\\n' "$1"; }
            reply() {
              say '{"type":"stream_event","event":{"type":"message_start","message":{"id":"m'$1'","model":"claude-sonnet-5-5","usage":{"input_tokens":0,"output_tokens":1}}}}'
              say '{"type":"stream_event","event":{"type":"message_delta","delta":{},"usage":{"input_tokens":0,"output_tokens":1000}}}'
            }
            """;

    @TempDir
    Path folder;

    private Path marks;
    private final List<Spent> billed = new java.util.ArrayList<>();

    @BeforeEach
    void marks() throws IOException {
        marks = Files.createDirectories(folder.resolve("marks"));
    }

    @Test
    void a_program_that_never_ends_costs_at_most_the_limit_and_one_reply() throws Exception {
        var program = program(REPLIES + "i=0; while :; do i=$((i+1)); reply $i; sleep 0.02; done");

        var result = claude(program).run(task(REPLY * 5, new Task.Hands.Answers("{}")), ear(), bill());

        assertThat(trouble(result)).isEqualTo(Trouble.BUDGET);
        assertThat(result.ending().spent().isEstimated()).isTrue();
        assertThat(result.ending().spent().microUsd()).isBetween(REPLY * 5, REPLY * 6);
    }

    @Test
    void a_program_that_ignores_the_request_to_end_is_ended() throws Exception {
        var program = program("trap '' TERM INT; while :; do sleep 1; done");

        var result =
                claude(program).run(task(REPLY, new Task.Hands.Answers("{}"), Duration.ofSeconds(2)), ear(), bill());

        assertThat(trouble(result)).isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void a_line_without_an_end_is_cut_off() throws Exception {
        var program = program("while :; do printf '%8192s' x; done");

        assertThat(trouble(claude(program).run(task(REPLY, new Task.Hands.Answers("{}")), ear(), bill())))
                .isEqualTo(Trouble.INVALID_ANSWER);
    }

    @Test
    void what_is_no_json_is_passed_over() throws Exception {
        var program = program("""
                echo 'warning: not json'
                echo '{"type":"result","subtype":"success","is_error":false,"terminal_reason":"completed","permission_denials":[],"structured_output":{"title":"x"},"total_cost_usd":0.01,"modelUsage":{"claude-haiku-5-5":{"inputTokens":10,"outputTokens":5}}}'
                """);

        var result = claude(program).run(task(REPLY, new Task.Hands.Answers("{}")), ear(), bill());

        assertThat(result.ending()).isInstanceOf(Ending.Answered.class);
        assertThat(result.ending().spent().microUsd()).isEqualTo(10_000);
    }

    @Test
    void a_result_with_a_bad_exit_code_is_no_success() throws Exception {
        var program = program("""
                echo '{"type":"result","subtype":"success","is_error":false,"terminal_reason":"completed","permission_denials":[],"structured_output":{}}'
                exit 3
                """);

        assertThat(trouble(claude(program).run(task(REPLY, new Task.Hands.Answers("{}")), ear(), bill())))
                .isEqualTo(Trouble.KILLED);
    }

    /** It writes, reads and looks wherever it likes; behind the walls there is nothing of ours. */
    @Test
    void behind_the_walls_a_program_finds_nothing_and_leaves_nothing() throws Exception {
        assumeTrue(Walled.isPossible(), "bubblewrap is not installed: no walls to try");
        var secret = Files.writeString(folder.resolve("secret-of-chantier"), "canary-secret");
        var program = program("""
                for place in %1$s/rogue /etc/rogue /usr/rogue /root/rogue "$HOME/../../../rogue" /var/tmp/rogue; do
                  echo rogue > "$place" 2>/dev/null
                done
                ln -s %2$s design-tokens.json.link; rm -f design-tokens.json; ln -s %2$s design-tokens.json
                found=$(cat %2$s /etc/shadow /proc/1/environ /proc/*/environ 2>/dev/null | tr -d '\\0' | grep -c 'canary-secret\\|PATH_OF_CHANTIER')
                others=$(ls -d /proc/[0-9]* | wc -l)
                printf '{"type":"assistant","message":{"content":[{"type":"text","text":"found %%s others %%s env %%s"}]}}\\n' "$found" "$others" "$(env | cut -d= -f1 | sort | tr '\\n' ' ')"
                echo '{"type":"result","is_error":false,"terminal_reason":"completed","permission_denials":[],"result":"done"}'
                """.formatted(marks, secret));
        var files = new TreeMap<String, byte[]>();
        files.put("design-tokens.json", "{}".getBytes(StandardCharsets.UTF_8));
        var said = new java.util.ArrayList<String>();

        var result = claude(program)
                .run(
                        task(REPLY, new Task.Hands.Edits(files, List.of("design-tokens.json"))),
                        new Ear() {
                            @Override
                            public void hears(Event event) {
                                if (event instanceof Event.Said words) said.addAll(words.texts());
                            }

                            @Override
                            public boolean isUnwanted() {
                                return false;
                            }
                        },
                        bill());

        assertThat(marks).isEmptyDirectory();
        for (var place : List.of("/etc/rogue", "/usr/rogue", "/root/rogue", "/var/tmp/rogue"))
            assertThat(Path.of(place)).doesNotExist();
        assertThat(said).singleElement().asString().startsWith("found 0 ");
        assertThat(said.getFirst())
                .doesNotContain("DATABASE", "CHANTIER", "JAVA")
                .contains("ANTHROPIC_API_KEY", "CLAUDE_CONFIG_DIR");
        // A link in place of a file is not followed.
        assertThat(result.files()).isEmpty();
        assertThat(folder.resolve("rooms")).isEmptyDirectory();
    }

    /** The database may be gone while a run goes on: nothing goes on unattended, and what it cost is booked once. */
    @Test
    void a_listener_that_fails_ends_the_program_and_the_cost_is_booked() throws Exception {
        var pid = folder.resolve("pid");
        var program = program(REPLIES + "reply 1; while :; do sleep 0.1; done");
        for (var where : List.of("hears", "isUnwanted")) {
            billed.clear();
            var broken = new Ear() {
                @Override
                public void hears(Event event) {
                    if (where.equals("hears") && event instanceof Event.Writing)
                        throw new IllegalStateException("no log");
                }

                @Override
                public boolean isUnwanted() {
                    if (where.equals("isUnwanted")) throw new IllegalStateException("no journal");
                    return false;
                }
            };

            assertThatThrownBy(() -> claude(program).run(task(REPLY * 5, new Task.Hands.Answers("{}")), broken, bill()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("no ");

            assertThat(billed).hasSize(1);
            assertThat(standIns()).as(where + " " + pid).isEmpty();
            assertThat(folder.resolve("rooms")).isEmptyDirectory();
        }
    }

    @Test
    void a_key_that_an_endpoint_repeats_reaches_nobody() throws Exception {
        var program = program("""
                echo 'error: incorrect api key sk-ant-test and sk-ant-api03-other' >&2
                exit 1
                """);

        var result = claude(program).run(task(REPLY, new Task.Hands.Answers("{}")), ear(), bill());

        assertThat(trouble(result)).isEqualTo(Trouble.NOT_STARTED);
        assertThat(((Ending.Failed) result.ending()).detail())
                .contains("incorrect api key")
                .doesNotContain("sk-ant");
    }

    @Test
    void a_reply_that_tells_only_what_was_written_still_costs_what_was_read() {
        var transcript = new Transcript(Usage::read, false);
        transcript.hear(new Event.Reading("m", new Usage("x", 900, 50, 50, 1)));
        transcript.hear(new Event.Writing(new Usage("", 0, 0, 0, 20)));

        assertThat(transcript.microUsdSoFar()).isEqualTo(1000);
    }

    private List<ProcessHandle> standIns() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("claude-stand-in"))
                .toList();
    }

    private Claude.Bill bill() {
        return billed::add;
    }

    private Path program(String script) throws IOException {
        var program = folder.resolve("claude-stand-in");
        Files.writeString(program, """
                #!/bin/sh
                if [ "$1" = --version ]; then echo '%s (Claude Code)'; exit 0; fi
                %s
                """.formatted(Executable.VERSION, script));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private Claude claude(Path program) {
        var settings = new ClaudeSettings(
                program.toString(),
                new Secret("sk-ant-test"),
                "",
                "",
                1,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                "");
        return new Claude(
                settings,
                new Executable(settings, folder),
                new SignIns(settings, folder),
                folder.resolve("rooms"),
                usage -> usage.output() * REPLY / 1000);
    }

    private static Task task(long microUsd, Task.Hands hands) {
        return task(microUsd, hands, Duration.ofSeconds(30));
    }

    private static Task task(long microUsd, Task.Hands hands, Duration patience) {
        return new Task("try", "claude-sonnet-5-5", "x", "y", hands, new Task.Limits(microUsd, 8_000, 5, patience));
    }

    private static Trouble trouble(Claude.Result result) {
        assertThat(result.ending()).isInstanceOf(Ending.Failed.class);
        return ((Ending.Failed) result.ending()).trouble();
    }

    private static Ear ear() {
        return new Ear() {
            @Override
            public void hears(Event event) {}

            @Override
            public boolean isUnwanted() {
                return false;
            }
        };
    }
}
