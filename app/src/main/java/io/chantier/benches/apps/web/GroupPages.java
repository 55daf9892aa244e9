package io.chantier.benches.apps.web;

import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.GroupForm;
import io.chantier.benches.apps.GroupTeams;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.making.BenchMaking;
import io.chantier.benches.making.BenchWish;
import io.chantier.identity.Caller;
import io.chantier.values.TeamId;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** The release groups, for the operator. */
@Controller
@RequestMapping("/settings/release-groups")
class GroupPages {

    private static final String LIST = "redirect:/settings/release-groups";
    private static final String APP = "app.";

    private final GroupDesk desk;
    private final GroupBenches benches;
    private final GroupTeams teams;
    private final GroupViews views;
    private final BenchMaking making;

    GroupPages(GroupDesk desk, GroupBenches benches, GroupTeams teams, GroupViews views, BenchMaking making) {
        this.desk = desk;
        this.benches = benches;
        this.teams = teams;
        this.views = views;
        this.making = making;
    }

    @GetMapping
    String list(Model page) {
        return list(AppsView.Filled.of(GroupForm.EMPTY), page);
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
            next.addFlashAttribute(Frames.DONE, "page.groups.added");
            return LIST + "/" + id;
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return list(new AppsView.Filled<>(form, wrong.problem()), page);
        }
    }

    /** @param from the state that the newest one is compared with; the one before it when left out */
    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer from, Model page) {
        var group = find(id);
        return one(views.one(group, from, AppsView.Filled.of(GroupForm.of(group)), null), page);
    }

    @PostMapping("/{id}")
    String change(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var group = find(id);
        var form = form(typed);
        try {
            desk.change(group, form, caller);
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return one(views.one(group, null, new AppsView.Filled<>(form, wrong.problem()), null), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/removal")
    String remove(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String typedName,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var group = find(id);
        if (!typedName.strip().equals(group.name())) {
            response.setStatus(422);
            var problem = Problem.ofField("typedName", "not-this-name", Map.of("name", group.name()));
            return one(views.one(group, null, AppsView.Filled.of(GroupForm.of(group)), problem), page);
        }
        desk.remove(group, caller);
        next.addFlashAttribute(Frames.DONE, "page.groups.removed");
        return LIST;
    }

    @PostMapping("/{id}/benches")
    String stand(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID bench,
            RedirectAttributes next) {
        var group = find(id);
        if (bench == null) throw new ProblemException(Problem.ofField("bench", "required", Map.of()));
        benches.stand(bench, group, group.current(), caller);
        next.addFlashAttribute(Frames.DONE, "page.groups.bench.added");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/benches/new")
    String make(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var group = find(id);
        var wish = wish(typed);
        try {
            making.order(group, wish, caller);
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return one(views.one(group, new AppsView.Filled<>(wish, wrong.problem())), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.groups.make.done");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/benches/{bench}/removal")
    String leave(Caller caller, @PathVariable UUID id, @PathVariable UUID bench, RedirectAttributes next) {
        benches.leave(bench, find(id), caller);
        next.addFlashAttribute(Frames.DONE, "page.groups.bench.removed");
        return LIST + "/" + id;
    }

    @PostMapping("/{id}/teams")
    String reserve(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<UUID> team,
            RedirectAttributes next) {
        var wanted = team == null
                ? List.<TeamId>of()
                : team.stream().map(TeamId::new).toList();
        teams.reserve(find(id), wanted, caller);
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return LIST + "/" + id;
    }

    private String list(AppsView.Filled<GroupForm> form, Model page) {
        page.addAttribute("view", views.all(form));
        return "benches/groups";
    }

    private static String one(GroupsView.One view, Model page) {
        page.addAttribute("view", view);
        return "benches/group";
    }

    private ReleaseGroup find(UUID id) {
        return desk.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static BenchWish wish(Map<String, String> typed) {
        return new BenchWish(
                typed.getOrDefault("server", ""),
                typed.getOrDefault("name", ""),
                typed.getOrDefault("image", ""),
                typed.getOrDefault("database", ""),
                typed.getOrDefault("ports", ""),
                typed.getOrDefault("webWorkers", ""),
                typed.getOrDefault("backgroundWorkers", ""),
                typed.getOrDefault("container", ""),
                new BenchWish.Registry(
                        typed.getOrDefault("registryUrl", ""),
                        typed.getOrDefault("registryUsername", ""),
                        typed.getOrDefault("registryPassword", "")));
    }

    /** A field for each app that can be chosen, empty where the group is not to have it. */
    private static GroupForm form(Map<String, String> typed) {
        var apps = new TreeMap<String, String>();
        typed.forEach((field, value) -> {
            if (field.startsWith(APP) && !value.isBlank()) apps.put(field.substring(APP.length()), value);
        });
        var after = typed.getOrDefault("after", "");
        return new GroupForm(
                typed.getOrDefault("name", ""), apps, after.matches("\\d{1,6}") ? Integer.valueOf(after) : null);
    }
}
