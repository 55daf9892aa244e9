package io.chantier.approval.web;

import io.chantier.approval.Task;
import io.chantier.approval.TaskAuthor;
import io.chantier.editing.Change;
import io.chantier.editing.ChangeParts;
import io.chantier.metering.Amounts;
import io.chantier.sites.Site;
import io.chantier.web.Frames;
import io.chantier.web.Part;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows what the author has made of tasks. */
@Component
class AuthorsWork {

    private final TaskAuthor author;
    private final ChangeParts parts;
    private final Amounts amounts;
    private final Frames frames;

    AuthorsWork(TaskAuthor author, ChangeParts parts, Amounts amounts, Frames frames) {
        this.author = author;
        this.parts = parts;
        this.amounts = amounts;
        this.frames = frames;
    }

    /** Of those tasks that the author ever got, by their ids. */
    Map<UUID, TaskWork> of(Site site, List<Task> tasks, HttpServletRequest request) {
        var frame = frames.of(request);
        var words = amounts.in(frame.locale());
        return tasks.stream().filter(task -> task.errand().id() != null).collect(Collectors.toMap(Task::id, task -> {
            var change = author.changeOf(site, task).orElse(null);
            var shown = change != null && isToBeSeen(change) ? parts.differences(frame, site, change) : Part.NOTHING;
            var errand = task.errand();
            var cost = errand.spentMicros() == 0 ? "" : words.say(errand.spentMicros());
            return new TaskWork(task, change, shown, words.say(errand.budgetMicros()), cost);
        }));
    }

    private static boolean isToBeSeen(Change change) {
        return change.state() == Change.State.PROPOSED || change.state() == Change.State.APPLIED;
    }
}
