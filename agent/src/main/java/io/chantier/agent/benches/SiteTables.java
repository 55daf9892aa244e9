package io.chantier.agent.benches;

import io.chantier.agent.backups.Part;
import io.chantier.agent.backups.Wholeness;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Pipe;
import io.chantier.agent.commands.Reference;
import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables of a site, each in a file of its own in the site's folder {@code .migrate}, and the way back to them. Only
 * whole files count.
 */
public final class SiteTables {

    private static final String FOLDER = ".migrate";
    private static final String ENDING = ".sql.gz";
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = ? and table_type = 'BASE TABLE'""";

    private final Benches benches;
    private final Commands commands;
    private final DatabasePrograms programs;
    private final TouchedTables touched;

    /** @param environment what the database's programs find in theirs */
    public SiteTables(Benches benches, Commands commands, Map<String, String> environment) {
        this.benches = benches;
        this.commands = commands;
        this.programs = new DatabasePrograms(environment);
        this.touched = new TouchedTables(benches, commands);
    }

    /** What an earlier update left must not be taken for what this one touched. */
    Step clear(SiteCall call) {
        return clear("Clear Backup Directory", call);
    }

    /** The same where nothing is kept: whoever goes back must not find older tables. */
    Step forget(SiteCall call) {
        return clear(".forget", call);
    }

    private Step clear(String name, SiteCall call) {
        return Step.named(name, _ -> {
            if (!benches.has(call.bench(), call.site())) {
                return call.vanished();
            }
            benches.deleteIn(call.bench(), call.site(), FOLDER);
            touched.forget(call);
            return StepOutcome.done();
        });
    }

    Step backUp(SiteCall call) {
        return step("Backup Site Tables", call, this::dumpAll);
    }

    /** A migration that may be taken back table by table. */
    Step witnessed(SiteCall call, Step migration) {
        return touched.witnessed(call, migration);
    }

    /** Which tables the migration changed: what it says itself, or all that were there. */
    Step touched(SiteCall call) {
        return step("Log Touched Tables", call, work -> StepOutcome.done(Wire.write(touched.touched(work.call()))));
    }

    /** Puts back what the migration changed or dropped, or all where that is not known, and drops what it made. */
    Step restoreTouched(SiteCall call) {
        return step("Restore Touched Tables", call, this::restoreTouched);
    }

    Step restoreAll(SiteCall call) {
        return step("Restore Site Tables", call, work -> {
            var restored = new TreeMap<String, Reference>();
            var failed = restore(work, touched.previous(work.call()), (table, ran) -> restored.put(file(table), ran));
            return failed.orElseGet(() -> StepOutcome.done(Wire.write(Map.of("tables", restored))));
        });
    }

    private record At(StepContext context, String step, SiteCall call, SiteDatabase database) {}

    @FunctionalInterface
    private interface Work {
        StepOutcome run(At at) throws IOException, InterruptedException, DatabaseTrouble;
    }

    @FunctionalInterface
    private interface Ran {
        void table(String name, Reference command);
    }

    private Step step(String name, SiteCall call, Work work) {
        return Step.named(name, context -> {
            var database = benches.database(call.bench(), call.site());
            if (database.isEmpty()) {
                return call.vanished();
            }
            try {
                return work.run(new At(context, name, call, database.get()));
            } catch (DatabaseTrouble e) {
                return e.outcome();
            } catch (IOException e) {
                return StepOutcome.failed(
                        "tables-not-kept",
                        Map.of(
                                "why",
                                "The tables of " + call.site() + " cannot be kept in, or put back from, " + folder(call)
                                        + ": " + e.getMessage()
                                        + "; see whether the disk is full and whose folder this is"));
            }
        });
    }

    private StepOutcome dumpAll(At at) throws IOException, InterruptedException, DatabaseTrouble {
        benches.deleteIn(at.call().bench(), at.call().site(), FOLDER);
        var folder = Files.createDirectory(folder(at.call()));
        var tables = tables(at.database());
        touched.before(at.call(), tables);
        var dumped = new TreeMap<String, Reference>();
        for (var table : tables) {
            var fresh = folder.resolve(file(table) + ".part");
            var dump = command(at, DatabasePrograms.DUMP, table);
            var end = commands.run(at.context(), at.step(), dump, new Pipe.Into(fresh));
            if (!(end instanceof CommandEnd.Succeeded(var number, var _))) {
                return end.outcome();
            }
            var flaw = Wholeness.flaw(Part.DATABASE, fresh);
            if (flaw.isPresent()) {
                return incomplete(table, flaw.get());
            }
            Files.move(fresh, folder.resolve(file(table)), StandardCopyOption.ATOMIC_MOVE);
            dumped.put(table, new Reference(number));
        }
        return StepOutcome.done(Wire.write(Map.of("tables", dumped)));
    }

    private StepOutcome restoreTouched(At at) throws IOException, InterruptedException, DatabaseTrouble {
        var before = touched.previous(at.call());
        var now = tables(at.database());
        var changed = touched.touched(at.call());
        var back = before.stream()
                .filter(table -> changed.contains(table) || !now.contains(table))
                .collect(Collectors.toCollection(TreeSet::new));
        var restored = new TreeMap<String, Reference>();
        var failed = restore(at, back, restored::put);
        if (failed.isPresent()) {
            return failed.get();
        }
        var dropped = new TreeMap<String, Reference>();
        for (var table : now) {
            if (!before.contains(table)) {
                var sql = "set foreign_key_checks = 0; drop table if exists `" + table.replace("`", "``") + "`";
                var words = new ArrayList<>(DatabasePrograms.CLIENT);
                words.addAll(List.of("-e", sql));
                var end = commands.run(at.context(), at.step(), command(at, words));
                if (!(end instanceof CommandEnd.Succeeded(var number, var _))) {
                    return end.outcome();
                }
                dropped.put(table, new Reference(number));
            }
        }
        return StepOutcome.done(Wire.write(Map.of("restored", restored, "dropped", dropped)));
    }

    /** Looks at all files before it touches the first table. */
    private Optional<StepOutcome> restore(At at, SortedSet<String> tables, Ran ran)
            throws IOException, InterruptedException {
        for (var table : tables) {
            var file = folder(at.call()).resolve(file(table));
            var flaw = Files.isRegularFile(file) ? Wholeness.flaw(Part.DATABASE, file) : Optional.of("is missing");
            if (flaw.isPresent()) {
                return Optional.of(incomplete(table, flaw.get()));
            }
        }
        for (var table : tables) {
            var pipe = new Pipe.From(folder(at.call()).resolve(file(table)));
            var end = commands.run(at.context(), at.step(), command(at, DatabasePrograms.CLIENT), pipe);
            if (!(end instanceof CommandEnd.Succeeded(var number, var _))) {
                return Optional.of(end.outcome());
            }
            ran.table(table, new Reference(number));
        }
        return Optional.empty();
    }

    private static StepOutcome incomplete(String table, String flaw) {
        return StepOutcome.failed(
                "table-dump-incomplete",
                Map.of("why", "The file of table " + table + " " + flaw + "; no table was touched"));
    }

    private Command command(At at, List<String> program, String... tables) {
        var call = at.call();
        var place = new DatabasePrograms.Place(benches.folder(call.bench(), call.site()), call.atMost());
        return programs.command(place, at.database(), program, tables);
    }

    private static SortedSet<String> tables(SiteDatabase database) throws DatabaseTrouble {
        return database.server().as(database.login(), ANSWER_WITHIN, connection -> {
            try (var statement = connection.prepareStatement(TABLES)) {
                statement.setString(1, database.name().value());
                var tables = new TreeSet<String>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        tables.add(rows.getString(1));
                    }
                }
                return tables;
            }
        });
    }

    private Path folder(SiteCall call) {
        return benches.folder(call.bench(), call.site()).resolve(FOLDER);
    }

    /** A table may have a slash in its name. */
    private static String file(String table) {
        return table.replace("%", "%25").replace("/", "%2F") + ENDING;
    }
}
