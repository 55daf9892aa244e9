package io.chantier.agent.benches;

import io.chantier.agent.backups.Archive;
import io.chantier.agent.backups.Part;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.files.Folders;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Puts a backup that was fetched into a site. */
public final class RestoreSteps {

    /** Of the order: the apps that stay. */
    public static final String APPS = "apps";

    private final Benches benches;
    private final SiteCommands bench;
    private final JobSecrets secrets;
    private final BackupDownloads downloads;
    private final WayBack wayBack;

    public RestoreSteps(
            Benches benches, SiteCommands bench, JobSecrets secrets, BackupDownloads downloads, WayBack wayBack) {
        this.benches = benches;
        this.bench = bench;
        this.secrets = secrets;
        this.downloads = downloads;
        this.wayBack = wayBack;
    }

    /** What comes along with a backup, but for what says where this site's own database is. */
    public Step configure(JobOrder order, String name, String secret) {
        var call = SiteCall.of(order);
        return bench.step(name, call, (_, _) -> {
            var entries = Wire.tree(secrets.of(order, secret).reveal());
            boolean changed = benches.changeConfig(call.bench(), call.site(), config -> {
                entries.forEachEntry((key, value) -> {
                    if (!SiteDatabase.KEYS.contains(key)) {
                        config.put(key, value);
                    }
                });
                return config;
            });
            return changed ? StepOutcome.done() : call.vanished();
        });
    }

    /** Keeps what the others change; whatever fails later brings it back. */
    public Step keep(JobOrder order) {
        return wayBack.keep(order);
    }

    /** Comes when nothing can fail any more. */
    public Step forget(JobOrder order) {
        return wayBack.forget(order);
    }

    /** Into the database and the folders of a site, or into its folders alone where the order has no database. */
    public Step restore(JobOrder order) {
        var call = SiteCall.of(order);
        return call.is(BackupDownloads.has(Part.DATABASE), false)
                ? bench.step("Restore Site", call, (context, step) -> restore(context, step, order, call))
                : bench.step("Restore Files", call, (context, _) -> unpack(context, order, call));
    }

    private StepOutcome restore(StepContext context, String step, JobOrder order, SiteCall call) throws Exception {
        var words = new ArrayList<>(List.of("--force", "restore", "--mariadb-root-username"));
        var database = benches.database(call.bench(), call.site());
        if (database.isEmpty()) {
            return call.vanished();
        }
        var files = new ArrayList<String>();
        BackupDownloads.found(context, Part.PUBLIC)
                .ifPresent(file -> files.addAll(List.of("--with-public-files", path(call, file))));
        BackupDownloads.found(context, Part.PRIVATE)
                .ifPresent(file -> files.addAll(List.of("--with-private-files", path(call, file))));
        var dump = BackupDownloads.found(context, Part.DATABASE).orElseThrow();
        var admin = secrets.of(order, SiteSecrets.ADMIN);
        try {
            return Databases.withLimitedUser(
                            database.get().server(),
                            Login.root(secrets.of(order, SiteSecrets.ROOT)),
                            database.get().name(),
                            limited -> {
                                wayBack.begin(order);
                                words.add(limited.user());
                                words.addAll(files);
                                words.add(path(call, dump));
                                return bench.run(
                                        context,
                                        step,
                                        call,
                                        SiteCommands.lines(limited.password(), admin, admin),
                                        words);
                            })
                    .outcome();
        } catch (DatabaseTrouble e) {
            return e.outcome();
        }
    }

    private String path(SiteCall call, Path file) {
        return bench.path(call.bench(), file);
    }

    private StepOutcome unpack(StepContext context, JobOrder order, SiteCall call) throws IOException {
        for (var part : List.of(Part.PUBLIC, Part.PRIVATE)) {
            var archive = BackupDownloads.found(context, part);
            if (archive.isEmpty()) {
                continue;
            }
            var staging = downloads.folder(order).resolve("unpacked-" + part.key());
            Folders.delete(staging);
            var why = Archive.unpack(archive.get(), part, benches.folder(call.bench(), call.site()), staging);
            if (why.isPresent()) {
                return failed("backup-broken", "The archive of the " + part.key() + " files " + why.get());
            }
        }
        return StepOutcome.done();
    }

    /** A backup may come from a bench with other apps: what is not here cannot be installed. */
    public Step uninstallUnavailableApps(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Uninstall Unavailable Apps", call, (context, step) -> {
            var end = bench.run(context, step, call, "execute", "frappe.get_installed_apps");
            if (!(end instanceof CommandEnd.Succeeded(var _, var output))) {
                return end.outcome();
            }
            var installed = names(output);
            if (installed.isEmpty()) {
                return failed("apps-unknown", "bench printed no list of the apps of " + call.site() + ": " + output);
            }
            var stay = call.argument(APPS).valueStream().map(JsonNode::asString).toList();
            for (var app : installed.get()) {
                if (stay.contains(app.value())) {
                    continue;
                }
                for (var words : List.of(List.of("remove-from-installed-apps", app.value()), List.of("clear-cache"))) {
                    var removed = bench.run(context, step, call, words.toArray(String[]::new));
                    if (!(removed instanceof CommandEnd.Succeeded)) {
                        return removed.outcome();
                    }
                }
            }
            return StepOutcome.done();
        });
    }

    private static Optional<List<AppName>> names(String output) {
        try {
            var list = Wire.tree(output.lines()
                    .filter(line -> line.startsWith("["))
                    .reduce((_, last) -> last)
                    .orElse(""));
            return list.isArray()
                    ? Optional.of(list.valueStream()
                            .flatMap(name -> AppName.of(name.asString("")).stream())
                            .toList())
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Whatever the backup says, it is that of the order. */
    public Step setAdministratorPassword(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Set Administrator Password", call, (context, step) -> {
            var password = SiteCommands.lines(secrets.of(order, SiteSecrets.ADMIN));
            return bench.run(context, step, call, password, List.of("set-admin-password"))
                    .outcome();
        });
    }

    /** What the job answers: the apps of the site as it is now. Where it cannot say them, the job is done all the same. */
    public Step listApps(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step(".list-apps", call, (context, step) -> {
            var end = bench.run(context, step, call, "list-apps");
            return end instanceof CommandEnd.Failed || end instanceof CommandEnd.TimedOut
                    ? StepOutcome.done()
                    : end.outcome();
        });
    }

    private static StepOutcome failed(String code, String why) {
        return StepOutcome.failed(code, Map.of("why", why));
    }
}
