package io.chantier.benches.web;

import io.chantier.benches.making.BenchRemoval;
import io.chantier.benches.servers.Adoption;
import io.chantier.benches.servers.BenchServerDesk;
import io.chantier.benches.servers.BenchServerDesk.Listing;
import io.chantier.benches.servers.BenchServerForm;
import io.chantier.benches.servers.BenchSites;
import io.chantier.benches.web.BenchServersView.Filled;
import io.chantier.benches.web.BenchServersView.OnBench;
import io.chantier.identity.Caller;
import io.chantier.identity.Teams;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.TeamId;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The servers with an agent, their benches and what lives there; for the operator. */
@Controller
@RequestMapping("/settings/bench-servers")
class BenchServerPages {

    private static final String LIST = "redirect:/settings/bench-servers";

    private final BenchServerDesk desk;
    private final BenchSites sites;
    private final Adoption adoption;
    private final Teams teams;
    private final BenchRemoval removal;

    BenchServerPages(BenchServerDesk desk, BenchSites sites, Adoption adoption, Teams teams, BenchRemoval removal) {
        this.desk = desk;
        this.sites = sites;
        this.adoption = adoption;
        this.teams = teams;
        this.removal = removal;
    }

    @GetMapping
    String list(Model page) {
        return list(new Filled(BenchServerForm.EMPTY, true, null), page);
    }

    @PostMapping
    String add(
            Caller caller,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var form = form(typed, "");
        try {
            var id = desk.add(form, caller);
            next.addFlashAttribute(Frames.DONE, "page.benchServers.added");
            return LIST + "/" + id;
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return list(new Filled(form, true, wrong.problem()), page);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model page) {
        return one(find(id), null, false, page);
    }

    @PostMapping("/{id}")
    String change(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var server = find(id);
        var form = form(typed, typed.containsKey("forget") ? "" : server.certificate());
        try {
            desk.change(id, form, caller);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return one(server, new Filled(form, false, wrong.problem()), false, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/test")
    String test(@PathVariable UUID id, Model page) {
        var _ = find(id);
        var _ = desk.test(id);
        return one(find(id), null, true, page);
    }

    /** A person compared the fingerprint with the one that the agent printed on its own machine. */
    @PostMapping("/{id}/certificate")
    String confirm(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String fingerprint,
            RedirectAttributes next) {
        var _ = find(id);
        var read = Fingerprint.parse(fingerprint)
                .orElseThrow(() -> new ProblemException(Problem.ofField("certificate", "not-a-fingerprint", Map.of())));
        desk.confirm(id, read, caller);
        next.addFlashAttribute(Frames.DONE, "page.benchServers.confirmed");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/adoption")
    String adopt(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID bench,
            @RequestParam(required = false) @Nullable List<String> host,
            @RequestParam(required = false) @Nullable UUID team,
            RedirectAttributes next) {
        var _ = find(id);
        if (bench == null || host == null) {
            next.addFlashAttribute(Frames.DONE, "page.benchServers.nothingChosen");
            return LIST + "/" + id;
        }
        var owner = team == null ? caller.team() : new TeamId(team);
        host.forEach(one -> adoption.adopt(bench, one, owner, caller));
        next.addFlashAttribute(Frames.DONE, "page.benchServers.adopted");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/adoption/end")
    String letGo(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID bench,
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        var _ = find(id);
        if (bench == null || !name.strip().equals(host)) {
            throw new ProblemException(Problem.of("bench-site-name", 422, Map.of("host", host)));
        }
        adoption.letGo(bench, host, caller);
        next.addFlashAttribute(Frames.DONE, "page.benchServers.letGo.done");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/benches/{bench}/archive")
    String archive(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID bench,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        var _ = find(id);
        var found = desk.bench(id, bench);
        if (!name.strip().equals(found.name())) {
            throw new ProblemException(Problem.of("bench-name-typed", 422, Map.of("bench", found.name())));
        }
        removal.archive(found, caller);
        next.addFlashAttribute(Frames.DONE, "page.benchServers.archive.done");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/removal")
    String remove(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var server = find(id);
        if (!name.strip().equals(server.name())) {
            var wrong = Problem.ofField("confirmed", "not-its-name", Map.of("name", server.name()));
            response.setStatus(wrong.status());
            page.addAttribute("view", view(server, filled(server), false, wrong));
            return "benches/server";
        }
        if (!desk.remove(id, caller)) throw new ProblemException(Problem.of("bench-server-in-use", 409));
        next.addFlashAttribute(Frames.DONE, "page.benchServers.removed");
        return LIST;
    }

    private String list(Filled form, Model page) {
        page.addAttribute("view", new BenchServersView.All(desk.list(), form));
        return "benches/servers";
    }

    private String one(Listing server, @Nullable Filled form, boolean tested, Model page) {
        page.addAttribute("view", view(server, form == null ? filled(server) : form, tested, null));
        return "benches/server";
    }

    private BenchServersView.One view(Listing server, Filled form, boolean tested, @Nullable Problem wrong) {
        var benches = desk.benchesOn(server.id()).stream()
                .map(bench ->
                        OnBench.of(bench, sites.takenOn(bench.id()), sites.adoptedOn(bench.id()), removal.last(bench)))
                .toList();
        return new BenchServersView.One(server, form, benches, teams.all(), tested, wrong);
    }

    private Listing find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static Filled filled(Listing server) {
        var stored = new BenchServerForm(
                server.name(),
                server.url(),
                "",
                "",
                server.reach(),
                server.certificate(),
                server.takesNew(),
                server.maxSites());
        return new Filled(stored, false, null);
    }

    private static BenchServerForm form(Map<String, String> typed, String certificate) {
        var most = typed.getOrDefault("maxSites", "").strip();
        return new BenchServerForm(
                typed.getOrDefault("name", "").strip(),
                typed.getOrDefault("url", "").strip(),
                typed.getOrDefault("password", ""),
                typed.getOrDefault("databasePassword", ""),
                typed.getOrDefault("reach", "").strip(),
                certificate,
                typed.containsKey("takesNew"),
                most.matches("\\d{1,6}") ? Integer.parseInt(most) : 0);
    }
}
