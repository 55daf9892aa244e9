package io.chantier.agent.benches;

import io.chantier.agent.backups.Disk;
import io.chantier.agent.backups.Part;
import io.chantier.agent.backups.Wholeness;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Pipe;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
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
 * on, they come back; where the site was too broken for a dump, its database has no way back, and no reason for one.
 */
public final class WayBack {

    private static final Logger LOG = LoggerFactory.getLogger(WayBack.class);
    private static final String KEEP = ".keep";
    private static final String CONFIG = "site_config.json";

    private final Benches benches;
    private final Commands commands;
    private final Map<String, String> environment;
    private final JobSecrets secrets;

    /** @param environment what the database's programs find in theirs */
    public WayBack(Benches benches, Commands commands, Map<String, String> environment, JobSecrets secrets) {
        this.benches = benches;
        this.commands = commands;
        this.environment = Map.copyOf(environment);
        this.secrets = secrets;
    }

    /** Keeps what a restore changes; whatever fails later brings it back. */
    public Step keep(JobOrder order) {
        return Step.named(KEEP, context -> keep(context, order)).undoneAtOnceBy(_ -> goBack(order));
    }

    /** The job is done, and nothing will be brought back. */
    public Step forget(JobOrder order) {
        return Step.named(".forget", _ -> {
            Disk.deleteFolder(folder(order));
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
        Disk.deleteFolder(folder(order));
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

    private StepOutcome dump(StepContext context, JobOrder order, SiteCall call, SiteDatabase database)
            throws IOException, InterruptedException {
        var program = List.of("mariadb-dump", "--single-transaction", "--quick", "--lock-tables=false");
        var command = command(call, words(program, database, database.login()), database.login());
        var end = commands.run(context, KEEP, command, new Pipe.Into(dump(order)));
        if (end instanceof CommandEnd.Stopped) {
            return end.outcome();
        }
        boolean kept = end instanceof CommandEnd.Succeeded
                && Wholeness.flaw(Part.DATABASE, dump(order)).isEmpty();
        if (!kept) {
            LOG.warn("The database of {} could not be kept before it is written over: {}", call.site(), end);
            Files.deleteIfExists(dump(order));
        }
        return StepOutcome.done();
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
            bringBack(order, call, database.get());
        }
        Disk.deleteFolder(folder(order));
    }

    private void bringBack(JobOrder order, SiteCall call, SiteDatabase database) throws Exception {
        var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
        var end = Databases.withLimitedUser(database.server(), root, database.name(), limited -> {
            Databases.renew(database.server(), limited, database.name());
            var words = words(List.of("mariadb"), database, limited);
            return commands.ask(command(call, words, limited), new Pipe.From(dump(order)));
        });
        if (!(end instanceof CommandEnd.Succeeded)) {
            throw new IllegalStateException(
                    "The database of " + call.site() + " has to be brought back from " + dump(order) + ": " + end);
        }
        LOG.info("Brought the database of {} back as it was", call.site());
    }

    private static List<String> words(List<String> begin, SiteDatabase database, Login login) {
        var words = new ArrayList<>(begin);
        words.addAll(List.of("-h", database.server().host()));
        words.addAll(List.of("-P", Integer.toString(database.server().port())));
        words.addAll(List.of("-u", login.user(), "--", database.name().value()));
        return words;
    }

    private Command command(SiteCall call, List<String> words, Login login) {
        return Command.of(benches.folder(call.bench()), words)
                .with(environment)
                .withSecret("MYSQL_PWD", login.password())
                .within(call.atMost());
    }
}
