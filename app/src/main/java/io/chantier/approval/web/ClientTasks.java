package io.chantier.approval.web;

import io.chantier.approval.Tasks;
import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What clients wait for, on the overview. */
@Component
class ClientTasks implements Warnings.Source {

    private static final int MOST = 5;

    private final Tasks tasks;
    private final Sites sites;

    ClientTasks(Tasks tasks, Sites sites) {
        this.tasks = tasks;
        this.sites = sites;
    }

    @Override
    public List<Warning> warnings(TeamId team) {
        return tasks.open(team).entrySet().stream()
                .limit(MOST)
                .flatMap(open -> sites.find(team, open.getKey()).stream()
                        .map(site -> new Warning(
                                "client-tasks",
                                Map.of("site", site.name(), "count", String.valueOf(open.getValue())),
                                "/sites/" + site.slug() + "/approval")))
                .toList();
    }
}
