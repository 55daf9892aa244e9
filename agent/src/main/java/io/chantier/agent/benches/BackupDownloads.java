package io.chantier.agent.benches;

import io.chantier.agent.backups.Address;
import io.chantier.agent.backups.Archive;
import io.chantier.agent.backups.Download;
import io.chantier.agent.backups.Fetched;
import io.chantier.agent.backups.Part;
import io.chantier.agent.backups.Wholeness;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.files.Folders;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fetches the files of a backup and looks through them: nothing of a site is touched before all of it is whole. */
public final class BackupDownloads {

    /** Of the order: the SHA-256 that a file has to have, by its part. */
    public static final String CHECKSUMS = "checksums";

    private static final List<Part> PARTS = List.of(Part.DATABASE, Part.PUBLIC, Part.PRIVATE);
    private static final String DOWNLOAD_STEP = "Download Backup Files";
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final Benches benches;
    private final JobSecrets secrets;
    private final Download download = new Download();

    public BackupDownloads(Benches benches, JobSecrets secrets) {
        this.benches = benches;
        this.secrets = secrets;
    }

    /** The secret of an order that says where a part of the backup is. */
    public static String addressOf(Part part) {
        return part.key() + "_address";
    }

    /** Of the order: that there is such a secret, since the steps have to be known without it. */
    public static String has(Part part) {
        return "has_" + part.key();
    }

    /** Whatever fails later, nothing of it stays. */
    public Step download(JobOrder order) {
        var call = SiteCall.of(order);
        var folder = folder(order);
        return Step.named(DOWNLOAD_STEP, context -> download(context, order, call))
                .undoneAtOnceBy(_ -> Folders.delete(folder));
    }

    /** On the disk of the sites, and where a container sees it too. No site has such a name. */
    Path folder(JobOrder order) {
        return benches.folder(SiteCall.of(order).bench())
                .resolve("sites")
                .resolve(".chantier-restore-" + order.subject());
    }

    private StepOutcome download(StepContext context, JobOrder order, SiteCall call) throws IOException {
        var folder = folder(order);
        Folders.delete(folder);
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var told = new TreeMap<String, Object>(Map.of("directory", folder.toString()));
        var sums = new TreeMap<String, String>();
        for (var part : PARTS) {
            var address =
                    secrets.find(order, addressOf(part)).map(Secret::reveal).flatMap(Address::of);
            if (address.isEmpty()) {
                continue;
            }
            switch (download.fetch(address.get(), folder.resolve(part.key()), context::cancelled)) {
                case Fetched.Whole(var _, var sha256) -> {
                    var flaw = flaw(call, part, folder.resolve(part.key()), sha256);
                    if (flaw.isPresent()) {
                        return failed("backup-broken", address.get() + " " + flaw.get() + ". The site was not touched");
                    }
                    told.put(part.key(), named(folder, part).toString());
                    sums.put(part.key(), sha256);
                }
                case Fetched.Refused(var said) -> {
                    return failed("download-refused", said);
                }
                case Fetched.Unreachable(var said) -> {
                    return new StepOutcome.TryAgain(new Failure("download-unreachable", Map.of("why", said)), PAUSE);
                }
                case Fetched.GivenUp() -> {
                    return StepOutcome.done();
                }
            }
        }
        told.put(CHECKSUMS, sums);
        return StepOutcome.done(Wire.write(told));
    }

    private static Optional<String> flaw(SiteCall call, Part part, Path file, String sha256) throws IOException {
        var wanted = call.argument(CHECKSUMS).path(part.key()).asString(sha256);
        if (!wanted.equalsIgnoreCase(sha256)) {
            return Optional.of("has the SHA-256 " + sha256 + " instead of " + wanted);
        }
        var flaw = Wholeness.flaw(part, file);
        return flaw.isPresent() || part == Part.DATABASE ? flaw : Archive.danger(part, file);
    }

    /** The program {@code bench} tells by the name what it is to unpack. */
    private static Path named(Path folder, Part part) throws IOException {
        var file = folder.resolve(part.key());
        boolean packed = Wholeness.isPacked(file);
        var name = switch (part) {
            case DATABASE -> packed ? "database.sql.gz" : "database.sql";
            case PUBLIC -> packed ? "files.tgz" : "files.tar";
            case PRIVATE, SITE_CONFIG -> packed ? "private-files.tgz" : "private-files.tar";
        };
        return Files.move(file, folder.resolve(name));
    }

    /** What came of a part. */
    static Optional<Path> found(StepContext context, Part part) {
        var told = Wire.tree(context.resultOf(DOWNLOAD_STEP).orElse("{}")).path(part.key());
        return told.isString() ? Optional.of(Path.of(told.asString())) : Optional.empty();
    }

    public Step delete(JobOrder order) {
        return Step.named("Delete Downloaded Backup Files", _ -> {
            Folders.delete(folder(order));
            return StepOutcome.done();
        });
    }

    private static StepOutcome failed(String code, String why) {
        return StepOutcome.failed(code, Map.of("why", why));
    }
}
