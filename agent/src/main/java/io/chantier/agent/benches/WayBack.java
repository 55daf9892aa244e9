package io.chantier.agent.benches;

import io.chantier.agent.backups.Disk;
import io.chantier.agent.backups.Part;
import io.chantier.agent.backups.Wholeness;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Pipe;
import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.files.Folders;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoLater;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The database and the configuration of a site as they were before they were written over. Where anything fails from then
 * on, they come back; where they cannot be kept, nothing is written over.
 */
public final class WayBack {

    private static final Logger LOG = LoggerFactory.getLogger(WayBack.class);
    private static final String KEEP = ".keep";
    /** A packed dump is much smaller than its tables; no more than a half is asked for. */
    private static final int PACKED = 2;

    private static final String CONFIG = "site_config.json";

    private final Benches benches;
    private final Commands commands;
    private final DatabasePrograms programs;
    private final JobSecrets secrets;

    /** @param environment what the database's programs find in theirs */
    public WayBack(Benches benches, Commands commands, Map<String, String> environment, JobSecrets secrets) {
        this.benches = benches;
        this.commands = commands;
        this.programs = new DatabasePrograms(environment);
        this.secrets = secrets;
    }

    /** Keeps what a restore changes; whatever fails later brings it back. */
    public Step keep(JobOrder order) {
        return Step.named(KEEP, context -> keep(context, order)).undoneAtOnceBy(_ -> goBack(order));
    }

    /** The job is done, and nothing will be brought back. */
    public Step forget(JobOrder order) {
        return Step.named(".forget", _ -> {
            Folders.delete(folder(order));
            return StepOutcome.done();
        });
    }

    /** From now on the database may be another one. */
    void begin(JobOrder order) throws IOException {
        if (Files.isDirectory(folder(order)) && !Files.exists(begun(order))) {
            Files.createFile(begun(order));
        }
    }

    private Path folder(JobOrder order) {
        return benches.folder(SiteCall.of(order).bench())
                .resolve("sites")
                .resolve(".chantier-before-" + order.subject());
    }

    private Path dump(JobOrder order) {
        return folder(order).resolve("database.sql.gz");
    }

    /** There from the moment in which the database may be another one. */
    private Path begun(JobOrder order) {
        return folder(order).resolve("begun");
    }

    private StepOutcome keep(StepContext context, JobOrder order) throws IOException, InterruptedException {
        var call = SiteCall.of(order);
        var database = benches.database(call.bench(), call.site());
        if (database.isEmpty()) {
            return call.vanished();
        }
        Folders.delete(folder(order));
        Files.createDirectory(
                folder(order), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var config = benches.config(call.bench(), call.site());
        if (config.isPresent()) {
            Files.writeString(folder(order).resolve(CONFIG), Wire.write(config.get()));
        }
        return call.is(BackupDownloads.has(Part.DATABASE), false)
                ? dump(context, order, call, database.get())
                : StepOutcome.done();
    }

    /** Only what is not there needs no way back; of whatever else cannot be kept, nothing is written over. */
    private StepOutcome dump(StepContext context, JobOrder order, SiteCall call, SiteDatabase database)
            throws IOException, InterruptedException {
        try {
            var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
            if (!Databases.exists(database.server(), root, database.name())) {
                LOG.info("The database of {} is not there: nothing of it is kept", call.site());
                return StepOutcome.done();
            }
            var foreign = Databases.madeByOthers(database.server(), root, database.name(), database.login());
            if (!foreign.isEmpty()) {
                return notKept(
                        call,
                        "other users made " + String.join(", ", foreign)
                                + ", which the site's own user could not bring back; make them anew as this user");
            }
            long bytes = Databases.bytes(database.server(), root, database.name());
            if (!Disk.hasRoom(folder(order), bytes / PACKED)) {
                return notKept(call, "the disk of the bench server has no room for its " + bytes + " bytes; make room");
            }
        } catch (DatabaseTrouble e) {
            return e.outcome();
        }
        var program = new ArrayList<>(DatabasePrograms.DUMP);
        program.add("--routines");
        var command = command(call, database, program);
        return switch (commands.run(context, KEEP, command, new Pipe.Into(dump(order)))) {
            case CommandEnd.Succeeded _ ->
                Wholeness.flaw(Part.DATABASE, dump(order))
                        .map(flaw -> notKept(call, "the dump " + flaw))
                        .orElseGet(StepOutcome::done);
            case CommandEnd.Failed(var _, var code, var output) ->
                notKept(call, "mariadb-dump ended with code " + code + ": " + output.strip());
            case CommandEnd.TimedOut end -> end.outcome();
            case CommandEnd.Cancelled end -> end.outcome();
            case CommandEnd.Stopped end -> end.outcome();
        };
    }

    private static StepOutcome notKept(SiteCall call, String why) {
        return StepOutcome.failed(
                "way-back-missing",
                Map.of(
                        "why",
                        "Nothing was changed, because the database of " + call.site()
                                + " could not be kept before it is written over: " + why));
    }

    private void goBack(JobOrder order) throws Exception {
        var call = SiteCall.of(order);
        var config = folder(order).resolve(CONFIG);
        if (Files.exists(config)) {
            var entries = new TreeMap<String, JsonNode>();
            Wire.tree(Files.readString(config)).forEachEntry(entries::put);
            benches.changeConfig(call.bench(), call.site(), _ -> entries);
        }
        var database = benches.database(call.bench(), call.site());
        if (database.isPresent() && Files.exists(begun(order)) && Files.exists(dump(order))) {
            try {
                bringBack(order, call, database.get());
            } catch (DatabaseTrouble e) {
                throw later(order, call, String.valueOf(e.getMessage()), e);
            }
        }
        Folders.delete(folder(order));
    }

    private void bringBack(JobOrder order, SiteCall call, SiteDatabase database) throws Exception {
        var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
        Databases.withLimitedUser(database.server(), root, database.name(), limited -> {
            Databases.renew(database.server(), limited, database.name());
            return limited;
        });
        // Triggers and views belong to the site's own user: nobody else may bring them back, and it may be gone.
        Databases.admit(database.server(), root, database.name(), database.login());
        var end = commands.ask(command(call, database, DatabasePrograms.CLIENT), new Pipe.From(dump(order)));
        if (!(end instanceof CommandEnd.Succeeded)) {
            throw later(order, call, String.valueOf(end), new IllegalStateException("mariadb: " + end));
        }
        LOG.info("Brought the database of {} back as it was", call.site());
    }

    /** Only half of it may be there: whoever gives up has to know where the whole is. */
    private UndoLater later(JobOrder order, SiteCall call, String why, Exception cause) {
        var said = "The database of " + call.site() + " has to be brought back from " + dump(order) + ": " + why;
        return new UndoLater(said, Map.of("step", KEEP, "why", said), cause);
    }

    private Command command(SiteCall call, SiteDatabase database, List<String> program) {
        return programs.command(
                new DatabasePrograms.Place(benches.folder(call.bench()), call.atMost()), database, program);
    }
}
