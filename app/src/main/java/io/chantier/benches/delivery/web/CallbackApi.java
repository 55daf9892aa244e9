package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobs;
import io.chantier.identity.CallerAddress;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where agents, ours and stock ones, say that a job is over. They cannot prove who they are, so nothing is believed: it
 * only brings the next question to that server forward. The answer is the same whether anybody knows the number.
 */
@RestController
class CallbackApi {

    private final AgentJobs jobs;
    private final Knocks knocks;
    private final CallerAddress addresses;

    CallbackApi(AgentJobs jobs, Knocks knocks, CallerAddress addresses) {
        this.jobs = jobs;
        this.knocks = knocks;
        this.addresses = addresses;
    }

    @PostMapping("/api/method/press.api.callbacks.callback")
    Map<String, String> hear(
            @RequestParam(name = "job_id", defaultValue = "") String number,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!knocks.mayKnock(addresses.of(request))) {
            response.setHeader("Retry-After", Long.toString(knocks.pause().toSeconds()));
            throw new ProblemException(Problem.of("agent-callback-too-often", 429));
        }
        if (!number.matches("[0-9]{1,18}")) {
            throw new ProblemException(Problem.ofField("job_id", "malformed", Map.of()));
        }
        jobs.knocked(Long.parseLong(number));
        return Map.of("message", "Success");
    }
}
