package io.chantier.agent.benches;

import io.chantier.agent.backups.Address;
import io.chantier.agent.backups.Backup;
import io.chantier.agent.backups.BackupFolder;
import io.chantier.agent.backups.Bucket;
import io.chantier.agent.backups.Offsite;
import io.chantier.agent.backups.Upload;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes backups of a site, and takes them elsewhere: only what is whole counts, and only what arrived is deleted here. */
public final class BackupSteps {

    /** Of the order: where the backup goes besides; absent where it stays here. */
    public static final String OFFSITE = "offsite";

    public static final String BUCKET = "bucket";
    public static final String PATH = "path";
    public static final String REGION = "region";
    public static final String ENDPOINT = "endpoint";
    /** Of the order: whether the files stay here although they are elsewhere too. */
    public static final String KEEP = "keep_files_locally_after_offsite_backup";
    /** The secrets of an order that goes elsewhere. */
    public static final String ACCESS_KEY = "ACCESS_KEY";

    public static final String SECRET_KEY = "SECRET_KEY";

    private static final String BACKUP_STEP = "Backup Site";
    private static final String UPLOAD_STEP = "Upload Site Backup to S3";
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final int WHOLE = 100;

    private final Benches benches;
    private final SiteCommands bench;
    private final Commands commands;
    private final JobSecrets secrets;

    public BackupSteps(Benches benches, SiteCommands bench, Commands commands, JobSecrets secrets) {
        this.benches = benches;
        this.bench = bench;
        this.commands = commands;
        this.secrets = secrets;
    }

    /** A backup, and its way elsewhere where the order says so. */
    public List<Step> backup(JobOrder order, boolean withFiles) {
        var call = SiteCall.of(order);
        var steps = new ArrayList<Step>();
        steps.add(make(call, withFiles));
        if (goesElsewhere(order)) {
            steps.add(upload(order, call));
            if (!call.is(KEEP, false)) {
                steps.add(deleteHere());
            }
        }
        return steps;
    }

    /** A backup with files before something that cannot be taken back, where the order says whereto; nothing else. */
    public List<Step> backupElsewhere(JobOrder order) {
        return goesElsewhere(order) ? backup(order, true) : List.of();
    }

    private static boolean goesElsewhere(JobOrder order) {
        return !SiteCall.of(order).argument(OFFSITE).isEmpty();
    }

    /** What the job answers about its backup; nothing where it made none. */
    public Step tell() {
        return Step.named(".backups", context -> {
            var backups = context.resultOf(BACKUP_STEP).filter(text -> !text.isBlank());
            if (backups.isEmpty()) {
                return StepOutcome.done();
            }
            var offsite = context.resultOf(UPLOAD_STEP).filter(text -> !text.isBlank());
            return StepOutcome.done(Wire.write(Map.of(
                    "backups",
                    Wire.tree(backups.get()),
                    OFFSITE,
                    offsite.map(Wire::tree).orElseGet(Wire::emptyObject))));
        });
    }

    private Step make(SiteCall call, boolean withFiles) {
        return bench.step(BACKUP_STEP, call, (context, step) -> {
            var folder = new BackupFolder(benches.folder(call.bench(), call.site()));
            var begun = commands.begun(context.job(), step);
            if (begun.isPresent()) {
                deleteHalves(named(context, step, folder.since(begun.get())), withFiles);
            }
            var before = folder.look();
            var end = withFiles
                    ? bench.run(context, step, call, "backup", "--with-files", "--verbose")
                    : bench.run(context, step, call, "backup", "--verbose");
            var written = folder.since(before);
            var made = named(context, step, written);
            if (!(end instanceof CommandEnd.Succeeded)) {
                delete(made);
                return end.outcome();
            }
            return made.isEmpty() && written.size() > 1
                    ? unclear(call, written)
                    : examined(call, made.isEmpty() ? written : made, withFiles);
        });
    }

    /**
     * Those that the step's own runs of {@code bench} made, as they say themselves: the site may make backups of its own
     * meanwhile, which are nobody else's to tell, to send or to delete.
     */
    private List<Backup> named(StepContext context, String step, List<Backup> backups) {
        var said = commands.of(context.job()).stream()
                .filter(command -> command.step().equals(step))
                .map(command -> command.told().output())
                .toList();
        return backups.stream()
                .filter(backup -> said.stream().anyMatch(output -> output.contains(backup.name())))
                .toList();
    }

