package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.ServerDesk;
import io.chantier.deployment.dokploy.ServerDesk.Listing;
import io.chantier.deployment.dokploy.ServerForm;
import io.chantier.deployment.web.ServersView.Filled;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
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

/** The servers of others on which sites are put; for the operator. */
@Controller
@RequestMapping("/settings/servers")
class ServerPages {

    private static final String LIST = "redirect:/settings/servers";

    private final ServerDesk desk;

    ServerPages(ServerDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    String list(Model page) {
        return list(new Filled(ServerForm.EMPTY, false, true, null), page);
    }

    @PostMapping
    String add(
            Caller caller,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var form = form(typed);
        try {
            var id = desk.add(form, caller);
            next.addFlashAttribute(Frames.DONE, "page.servers.added");
            return LIST + "/" + id;
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return list(new Filled(form, false, true, wrong.problem()), page);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model page) {
        var server = find(id);
        return one(server, filled(server, null, null), null, page);
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
        var form = form(typed);
        try {
            desk.change(id, form, caller);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return one(server, filled(server, form, wrong.problem()), null, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/test")
    String test(@PathVariable UUID id, Model page) {
        var server = find(id);
        return one(server, filled(server, null, null), ServersView.Result.of(desk.test(id)), page);
    }

    @PostMapping("/{id}/removal")
    String remove(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        find(id);
        if (!desk.remove(id, caller)) throw new ProblemException(Problem.of("server-in-use", 409));
        next.addFlashAttribute(Frames.DONE, "page.servers.removed");
        return LIST;
    }

    private String list(Filled form, Model page) {
        page.addAttribute("view", new ServersView.All(desk.list(), form));
        return "deployment/servers";
    }

    private static String one(Listing server, Filled form, ServersView.@Nullable Result tested, Model page) {
        page.addAttribute("view", new ServersView.One(server, form, tested));
        return "deployment/server";
    }

    private Listing find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static Filled filled(Listing server, @Nullable ServerForm typed, @Nullable Problem problem) {
        var stored = new ServerForm(
                server.name(),
                server.url(),
                "",
                server.reach(),
                server.baseImage(),
                server.certificates(),
                server.maxSites(),
                server.maxBuilds(),
                server.takesNew());
        return new Filled(typed == null ? stored : typed, server.fromSettings(), false, problem);
    }

    private static ServerForm form(Map<String, String> typed) {
        return new ServerForm(
                text(typed, "name"),
                text(typed, "url"),
                text(typed, "token"),
                text(typed, "reach"),
                text(typed, "baseImage"),
                text(typed, "certificates"),
                number(typed, "maxSites"),
                number(typed, "maxBuilds"),
                typed.containsKey("takesNew"));
    }

    private static String text(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "").strip();
    }

    private static int number(Map<String, String> typed, String name) {
        var text = text(typed, name);
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
