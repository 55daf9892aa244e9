package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.files.Folders;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Benches that were archived: folders in a hidden folder beside the others, removed a day later at the next cleanup. */
public final class ArchivedBenches {

    private static final String FOLDER = ".archived";
    private static final Duration KEPT = Duration.ofDays(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Benches benches;
    private final BenchProgram program;
    private final Commands commands;
    private final InstantSource clock;

    public ArchivedBenches(Benches benches, BenchProgram program, Commands commands, InstantSource clock) {
        this.benches = benches;
        this.program = program;
        this.commands = commands;
        this.clock = clock;
    }

    /** On the same disk, so that all of the bench goes at once or nothing. */
    void add(BenchName bench) throws IOException {
        var archived = Files.createDirectories(benches.directory().resolve(FOLDER));
        var name = bench.value() + "-" + TIME.format(clock.instant());
        Files.move(benches.folder(bench), archived.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param force whether those go too that were archived less than a day ago */
    public Step remove(boolean force) {
        return Step.named("Remove Archived Benches", context -> {
            for (var folder : old(force)) {
                context.log(folder.getFileName().toString());
                try {
                    Folders.delete(folder);
                } catch (IOException e) {
                    return StepOutcome.failed(
                            "bench-not-removed",
                            Map.of(
                                    "why",
                                    folder + " cannot be removed (" + e.getMessage()
                                            + "); remove it by hand, or give it to the agent's user"));
                }
            }
            return StepOutcome.done();
        });
    }

    private List<Path> old(boolean force) throws IOException {
        var archived = benches.directory().resolve(FOLDER);
        if (!Files.isDirectory(archived, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(archived)) {
            for (var folder : folders) {
                if (force || archivedAt(folder).plus(KEPT).isBefore(clock.instant())) {
                    found.add(folder);
                }
            }
        }
        return found;
    }

    /** One without a time in its name is somebody else's and stays. */
    private static Instant archivedAt(Path folder) {
        var name = folder.getFileName().toString();
        try {
            return TIME.parse(name.substring(name.lastIndexOf('-') + 1), Instant::from);
        } catch (DateTimeException _) {
            return Instant.MAX.minus(KEPT);
        }
    }

    /** Images without a name, which newer ones left behind, where benches run in containers. */
    public Step removeImages() {
        var step = "Remove Unused Docker Artefacts";
        return Step.named(step, context -> {
            for (var container : programs()) {
                var end = commands.run(context, step, prune(container));
                if (!(end.outcome() instanceof StepOutcome.Done)) {
                    return end.outcome();
                }
            }
            return StepOutcome.done();
        });
    }

    private List<String> programs() {
        return benches.all().keySet().stream()
                .flatMap(name -> BenchName.of(name).stream())
                .flatMap(name -> program.containers().of(benches.folder(name)).stream())
                .distinct()
                .toList();
    }

    private Command prune(String container) {
        return program.container(container, benches.directory(), List.of("image", "prune", "--force"));
    }
}
