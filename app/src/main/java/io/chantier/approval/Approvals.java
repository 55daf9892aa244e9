package io.chantier.approval;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.lifecycle.Approved;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A client agrees to what they see: exactly that is published, once, and everybody gets a receipt. */
@Service
public class Approvals {

    private static final int LONGEST = 500;

    private final ApprovalRows rows;
    private final ClientConsent consent;
    private final Sites sites;
    private final SiteJobs work;
    private final ReviewLetters letters;
    private final Audit audit;

    Approvals(
            ApprovalRows rows, ClientConsent consent, Sites sites, SiteJobs work, ReviewLetters letters, Audit audit) {
        this.rows = rows;
        this.consent = consent;
        this.sites = sites;
        this.work = work;
        this.letters = letters;
        this.audit = audit;
    }

    /** How it went. */
    public sealed interface Outcome {

        /** They agreed, now or when they pressed the button before. */
        record Done(Approval approval) implements Outcome {}

        /** What they saw is not the newest any more, or not what was on their page. */
        record Overtaken() implements Outcome {}
    }

    /** Newest first. */
    public List<Approval> of(Site site) {
        return rows.of(site);
    }

    /** Whether somebody agreed to what a link shows. */
    public Optional<Approval> of(Review review, Site site) {
        return rows.find(site, review.shown().revision());
    }

    /**
     * Agrees to a release and begins to publish it.
     *
     * @param digest of the release that was on the reader's page
     * @param address of the reader
     * @throws ProblemException where the link does not allow it, or a job works on the site just now
     */
    @Transactional
    public Outcome approve(Review review, Site asked, String digest, String address) {
        if (!review.may(Right.APPROVE)) throw new ProblemException(Problem.of("review-right", 403));
        var site = sites.lock(asked.team(), asked.id());
        var shown = review.shown();
        if (!shown.release().value().equals(digest)) return new Outcome.Overtaken();
        var before = rows.find(site, shown.revision());
        if (before.isPresent()) return new Outcome.Done(before.get());
        if (!shown.revision().equals(site.status().revision())) return new Outcome.Overtaken();
        var approval = rows.add(review, address);
        publish(review, site);
        audit.write(review.asCaller(), "review.approve", site.id().toString(), details(review, site, address));
        letters.receipt(site, review, approval);
        return new Outcome.Done(approval);
    }

    private void publish(Review review, Site site) {
        var shown = review.shown();
        var ordered = work.deploy(site, new Approved(shown.revision(), shown.release()), review.asCaller());
        switch (ordered) {
            case Ordered.Begun(var job) -> rows.published(site, shown.revision(), job.value());
            case Ordered.Busy _ -> throw new ProblemException(Problem.of("review-busy", 409));
            case Ordered.NotNow _ -> throw new ProblemException(Problem.of("review-not-now", 409));
            case Ordered.NotApproved() -> throw new IllegalStateException("It was just agreed to");
        }
    }

    private static Map<String, String> details(Review review, Site site, String address) {
        var details = new HashMap<String, String>();
        details.put("slug", site.slug().value());
        details.put("review", review.id().toString());
        details.put("revision", review.shown().revision());
        details.put("digest", review.shown().release().value());
        details.put("address", address);
        return details;
    }

    /** Whether this site is published for the first time only when somebody agreed. */
    public boolean isNeeded(Site site) {
        return rows.isNeeded(site);
    }

    @Transactional
    public void setNeeded(Site site, boolean needed, Caller caller) {
        if (rows.isNeeded(site) == needed) return;
        rows.setNeeded(site, needed);
        audit.write(caller, "approval.rule", site.id().toString(), Map.of("needed", String.valueOf(needed)));
    }

    /** Whether nobody may publish the newest revision before somebody agreed to it. */
    public boolean isAwaited(Site site) {
        var revision = site.status().revision();
        return revision != null && !site.state().wasPublished() && consent.isMissing(site, revision);
    }

    /** An owner publishes what nobody agreed to; why stands in the audit trail for good. */
    @Transactional
    public Ordered override(Site asked, String reason, Caller caller) {
        if (caller.role() != Role.OWNER && !caller.operator()) throw new ProblemException(Problem.of("forbidden", 403));
        var why = reason.strip();
        if (why.isEmpty()) throw new ProblemException(Problem.ofField("reason", "required", Map.of()));
        if (why.length() > LONGEST)
            throw new ProblemException(
                    Problem.ofField("reason", "longer-than", Map.of("longest", String.valueOf(LONGEST))));
        var site = sites.lock(asked.team(), asked.id());
        var revision = site.status().revision();
        if (revision == null) throw new ProblemException(Problem.of("review-nothing", 409));
        rows.override(site, revision, why, caller);
        audit.write(
                caller,
                "approval.override",
                site.id().toString(),
                Map.of("slug", site.slug().value(), "revision", revision, "reason", why));
        return work.deploy(site, caller);
    }
}
