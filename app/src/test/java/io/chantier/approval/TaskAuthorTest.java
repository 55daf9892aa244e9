package io.chantier.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.jobs.Failure;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.web.ProblemException;
import io.chantier.web.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What a client says is given to an author that works for money, where there is one. */
class TaskAuthorTest extends ClientFixture {

    @Autowired
    TaskRows rows;

    @Autowired
    Revisions revisions;

    @Autowired
    Audit audit;

    @Autowired
    Sites sites;

    @Autowired
    TransactionTemplate transaction;

    /** Takes what it can pay for. */
    private static final class Scribe implements TaskAuthor {
        private final List<Assignment> taken = new ArrayList<>();

        @Override
        public boolean isReady(Site site) {
            return true;
        }

        @Override
        public Answer take(Site site, Assignment assignment, Caller caller) {
            if (assignment.budgetMicros() < 1000) return new Answer.Refused(new Failure("task-no-author", Map.of()));
            taken.add(assignment);
            return new Answer.Taken();
        }
    }

    @Test
    void an_author_gets_the_words_the_place_and_what_it_may_cost_and_its_answer_reaches_the_client() {
        make("authored");
        var path = link("authored");
        comment(path, "/", 1, "Un titre plus court");
        var site = sites.find(people.firstTeam(), new Slug("authored")).orElseThrow();
        var scribe = new Scribe();
        var tasks = tasks(scribe);
        var task = tasks.of(site).getFirst();
        assertThat(tasks.hasAuthor(site)).isTrue();

        assertThatThrownBy(() -> handOver(tasks, site, task, 10)).isInstanceOf(ProblemException.class);
        assertThat(tasks.of(site).getFirst().state())
                .as("who refuses leaves it to people")
                .isEqualTo(Task.State.OPEN);
        handOver(tasks, site, task, 100_000);

        assertThat(scribe.taken)
                .containsExactly(new TaskAuthor.Assignment(task.id(), "/", 1, "Un titre plus court", 100_000));
        assertThat(open(path).select(".said").text()).contains("Confié au rédacteur");
        assertThatThrownBy(() -> handOver(tasks, site, task, 100_000)).isInstanceOf(ProblemException.class);
        tasks.answered(site, task.id(), "Le titre est plus court.", "Rédacteur");
        assertThat(open(path).select(".said").text()).contains("Répondu", "Le titre est plus court.");
        tasks.handedBack(site, task.id());
        assertThat(tasks.of(site).getFirst().state()).isEqualTo(Task.State.ANSWERED);
        assertThat(chantier.api().get("/api/audit").body()).contains("task.author", "100000");
    }

    private Tasks tasks(TaskAuthor author) {
        var beans = new StaticListableBeanFactory(Map.of("author", author));
        return new Tasks(rows, revisions, beans.getBeanProvider(TaskAuthor.class), audit);
    }

    private void handOver(Tasks tasks, Site site, Task task, long micros) {
        var operator = people.operator();
        var caller = new Caller(
                operator.account().id(),
                "Julie",
                operator.team(),
                Role.OWNER,
                true,
                new Visitor.Taste(null, null),
                true);
        transaction.executeWithoutResult(_ -> tasks.handOver(site, task.id(), micros, caller));
    }
}
