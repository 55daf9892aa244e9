package io.chantier.metering;

import io.chantier.values.TeamId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what was spent, and adds it up. Its rows outlive their sites, and hold their ids alone. What is only reserved is
 * in no sum.
 */
@Service
public class Ledger {

    private final UsageRows usage;
    private final Sums sums;
    private final Spending watcher;

    Ledger(UsageRows usage, Sums sums, Spending watcher) {
        this.usage = usage;
        this.sums = sums;
        this.watcher = watcher;
    }

    /** Books a request for which nothing was reserved; the same one counts once, whatever becomes of the caller's transaction. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void record(UsageRecord spent) {
        usage.record(spent);
        watcher.grew(spent.call().team());
    }

    public Sum ofJob(TeamId team, UUID job) {
        return total(sums.of(sums.job(team, job), Sums.STEP));
    }

    /** From its first request on. */
    public Sum ofSite(TeamId team, UUID site) {
        return total(sums.of(sums.site(team, site), Sums.STEP));
    }

    public Sum ofTeam(TeamId team, Span span) {
        return total(sums.of(sums.team(team, span), Sums.STEP));
    }

    /** All teams together. */
    public Sum ofInstallation(Span span) {
        return total(sums.of(sums.installation(span), Sums.STEP));
    }

    /** By the steps' keys, the first step first. */
    public SequencedMap<String, Sum> stepsOf(TeamId team, UUID job) {
        return sums.of(sums.job(team, job), Sums.STEP);
    }

    /** By the steps' keys, the dearest first. */
    public SequencedMap<String, Sum> bySteps(TeamId team, Span span) {
        return Sums.dearestFirst(sums.of(sums.team(team, span), Sums.STEP));
    }

    /** The dearest first. */
    public SequencedMap<UUID, Sum> bySites(TeamId team, Span span) {
        return Sums.dearestFirst(sums.of(sums.team(team, span), Sums.SITE));
    }

    /** The dearest first. */
    public SequencedMap<String, Sum> byModels(TeamId team, Span span) {
        return Sums.dearestFirst(sums.of(sums.team(team, span), Sums.MODEL));
    }

    /** The days on which something was spent, and on which models; the first day first. */
    public SequencedMap<LocalDate, SequencedMap<String, Sum>> days(TeamId team, Span span) {
        return sums.days(team, span);
    }

    /** For the books: what one job spent on one day for one step and model; the first day first. */
    public List<Line> lines(TeamId team, Span span) {
        return sums.lines(team, span);
    }

    /** One line of the books. */
    public record Line(LocalDate day, UUID site, UUID job, String step, String model, Sum sum) {}

    /** The job of a site that spent last. */
    public Optional<UUID> lastJob(TeamId team, UUID site) {
        return sums.lastJob(team, site);
    }

    private static Sum total(SequencedMap<?, Sum> parts) {
        return parts.values().stream().reduce(Sum.NOTHING, Sum::plus);
    }
}
