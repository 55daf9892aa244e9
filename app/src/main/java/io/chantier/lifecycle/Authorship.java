package io.chantier.lifecycle;

import io.chantier.generation.Author;
import io.chantier.generation.Authors;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who writes in a job, and what becomes of the texts that people wrote. It is settled when the job is ordered, so that a
 * change of the settings does not change a job half-way.
 */
record Authorship(Author author, HandTexts texts) {

    private static final Set<String> OF_MODELS = Set.of(Making.ANALYSE, Repairing.REPAIR);

    /** The steps that this author needs. */
    List<Step> of(List<Step> steps) {
        return steps.stream()
                .filter(step -> author.asksModel() || !OF_MODELS.contains(step.name()))
                .toList();
    }

    /** Signs orders and reads the signature. */
    @Component
    static class Desk {

        private static final String MEMBER = "author";
        private static final String OTHERWISE = "offline";
        private static final JsonMapper JSON = JsonMapper.shared();

        private final Authors authors;

        Desk(Authors authors) {
            this.authors = authors;
        }

        Authorship of(JobOrder order) {
            var name = JSON.readTree(order.input()).path(MEMBER).asString(OTHERWISE);
            return new Authorship(authors.named(name), HandTexts.of(order));
        }

        JobOrder sign(JobOrder order) {
            var input = (ObjectNode) JSON.readTree(order.input());
            return order.withInput(input.put(MEMBER, authors.chosen().name()).toString());
        }
    }
}
