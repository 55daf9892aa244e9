package io.chantier.lifecycle;

import io.chantier.generation.Errand;
import io.chantier.generation.Workpiece;
import io.chantier.generation.Writing;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a wish that the data cannot say to a changed component that an operator reads: it is looked at, and compiled behind
 * walls, before anybody sees it. Nothing of the site changes.
 */
@Component
class CraftComponent implements Recipe {

    static final String KIND = "craft-component";

    private static final String CRAFT = "craft";
    private static final String COMPILER = "compile-failed";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SiteSteps steps;
    private final OldSites oldSites;
    private final Manuscripts manuscripts;
    private final SiteRendering rendering;
    private final Requests requests;
    private final Authorship.Desk desk;

    CraftComponent(
            SiteSteps steps,
            OldSites oldSites,
            Manuscripts manuscripts,
            SiteRendering rendering,
            Requests requests,
            Authorship.Desk desk) {
        this.steps = steps;
        this.oldSites = oldSites;
        this.manuscripts = manuscripts;
        this.rendering = rendering;
        this.requests = requests;
        this.desk = desk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var request = UUID.fromString(
                JSON.readTree(order.input()).path(ChangeSite.MEMBER).asString(""));
        var by = desk.of(order);
        return List.of(steps.beside(CRAFT, SiteKey.of(order), (site, context) -> craft(site, by, request, context)));
    }

    @Override
    public int limit() {
        return 2;
    }

    /** Each try costs as much as the one before. */
    @Override
    public int tries() {
        return 2;
    }

    private StepOutcome craft(Site site, Authorship by, UUID request, SiteStepContext context)
            throws InterruptedException {
        var revision = site.status().revision();
        if (revision == null) return StepOutcome.done();
        var basis = new Requests.Basis(revision, manuscripts.files(site), oldSites.of(site));
        var piece = requests.workpiece(site, request, basis);
        if (piece.isEmpty()) return StepOutcome.done();
        var errand = new Errand(site.team(), site.id(), context.jobId(), CRAFT, Making.told(context));
        return switch (new Attempt(site, basis, by, errand, piece.get()).make(piece.get(), 0)) {
            case Crafted.Fine(var made) -> {
                requests.crafted(site, request, basis, by.author().name(), made);
                yield StepOutcome.done();
            }
            case Crafted.Bad(var why) -> {
                requests.failed(site, request, why);
                yield new StepOutcome.Failed(why);
            }
            case Crafted.Later(var outcome) -> outcome;
        };
    }

    private sealed interface Crafted {
        record Fine(Requests.Made made) implements Crafted {}

        record Bad(Failure why) implements Crafted {}

        record Later(StepOutcome outcome) implements Crafted {}
    }

    /** What does not compile is mended once, with the compiler's own words. */
    private final class Attempt {

        private final Site site;
        private final Requests.Basis basis;
        private final Authorship by;
        private final Errand errand;
        private final Workpiece first;

        Attempt(Site site, Requests.Basis basis, Authorship by, Errand errand, Workpiece first) {
            this.site = site;
            this.basis = basis;
            this.by = by;
            this.errand = errand;
            this.first = first;
        }

        Crafted make(Workpiece piece, long paid) throws InterruptedException {
            return switch (by.author().craft(piece, errand)) {
                case Writing.Written(var files, var cost) -> looked(piece, files, paid + cost.microUsd());
                case Writing.Stopped(var _, var _, var code, var arguments) ->
                    new Crafted.Bad(new Failure(code, arguments));
                case Writing.NothingToSay(var code, var arguments) -> new Crafted.Bad(new Failure(code, arguments));
                case Writing.Unwanted() -> new Crafted.Bad(new Failure("change-unanswered", Map.of()));
                case Writing.Unavailable(var code, var arguments, var pause) ->
                    new Crafted.Later(new StepOutcome.TryAgain(new Failure(code, arguments), pause));
            };
        }

        private Crafted looked(Workpiece piece, SortedMap<String, byte[]> edited, long paid)
                throws InterruptedException {
            var made = new TreeMap<>(edited);
            made.keySet().retainAll(piece.editable());
            // What was made in a first round is no version of the site's, and what nobody touched stays the template's.
            var before = first.files();
            made.entrySet()
                    .removeIf(file -> Arrays.equals(file.getValue(), before.getOrDefault(file.getKey(), new byte[0])));
            var objection = requests.objection(first, made);
            if (objection.isPresent()) return new Crafted.Bad(objection.get());
            var whole = new TreeMap<>(basis.files());
            whole.putAll(made);
            var failure = rendering.failure(site, whole);
            if (failure.isEmpty()) return new Crafted.Fine(new Requests.Made(made, paid));
            var isMendable =
                    failure.get().code().equals(COMPILER) && piece.complaint().isEmpty();
            return isMendable ? make(again(piece, made, failure), paid) : new Crafted.Bad(failure.get());
        }

        private static Workpiece again(Workpiece piece, SortedMap<String, byte[]> made, Optional<Failure> why) {
            var files = new TreeMap<>(piece.files());
            files.putAll(made);
            return piece.again(
                    files, why.map(Failure::arguments).orElse(Map.of()).getOrDefault("log", COMPILER));
        }
    }
}
