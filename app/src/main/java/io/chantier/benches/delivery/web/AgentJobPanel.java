package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobType;
import io.chantier.benches.delivery.AgentJobs.Query;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.web.Badge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job of an agent as its page and its line in the list show it.
 *
 * @param server what the server is called
 * @param site the slug of the site that it is about; empty where it is about none
 * @param may what its reader can have done with it
 */
public record AgentJobPanel(OrderedJob job, String server, String site, May may) {

    /** Whether the buttons would do anything. */
    public record May(boolean cancel, boolean retry) {
        static final May NOTHING = new May(false, false);
    }

    AgentJobPanel with(OrderedJob now) {
        return new AgentJobPanel(now, server, site, may);
    }

    /** The list with what it is narrowed to. */
    public record Listed(
            List<AgentJobPanel> jobs,
            @Nullable String next,
            @Nullable AgentJobType type,
            Query.@Nullable State state) {

        public List<AgentJobType> types() {
            return List.of(
                    AgentJobType.NEW_SITE,
                    AgentJobType.INSTALL_APP,
                    AgentJobType.BACKUP_SITE,
                    AgentJobType.MIGRATE_SITE,
                    AgentJobType.UPDATE_SITE,
                    AgentJobType.ARCHIVE_SITE);
        }

        public List<Query.State> states() {
            return List.of(Query.State.values());
        }

        public boolean isNarrowed() {
            return type != null || state != null;
        }

        /** The list narrowed to this and nothing else. */
        public String path(@Nullable AgentJobType wantedType, Query.@Nullable State wantedState) {
            var ofType = wantedType == null ? "" : "type=" + wantedType;
            var ofState = wantedState == null ? "" : "state=" + wantedState;
            var both = ofType.isEmpty() || ofState.isEmpty() ? ofType + ofState : ofType + "&" + ofState;
            return both.isEmpty() ? PATH : PATH + "?" + both;
        }

        public String morePath() {
            var here = path(type, state);
            return here + (here.contains("?") ? "&" : "?") + "cursor=" + next;
        }
    }

    static final String PATH = "/agent-jobs";

    /** @param seconds how long it took; null until the end */
    public record StepLine(
            String name,
            String stateKey,
            String look,
            String icon,
            @Nullable Double seconds,
            List<AgentCommand> commands) {}

    public String path() {
        return PATH + "/" + job.id();
    }

    public String livePath() {
        return path() + "/live?after=" + job.changes();
    }

    public String name() {
        return job.order().name();
    }

    public boolean isActive() {
        return !job.state().isOver();
    }

    public boolean mayCancel() {
        return may.cancel() && isActive() && !job.progress().cancelAsked();
    }

    public boolean mayRetry() {
        return may.retry() && job.state().isFailed();
    }

    /** The trouble of what waits is no failure yet. */
    public String tone() {
        return job.state().isFailed() ? "bad" : "warn";
    }

    public @Nullable Failure reason() {
        return job.reason();
    }

    public Instant orderedAt() {
        return job.progress().times().orderedAt();
    }

    public @Nullable Instant endedAt() {
        return job.progress().times().endedAt();
    }

    public @Nullable String retryOfPath() {
        var failed = job.order().retryOf();
        return failed == null ? null : PATH + "/" + failed;
    }

    public Badge badge() {
        if (isActive() && job.progress().cancelAsked()) {
            return new Badge("warn", "player-stop", "page.agentJobs.state.CANCELLING");
        }
        var key = "page.agentJobs.state." + job.state();
        return switch (job.state()) {
            case UNDELIVERED -> new Badge(job.reason() == null ? "calm" : "warn", "send", key);
            case PENDING -> new Badge("calm", "clock", key);
            case RUNNING -> new Badge("busy", "loader-2", key);
            case SUCCESS -> new Badge("ok", "circle-check", key);
            case FAILURE, DELIVERY_FAILURE -> new Badge("bad", "alert-triangle", key);
        };
    }

    public List<StepLine> steps() {
        var told = job.told();
        return told == null ? List.of() : told.steps().stream().map(this::line).toList();
    }

    /** A job that is over has no running step, whatever was told of it last. */
    private StepLine line(AgentStep step) {
        var status = job.state().isOver() && !step.status().isOver() ? AgentStatus.FAILURE : step.status();
        var look = switch (status) {
            case PENDING -> "pending";
            case RUNNING, UNKNOWN -> "running";
            case SUCCESS -> "done";
            case FAILURE -> "failed";
        };
        var icon = switch (status) {
            case PENDING, RUNNING, UNKNOWN -> "";
            case SUCCESS -> "check";
            case FAILURE -> "x";
        };
        return new StepLine(
                step.name(),
                "page.agentJobs.step." + status,
                look,
                icon,
                seconds(step.span().duration()),
                step.commands());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : Math.round(duration.toMillis() / 100.0) / 10.0;
    }

    /** Whether the agent said why in no step: then what it said of the whole job is shown. */
    public String said() {
        var told = job.told();
        if (told == null
                || job.state() != AgentJobState.FAILURE
                || !told.steps().isEmpty()) return "";
        var data = told.data();
        var said = data.path("output").asString("");
        return said.isEmpty() ? data.path("traceback").asString("") : said;
    }
}