    private static StepOutcome unclear(SiteCall call, List<Backup> written) {
        return failed(
                "backup-unclear",
                "While " + call.site() + " was backed up, more than one backup came to be ("
                        + written.stream().map(Backup::name).collect(Collectors.joining(", "))
                        + "), and bench did not say which one it made. All of them are still there; try again");
    }

    /** What a run that was cut short left would look like a backup. */
    private static void deleteHalves(List<Backup> backups, boolean withFiles) throws IOException {
        for (var backup : backups) {
            if (backup.flaw(withFiles).isPresent()) {
                backup.delete();
            }
        }
    }

    private static StepOutcome examined(SiteCall call, List<Backup> made, boolean withFiles) throws IOException {
        var why = Optional.of("bench wrote none");
        for (var backup : made) {
            var flaw = backup.flaw(withFiles);
            if (flaw.isEmpty()) {
                return StepOutcome.done(Wire.write(told(call, backup)));
            }
            why = flaw;
        }
        delete(made);
        return failed(
                "backup-broken",
                "The backup of " + call.site() + " is of no use: " + why.get()
                        + ". It was deleted; see whether the disk of the bench server is full, and try again");
    }

    private static void delete(List<Backup> backups) throws IOException {
        for (var backup : backups) {
            backup.delete();
        }
    }

    private static Map<String, Map<String, Object>> told(SiteCall call, Backup backup) throws IOException {
        var told = new TreeMap<String, Map<String, Object>>();
        for (var file : backup.files().entrySet()) {
            var path = file.getValue();
            var name = path.getFileName().toString();
            told.put(
                    file.getKey().key(),
                    Map.of(
                            "file",
                            name,
                            "path",
                            path.toString(),
                            "size",
                            Files.size(path),
                            "url",
                            "https://" + call.site() + "/backups/" + name));
        }
        return told;
    }

    private static List<Path> made(StepContext context) {
        return Wire.tree(context.resultOf(BACKUP_STEP)
                        .filter(text -> !text.isBlank())
                        .orElse("{}"))
                .valueStream()
                .map(file -> Path.of(file.get("path").asString()))
                .toList();
    }

    private Step upload(JobOrder order, SiteCall call) {
        return bench.step(UPLOAD_STEP, call, (context, _) -> {
            var offsite = offsite(order, call);
            try (var bucket = new Bucket(offsite)) {
                return upload(context, offsite, bucket);
            }
        });
    }

    private Offsite offsite(JobOrder order, SiteCall call) {
        var where = call.argument(OFFSITE);
        return new Offsite(
                Optional.of(text(where, ENDPOINT))
                        .filter(text -> !text.isEmpty())
                        .flatMap(Address::of),
                text(where, REGION),
                text(where, BUCKET),
                text(where, PATH),
                new Offsite.Keys(secrets.of(order, ACCESS_KEY).reveal(), secrets.of(order, SECRET_KEY)));
    }

    private static String text(JsonNode where, String name) {
        return where.path(name).asString("");
    }

    private static StepOutcome upload(StepContext context, Offsite offsite, Bucket bucket)
            throws IOException, InterruptedException {
        var sent = new TreeMap<String, String>();
        var files = made(context);
        for (var file : files) {
            var name = file.getFileName().toString();
            var key = offsite.keyOf(name);
            if (!Files.exists(file)) {
                return failed("backup-gone", file + " was deleted before it was sent to " + offsite + "; make another");
            }
            switch (bucket.put(file, key, context::cancelled)) {
                case Upload.Verified() -> sent.put(name, key);
                case Upload.Unreachable(var said) -> {
                    return new StepOutcome.TryAgain(
                            new Failure("offsite-unreachable", Map.of("why", stillHere(said))), PAUSE);
                }
                case Upload.Refused(var said) -> {
                    sent.values().forEach(bucket::remove);
                    return failed("offsite-refused", stillHere(said));
                }
                case Upload.GivenUp() -> {
                    sent.values().forEach(bucket::remove);
                    return StepOutcome.done();
                }
            }
            context.progress(sent.size() * WHOLE / files.size());
        }
        return StepOutcome.done(Wire.write(sent));
    }

    private static String stillHere(String said) {
        return said + ". The files are still on the bench server";
    }

    /** After the upload is on record, so that nothing is looked for here that was deleted before a crash. */
    private static Step deleteHere() {
        return Step.named(".delete-backup-here", context -> {
            for (var file : made(context)) {
                Files.deleteIfExists(file);
            }
            return StepOutcome.done();
        });
    }

    private static StepOutcome failed(String code, String why) {
        return StepOutcome.failed(code, Map.of("why", why));
    }
}
