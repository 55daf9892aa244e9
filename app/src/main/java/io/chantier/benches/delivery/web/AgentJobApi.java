package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobType;
import io.chantier.benches.delivery.AgentJobs.Query;
import io.chantier.identity.Caller;
import io.chantier.web.Page;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was ordered from the agents of bench servers, newest first. */
@RestController
@RequestMapping("/api/agent-jobs")
class AgentJobApi {

    private final AgentJobDesk desk;
    private final AgentJobView.Maker views;

    AgentJobApi(AgentJobDesk desk, AgentJobView.Maker views) {
        this.desk = desk;
        this.views = views;
    }

    /** @param type one of the six kinds of work, or {@code OTHER}, whatever the agent's own name for the job */
    @GetMapping
    Page<AgentJobView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable AgentJobType type,
            @RequestParam(required = false) Query.@Nullable State state,
            @RequestParam(required = false) @Nullable UUID site,
            @RequestParam(required = false) @Nullable UUID server,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Locale locale) {
        var filter = new AgentJobDesk.Filter(type, state, site, server);
        return desk.list(caller, filter, cursor, Page.limit(limit)).map(job -> views.of(job, locale));
    }

    @GetMapping("/{id}")
    AgentJobView show(Caller caller, @PathVariable UUID id, Locale locale) {
        return views.of(desk.find(caller, id), locale);
    }

    /** What the agent has not got ends at once; a running job ends when the agent has stopped it. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(Caller caller, @PathVariable UUID id) {
        desk.cancel(caller, id);
    }

    /** Orders the same once more; answers the new job. */
    @PostMapping("/{id}/retry")
    ResponseEntity<AgentJobView> retry(Caller caller, @PathVariable UUID id, Locale locale) {
        var again = desk.retry(caller, id);
        return ResponseEntity.accepted()
                .location(URI.create("/api/agent-jobs/" + again))
                .body(views.of(desk.find(caller, again), locale));
    }
}
