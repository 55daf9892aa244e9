package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Member;
import io.chantier.identity.Members;
import io.chantier.identity.Policy;
import io.chantier.identity.Role;
import io.chantier.values.Secret;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who belongs to the team. */
@Controller
class MembersPage {

    private static final List<Role> NOT_GIVEN = List.of(Role.OPERATOR, Role.CLIENT);

    private final Members members;

    MembersPage(Members members) {
        this.members = members;
    }

    @GetMapping("/members")
    String show(Caller caller, Model page) {
        return fill(caller, MembersView.Form.EMPTY, null, page);
    }

    @PostMapping("/members")
    String add(
            Caller caller,
            MembersView.Form form,
            @RequestParam(defaultValue = "") String password,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            members.add(caller, new Members.NewMember(form.login(), form.name(), form.role(), new Secret(password)));
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return fill(caller, form, wrong.problem(), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.members.added");
        return "redirect:/members";
    }

    @PostMapping("/members/{id}/disabled")
    String disable(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        members.setDisabled(caller, id, true);
        next.addFlashAttribute(Frames.DONE, "page.members.wasDisabled");
        return "redirect:/members";
    }

    @PostMapping("/members/{id}/enabled")
    String enable(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        members.setDisabled(caller, id, false);
        next.addFlashAttribute(Frames.DONE, "page.members.wasEnabled");
        return "redirect:/members";
    }

    private String fill(Caller caller, MembersView.Form form, @Nullable Problem problem, Model page) {
        var lines = members.list(caller).stream()
                .map(member -> line(member, caller))
                .toList();
        var roles = Arrays.stream(Role.values())
                .filter(role -> !NOT_GIVEN.contains(role))
                .filter(role -> caller.operator() || caller.role().compareTo(role) <= 0)
                .toList();
        page.addAttribute("view", new MembersView(lines, roles, Policy.MANAGE.allows(caller), form, problem));
        return "dashboard/members";
    }

    private static MembersView.Line line(Member member, Caller caller) {
        return new MembersView.Line(
                member.account().toString(),
                member.login(),
                member.name(),
                member.role(),
                !member.disabled(),
                member.account().equals(caller.account()),
                member.createdAt());
    }
}
