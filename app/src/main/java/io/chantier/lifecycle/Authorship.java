package io.chantier.lifecycle;

import io.chantier.generation.Author;
import io.chantier.generation.Authors;
import io.chantier.generation.SitePrices;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who writes in a job, and what becomes of the texts that people wrote. It is settled when the job is ordered, so that a
 * change of the author does not change a job half-way; its models are those of the moment.
 */
record Authorship(Author author, HandTexts texts, boolean translates) {

    private static final Set<String> OF_MODELS = Set.of(Making.ANALYSE, Repairing.REPAIR);

    /** The steps that this author needs. */
    List<Step> of(List<Step> steps) {
        return steps.stream()
                .filter(step -> author.asksModel() || !OF_MODELS.contains(step.name()))
                .filter(step -> translates || !step.name().equals(Translations.TRANSLATE))
                .toList();
    }

    /** Signs orders and reads the signature. */
    @Component
    static class Desk {

        private static final String MEMBER = "author";
        private static final String TRANSLATES = "translates";
        private static final String OTHERWISE = "offline";
        private static final JsonMapper JSON = JsonMapper.shared();

        private final Authors authors;
        private final SitePrices prices;

        Desk(Authors authors, SitePrices prices) {
            this.authors = authors;
            this.prices = prices;
        }

        Authorship of(JobOrder order) {
            var input = JSON.readTree(order.input());
            var author = authors.named(input.path(MEMBER).asString(OTHERWISE));
            return new Authorship(
                    author, HandTexts.of(order), input.path(TRANSLATES).asBoolean(false));
        }

        /** With the site's further languages, where the author can translate. */
        JobOrder sign(Site site, JobOrder order) {
            var signed = sign(order);
            var isWanted = !site.profile().wishes().languages().isEmpty()
                    && authors.chosen().planTranslation().isPresent();
            var input = (ObjectNode) JSON.readTree(signed.input());
            return isWanted ? signed.withInput(input.put(TRANSLATES, true).toString()) : signed;
        }

        /** Nobody begins to translate what the limits would stop half-way. */
        JobOrder signTranslation(Site site, JobOrder order) {
            prices.refusalOfTranslation(site).ifPresent(why -> {
                throw new ProblemException(why);
            });
            return sign(site, order);
        }

        JobOrder sign(JobOrder order) {
            var input = (ObjectNode) JSON.readTree(order.input());
            return order.withInput(input.put(MEMBER, authors.chosen().name()).toString());
        }

        /** Nobody begins what the limits would stop half-way. */
        JobOrder signAffordable(Site site, JobOrder order) {
            prices.refusal(site).ifPresent(why -> {
                throw new ProblemException(why);
            });
            return sign(site, order);
        }

        Optional<Problem> refusal(TeamId team, int sites) {
            return prices.refusal(team, sites);
        }
    }
}
