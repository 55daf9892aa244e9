package io.chantier.lifecycle.web;

import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.JobState;
import io.chantier.jobs.LogLine;
import io.chantier.sites.Site;
import io.chantier.web.Badge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as its panel shows it.
 *
 * @param newest whether no later one has worked on the site
 */
public record JobPanel(String slug, Job job, boolean newest, List<Line> lines) {

    /** The newest job of a site. */
    static JobPanel of(Site site, Job job, List<LogLine> lines) {
        return of(site, job, true, lines);
    }

    static JobPanel of(Site site, Job job, boolean newest, List<LogLine> lines) {
        return new JobPanel(
                site.slug().value(),
                job,
                newest,
                lines.stream()
                        .map(line -> new Line(line.number(), line.at(), line.text()))
                        .toList());
    }

    /** The number of the last line, where the live stream goes on. */
    public long lastLine() {
        return lines.isEmpty() ? 0 : lines.getLast().number();
    }

    /** @param text worded in the reader's language */
    public record Line(long number, Instant at, String text) {}

    /** @param look the style of the station: done, running, waiting, failed, undone, pending */
    public record StepLine(
            String key,
            String stateKey,
            String look,
            String icon,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    public String path() {
        return "/sites/" + slug + "/jobs/" + job.id();
    }

    public String livePath() {
        return path() + "/live?after=" + lastLine();
    }

    public String kindKey() {
        return "job." + job.order().kind();
    }

    public boolean active() {
        return job.state().isActive();
    }

    /** Nothing to look at: it went well. */
    public boolean calm() {
        return job.state() == JobState.SUCCEEDED;
    }

    public boolean retryable() {
        return newest && job.state() == JobState.FAILED;
    }

    public int progress() {
        return job.progress();
    }

    public @Nullable Failure failure() {
        return job.failure();
    }

    public Instant createdAt() {
        return job.times().createdAt();
    }

    public @Nullable Instant finishedAt() {
        return job.times().finishedAt();
    }

    public long done() {
        return job.steps().stream()
                .filter(step -> step.state() == JobStep.State.DONE)
                .count();
    }

    /** Key of the name of the step that the job is at; empty before the first one and after the last. */
    public String stepKey() {
        return job.steps().stream()
                .filter(step -> switch (step.state()) {
                    case RUNNING, WAITING, FAILED -> true;
                    case PENDING, DONE, UNDONE -> false;
                })
                .findFirst()
                .map(step -> "step." + step.name())
                .orElse("");
    }

    public Badge badge() {
        return badgeOf(job.state());
    }

    static Badge badgeOf(JobState state) {
        var key = "page.job.state." + state;
        return switch (state) {
            case QUEUED -> new Badge("calm", "clock", key);
            case RUNNING -> new Badge("busy", "loader-2", key);
            case WAITING -> new Badge("warn", "hourglass", key);
            case SUCCEEDED -> new Badge("ok", "circle-check", key);
            case FAILED -> new Badge("bad", "alert-triangle", key);
            case CANCELLING -> new Badge("warn", "player-stop", key);
            case CANCELLED -> new Badge("calm", "player-stop", key);
        };
    }

    public List<StepLine> steps() {
        return job.steps().stream().map(JobPanel::line).toList();
    }

    private static StepLine line(JobStep step) {
        var look = switch (step.state()) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case WAITING -> "waiting";
            case DONE -> "done";
            case FAILED -> "failed";
            case UNDONE -> "undone";
        };
        var icon = switch (step.state()) {
            case PENDING, RUNNING -> "";
            case WAITING -> "hourglass";
            case DONE -> "check";
            case FAILED -> "x";
            case UNDONE -> "arrow-back-up";
        };
        return new StepLine(
                "step." + step.name(),
                "page.step.state." + step.state(),
                look,
                icon,
                step.startedAt(),
                step.finishedAt());
    }
}
