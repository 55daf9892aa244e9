package io.chantier.lifecycle;

import io.chantier.generation.Errand;
import io.chantier.generation.Proposal;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a wish in plain words to a proposal that a person looks at; nothing of the site changes. */
@Component
class ChangeSite implements Recipe {

    static final String KIND = "change-site";

    private static final String PROPOSE = "propose";
    static final String MEMBER = "request";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SiteSteps steps;
    private final OldSites oldSites;
    private final Manuscripts manuscripts;
    private final Requests requests;
    private final Authorship.Desk desk;

    ChangeSite(SiteSteps steps, OldSites oldSites, Manuscripts manuscripts, Requests requests, Authorship.Desk desk) {
        this.steps = steps;
        this.oldSites = oldSites;
        this.manuscripts = manuscripts;
        this.requests = requests;
        this.desk = desk;
    }

    static JobOrder about(UUID request, JobOrder order) {
        var input = (ObjectNode) JSON.readTree(order.input());
        return order.withInput(input.put(MEMBER, request.toString()).toString());
    }

    /** The kind of the job that answers such a request. */
    static String kindOf(Requests.Kind of) {
        return of == Requests.Kind.DATA ? KIND : CraftComponent.KIND;
    }

    /** Whether an order only proposes something, or changes a draft: nothing was published by it. */
    static boolean isOne(JobOrder order) {
        return List.of(KIND, CraftComponent.KIND, TranslateSite.KIND).contains(order.kind());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var request = UUID.fromString(JSON.readTree(order.input()).path(MEMBER).asString(""));
        var by = desk.of(order);
        return List.of(
                steps.beside(PROPOSE, SiteKey.of(order), (site, context) -> propose(site, by, request, context)));
    }

    /** They wait for a model most of the time. */
    @Override
    public int limit() {
        return 8;
    }

    /** Somebody waits before the page. */
    @Override
    public int tries() {
        return 3;
    }

    private StepOutcome propose(Site site, Authorship by, UUID request, SiteStepContext context)
            throws InterruptedException {
        var revision = site.status().revision();
        var wish = requests.find(site, request);
        if (revision == null || wish.isEmpty()) return StepOutcome.done();
        var basis = new Requests.Basis(revision, manuscripts.files(site), oldSites.of(site));
        var errand = new Errand(site.team(), site.id(), context.jobId(), PROPOSE, Making.told(context));
        return switch (by.author().propose(oldSites.assignment(site), basis.files(), wish.get(), errand)) {
            case Proposal.Proposed proposal ->
                requests.proposed(site, request, basis, by.author().name(), proposal)
                        .map(why -> failed(site, request, why))
                        .orElseGet(StepOutcome::done);
            case Proposal.NotPossible(var code, var arguments) -> failed(site, request, code, arguments);
            case Proposal.Stopped(var code, var arguments) -> failed(site, request, code, arguments);
            case Proposal.Unavailable(var code, var arguments, var pause) ->
                new StepOutcome.TryAgain(new Failure(code, arguments), pause);
        };
    }

    private StepOutcome failed(Site site, UUID request, String code, Map<String, String> arguments) {
        return failed(site, request, new Failure(code, arguments));
    }

    private StepOutcome failed(Site site, UUID request, Failure why) {
        requests.failed(site, request, why);
        return new StepOutcome.Failed(why);
    }
}
