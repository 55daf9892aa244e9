package io.chantier.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A worker in a process of its own, to be killed. Its steps write into a file when they begin and end. */
final class ChildWorker {

    static final int STEPS = 5;

    private ChildWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        var dialect = Dialect.valueOf(arguments[0]);
        var diary = Path.of(arguments[1]);
        var source = source(dialect, arguments);
        var recipes = List.<Recipe>of(
                TestRecipe.of("walk", steps(diary, 200)),
                TestRecipe.of("walk-and-wait", walkAndWait(diary)),
                TestRecipe.of("quick", step(diary, "only", 1)),
                TestRecipe.of("narrow", step(diary, "only", 30)).limited(1));
        var engine = JobEngine.builder(source, source, dialect)
                .recipes(recipes)
                .worker("child", 4)
                .lease(ProcessesTest.LEASE)
                .build();
        engine.start();
        write(diary, "ready " + ProcessHandle.current().pid());
        Thread.sleep(Duration.ofMinutes(10));
        engine.close();
    }

    private static DataSource source(Dialect dialect, String[] arguments) {
        return switch (dialect) {
            case POSTGRESQL -> TestDatabase.Postgres.pool(arguments[2], arguments[3], arguments[4]);
            case SQLITE -> TestDatabase.Sqlite.file(Path.of(arguments[2]));
        };
    }

    private static Step[] steps(Path diary, int millis) {
        return IntStream.rangeClosed(1, STEPS)
                .mapToObj(i -> step(diary, "s" + i, millis))
                .toArray(Step[]::new);
    }

    private static Step[] walkAndWait(Path diary) {
        var steps = new ArrayList<>(List.of(steps(diary, 1)));
        steps.add(Step.named("wait", _ -> new StepOutcome.Waiting("never", Duration.ofHours(1))));
        return steps.toArray(Step[]::new);
    }

    private static Step step(Path diary, String name, int millis) {
        return Step.named(name, context -> {
                    var who = context.order().subject() + " " + name;
                    write(diary, "begin " + who);
                    Thread.sleep(millis);
                    write(diary, "end " + who);
                    return StepOutcome.done(who);
                })
                .undoneBy(who -> {
                    write(diary, "begin undo " + who);
                    Thread.sleep(200);
                    write(diary, "end undo " + who);
                });
    }

    /** One write of one line is atomic in a file opened for appending, also between processes. */
    private static void write(Path diary, String line) {
        try {
            Files.writeString(
                    diary,
                    System.currentTimeMillis() + " " + ProcessHandle.current().pid() + " " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
