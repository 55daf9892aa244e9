package io.chantier.cli;

import io.chantier.cli.client.JobWatch;
import io.chantier.cli.client.Sites;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Waits for what an answer began. */
record Follow(ChantierCommand chantier, Sites sites) {

    /** 0 where nothing was begun, or where it ended well; else the job says why. */
    int toEnd(JsonNode answer) throws IOException, InterruptedException {
        var id = answer.path("job").asString("");
        if (id.isEmpty()) return 0;
        var job = new JobWatch(sites, chantier.terminal(), chantier.json()).untilEnd(id);
        if (JobWatch.hasSucceeded(job)) return 0;
        new Report(chantier.terminal(), chantier.json()).failure(job);
        return 1;
    }
}
