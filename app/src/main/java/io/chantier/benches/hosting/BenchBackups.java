package io.chantier.benches.hosting;

import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobType;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.sites.Site;
import io.chantier.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The backups of sites on benches, as their agents told them when they had made them. */
@Component
public class BenchBackups {

    private static final List<String> PARTS = List.of("database", "public", "private", "site_config");

    private final AgentJobs jobs;
    private final BackupRecords records;

    BenchBackups(AgentJobs jobs, BackupRecords records) {
        this.jobs = jobs;
        this.records = records;
    }

    /** Where the files of a backup are. */
    public enum Place {
        /** On the bench server, as long as the site keeps them. */
        SERVER,
        STORE,
        /** They were in the store, and have been removed because they were too old. */
        REMOVED
    }

    /** @param id of the agent's job that made it */
    public record Backup(UUID id, Instant at, Place place, List<File> files) {

        public Backup {
            files = List.copyOf(files);
        }

        public long bytes() {
            return files.stream().mapToLong(File::bytes).sum();
        }

        Optional<File> file(String part) {
            return files.stream().filter(file -> file.part().equals(part)).findFirst();
        }

        /** What is in it. */
        public List<String> parts() {
            return files.stream().map(File::part).toList();
        }

        /** As people on the server know it: by its dump. */
        public String called() {
            return files.stream().map(File::name).findFirst().orElseGet(id::toString);
        }
    }

    /**
     * A file of a backup.
     *
     * @param part what is in it: {@code database}, {@code public}, {@code private} or {@code site_config}
     */
    public record File(String part, String name, long bytes) {}

    /** Newest first. */
    public Page<Backup> of(Site site, @Nullable String after, int limit) {
        var wanted = new AgentJobs.Query(
                site.team(),
                AgentJobType.BACKUP_SITE,
                AgentJobs.Query.State.SUCCEEDED,
                site.id().value(),
                null);
        var made = jobs.list(wanted, after, limit);
        var kept = records.of(made.items().stream().map(OrderedJob::id).toList());
        return new Page<>(
                made.items().stream()
                        .map(job -> backup(job, place(kept.get(job.id()))))
                        .toList(),
                made.next());
    }

    /** Empty where the site has no such backup, or its agent has not finished it. */
    public Optional<Backup> find(Site site, UUID id) {
        return jobs.find(id)
                .filter(job -> job.state() == AgentJobState.SUCCESS)
                .filter(job -> job.order().type() == AgentJobType.BACKUP_SITE)
                .filter(job -> site.team().value().equals(job.order().team()))
                .filter(job -> site.id().value().equals(job.order().site()))
                .map(job -> backup(job, place(records.of(List.of(id)).get(id))));
    }

    /** In the store they stay from now on, however many newer ones come: this is what was there before a restoration. */
    public void hold(List<UUID> backups) {
        records.hold(backups);
    }

    /** Nothing has to be gone back to these any more. */
    public void release(List<UUID> backups) {
        records.release(backups);
    }

    /** Nothing of the site has to be gone back to any more. */
    public void release(Site site) {
        records.release(site);
    }

    private static Place place(BackupRecords.@Nullable Kept kept) {
        if (kept == null) return Place.SERVER;
        return kept.goneAt() == null ? Place.STORE : Place.REMOVED;
    }

    private static Backup backup(OrderedJob job, Place place) {
        var times = job.progress().times();
        var told = job.told();
        var files = told == null ? List.<File>of() : files(told.data().path("backups"));
        var ended = times.endedAt();
        return new Backup(job.id(), ended == null ? times.orderedAt() : ended, place, files);
    }

    private static List<File> files(JsonNode backups) {
        return PARTS.stream().flatMap(part -> file(part, backups.path(part))).toList();
    }

    private static Stream<File> file(String part, JsonNode told) {
        var name = told.path("file").asString("");
        return name.isEmpty()
                ? Stream.empty()
                : Stream.of(new File(part, name, told.path("size").asLong(0)));
    }
}
