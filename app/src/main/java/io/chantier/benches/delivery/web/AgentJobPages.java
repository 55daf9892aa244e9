package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobType;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.AgentJobs.Query;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The jobs of agents: a list by kind of work, and each with its steps and what its programs print, live. */
@Controller
@RequestMapping(AgentJobPanel.PATH)
class AgentJobPages {

    private static final int AT_ONCE = 50;

    private final AgentJobDesk desk;
    private final AgentJobs jobs;
    private final LiveAgentJob live;
    private final Frames frames;

    AgentJobPages(AgentJobDesk desk, AgentJobs jobs, LiveAgentJob live, Frames frames) {
        this.desk = desk;
        this.jobs = jobs;
        this.live = live;
        this.frames = frames;
    }

    @GetMapping
    String list(
            Caller caller,
            @RequestParam(required = false) @Nullable AgentJobType type,
            @RequestParam(required = false) Query.@Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            Model page) {
        var found = desk.list(caller, new AgentJobDesk.Filter(type, state, null, null), cursor, AT_ONCE);
        var names = jobs.serverNames();
        var panels = found.items().stream()
                .map(job -> new AgentJobPanel(
                        job, names.getOrDefault(job.order().server(), ""), "", AgentJobPanel.May.NOTHING))
                .toList();
        page.addAttribute("view", new AgentJobPanel.Listed(panels, found.next(), type, state));
        return "benches/agentJobs";
    }

    @GetMapping("/{id}")
    String show(Caller caller, @PathVariable UUID id, Model page) {
        page.addAttribute("job", panel(caller, desk.find(caller, id)));
        return "benches/agentJob";
    }

    @GetMapping("/{id}/live")
    SseEmitter follow(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long after,
            HttpServletRequest request) {
        var job = desk.find(caller, id);
        return live.follow(panel(caller, job), frames.of(request), after);
    }

    @PostMapping("/{id}/cancellation")
    String cancel(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        desk.cancel(caller, id);
        next.addFlashAttribute(Frames.DONE, "page.agentJobs.cancelled");
        return "redirect:" + AgentJobPanel.PATH + "/" + id;
    }

    @PostMapping("/{id}/retry")
    String retry(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        var again = desk.retry(caller, id);
        next.addFlashAttribute(Frames.DONE, "page.agentJobs.retried");
        return "redirect:" + AgentJobPanel.PATH + "/" + again;
    }

    private AgentJobPanel panel(Caller caller, OrderedJob job) {
        return new AgentJobPanel(
                job,
                jobs.serverNames().getOrDefault(job.order().server(), ""),
                desk.site(job).map(site -> site.slug().value()).orElse(""),
                desk.may(caller, job));
    }
}
