package io.chantier.benches.apps.web;

import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppDesk;
import io.chantier.benches.apps.AppForm;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.ReleaseForm;
import io.chantier.identity.Caller;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The apps and their releases, for the operator. */
@Controller
@RequestMapping("/settings/apps")
class AppPages {

    private static final String LIST = "redirect:/settings/apps";

    private final AppDesk desk;

    AppPages(AppDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    String list(Model page) {
        return list(AppsView.Filled.of(AppForm.EMPTY), page);
    }

    @PostMapping
    String add(
            Caller caller,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var form = appForm(typed, typed.getOrDefault("name", ""));
        try {
            var app = desk.add(form, caller);
            next.addFlashAttribute(Frames.DONE, "page.apps.added");
            return LIST + "/" + app.name();
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return list(new AppsView.Filled<>(form, wrong.problem()), page);
        }
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, Model page) {
        return one(AppsView.One.of(find(name)), page);
    }

    @PostMapping("/{name}")
    String change(
            Caller caller,
            @PathVariable String name,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var app = find(name);
        var form = appForm(typed, name);
        try {
            desk.change(app, form, caller);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return one(AppsView.One.of(app).withForm(new AppsView.Filled<>(form, wrong.problem())), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return LIST + "/" + name;
    }

    @PostMapping("/{name}/removal")
    String remove(
            Caller caller,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String typedName,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var app = find(name);
        if (!typedName.strip().equals(name)) {
            response.setStatus(422);
            var problem = Problem.ofField("typedName", "not-this-name", Map.of("name", name));
            return one(AppsView.One.of(app).withTrouble(problem), page);
        }
        desk.remove(app, caller);
        next.addFlashAttribute(Frames.DONE, "page.apps.removed");
        return LIST;
    }

    @PostMapping("/{name}/releases")
    String addRelease(
            Caller caller,
            @PathVariable String name,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var app = find(name);
        var form = new ReleaseForm(
                typed.getOrDefault("version", ""),
                typed.getOrDefault("framework", ""),
                ReleaseForm.needsOf(typed.getOrDefault("needs", "")),
                typed.containsKey("migrates"));
        try {
            desk.addRelease(app, form, caller);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return one(AppsView.One.of(app).withRelease(new AppsView.Filled<>(form, wrong.problem())), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.apps.release.added");
        return LIST + "/" + name;
    }

    @PostMapping("/{name}/releases/{version}/publication")
    String publish(Caller caller, @PathVariable String name, @PathVariable String version, RedirectAttributes next) {
        var app = find(name);
        desk.publish(app, release(app, version), caller);
        next.addFlashAttribute(Frames.DONE, "page.apps.release.published");
        return LIST + "/" + name;
    }

    @PostMapping("/{name}/releases/{version}/publication/end")
    String yank(Caller caller, @PathVariable String name, @PathVariable String version, RedirectAttributes next) {
        var app = find(name);
        desk.yank(app, release(app, version), caller);
        next.addFlashAttribute(Frames.DONE, "page.apps.release.yanked");
        return LIST + "/" + name;
    }

    @PostMapping("/{name}/releases/{version}/removal")
    String removeRelease(
            Caller caller, @PathVariable String name, @PathVariable String version, RedirectAttributes next) {
        var app = find(name);
        desk.removeDraft(app, release(app, version), caller);
        next.addFlashAttribute(Frames.DONE, "page.apps.release.removed");
        return LIST + "/" + name;
    }

    private String list(AppsView.Filled<AppForm> form, Model page) {
        var releases = desk.releases();
        var lines = desk.apps().stream()
                .map(app -> new AppsView.Line(app, releases.getOrDefault(app.name(), List.of())))
                .toList();
        page.addAttribute("view", new AppsView.All(lines, form));
        return "benches/apps";
    }

    private String one(AppsView.One view, Model page) {
        page.addAttribute("view", view);
        page.addAttribute("releases", desk.releases(view.app()));
        return "benches/app";
    }

    private App find(String name) {
        return desk.find(name).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private AppRelease release(App app, String version) {
        return desk.release(app, version).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static AppForm appForm(Map<String, String> typed, String name) {
        return new AppForm(
                name,
                typed.getOrDefault("title", ""),
                typed.getOrDefault("french", ""),
                typed.getOrDefault("english", ""),
                typed.getOrDefault("repository", ""),
                typed.getOrDefault("publisher", ""));
    }
}
