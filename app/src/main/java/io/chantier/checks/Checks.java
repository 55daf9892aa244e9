package io.chantier.checks;

import io.chantier.checks.Run.Score;
import io.chantier.checks.Run.Speed;
import io.chantier.sites.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The step before publishing: examines and keeps what was found, for people to see at the sentence. */
@Service
public class Checks {

    private final Gate gate;
    private final Basis basis;
    private final Barriers barriers;
    private final OutsideLinks outside;
    private final Keeping keeping;

    Checks(Gate gate, Basis basis, Barriers barriers, OutsideLinks outside, Keeping keeping) {
        this.gate = gate;
        this.basis = basis;
        this.barriers = barriers;
        this.outside = outside;
        this.keeping = keeping;
    }

    /** Where it is kept, and when. */
    @Component
    record Keeping(Findings findings, Waivers waivers, Runs runs, Clock clock, TransactionTemplate transaction) {}

    /**
     * Whether the quick checks are enough for these data: look, template and components are as they were when everything
     * was examined, and nothing held the site back then.
     */
    public boolean areQuickEnough(Site site, SortedMap<String, byte[]> data) {
        return keeping.runs().hasPassed(site, basis.of(data));
    }

    /** What an edit of a published site waits for: every check without a browser, on the pages that changed. */
    public Verdict quick(Site site, String revision, Candidate candidate) {
        var began = keeping.clock().instant();
        return kept(site, revision, candidate, new Look(Speed.QUICK, gate.examineChanged(candidate), null, began));
    }

    /** Examines as {@link #quick} does and keeps nothing, so that the quick checks of the same candidate take less. */
    public void rehearse(Candidate candidate) {
        gate.examineChanged(candidate);
    }

    /** Everything, on every page, in a browser too. */
    public Verdict whole(Site site, String revision, Candidate candidate) {
        return whole(site, revision, candidate, List.of());
    }

    /** The same where nobody waits: links to other sites are tried as well. */
    public Verdict behind(Site site, String revision, Candidate candidate) {
        return whole(site, revision, candidate, outside.broken(site.team(), candidate));
    }

    private Verdict whole(Site site, String revision, Candidate candidate, List<Finding> more) {
        var began = keeping.clock().instant();
        var looking = CompletableFuture.supplyAsync(() -> barriers.of(candidate), Thread::startVirtualThread);
        var found = new ArrayList<>(gate.examine(candidate));
        var seen = looking.join();
        found.addAll(seen.findings());
        found.addAll(more);
        found.sort(Comparator.comparing(Finding::severity));
        return kept(site, revision, candidate, new Look(Speed.WHOLE, List.copyOf(found), seen.count(), began));
    }

    private record Look(
            Speed speed, List<Finding> found, @Nullable Integer barriers, Instant began) {}

    /** Examining the same revision again replaces what was found before. */
    private Verdict kept(Site site, String revision, Candidate candidate, Look look) {
        return Objects.requireNonNull(keeping.transaction().execute(_ -> {
            var verdict = new Verdict(look.found(), keeping.waivers().standing(site));
            keeping.findings().save(site, revision, look.found());
            var now = keeping.clock().instant();
            var score = new Score(
                    verdict.blocking().size(),
                    verdict.warnings().size(),
                    look.found().size()
                            - verdict.blocking().size()
                            - verdict.warnings().size(),
                    look.barriers(),
                    Weight.of(candidate));
            var took = Duration.between(look.began(), now);
            keeping.runs().add(site, new Run(revision, look.speed(), basis.of(candidate.data()), now, took, score));
            return verdict;
        }));
    }
}
