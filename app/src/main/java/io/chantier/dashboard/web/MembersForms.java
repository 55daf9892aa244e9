package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Invitations;
import io.chantier.identity.Members;
import io.chantier.identity.Role;
import io.chantier.values.Secret;
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

/** Who belongs to the team, and who is asked in. */
@Controller
@RequestMapping("/members")
class MembersForms {

    private static final String BACK = "redirect:/members";

    private final MembersPage page;
    private final Members members;
    private final Invitations invitations;

    MembersForms(MembersPage page, Members members, Invitations invitations) {
        this.page = page;
        this.members = members;
        this.invitations = invitations;
    }

    @GetMapping
    String show(Caller caller, Model model) {
        return page.show(caller, model);
    }

    @PostMapping
    String add(
            Caller caller,
            MembersView.Form form,
            @RequestParam(defaultValue = "") String password,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        try {
            members.add(caller, new Members.NewMember(form.login(), form.name(), form.role(), new Secret(password)));
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return page.wrong(caller, form, wrong.problem(), model);
        }
        next.addFlashAttribute(Frames.DONE, "page.members.added");
        return BACK;
    }

    @PostMapping("/{id}/disabled")
    String disable(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        members.setDisabled(caller, id, true);
        next.addFlashAttribute(Frames.DONE, "page.members.wasDisabled");
        return BACK;
    }

    @PostMapping("/{id}/enabled")
    String enable(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        members.setDisabled(caller, id, false);
        next.addFlashAttribute(Frames.DONE, "page.members.wasEnabled");
        return BACK;
    }

    @PostMapping("/{id}/role")
    String role(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Role role,
            RedirectAttributes next) {
        members.change(caller, id, role, null);
        if (role == null) throw new ProblemException(Problem.ofField("role", "required", Map.of()));
        next.addFlashAttribute(Frames.DONE, "page.members.wasGivenRole");
        return BACK;
    }

    /** Answers with the page itself: a redirect would have to keep the link somewhere. */
    @PostMapping("/invitations")
    String invite(Caller caller, Invitations.Wanted wanted, HttpServletResponse response, Model model) {
        try {
            return page.made(caller, invitations.invite(caller, wanted), model);
        } catch (ProblemException wrong) {
            if (wrong.problem().status() == 403) throw wrong;
            response.setStatus(wrong.problem().status());
            return page.wrong(caller, wanted, wrong.problem(), model);
        }
    }

    @PostMapping("/invitations/{id}/renewal")
    String renew(Caller caller, @PathVariable UUID id, Model model) {
        return page.made(caller, invitations.renew(caller, id), model);
    }

    @PostMapping("/invitations/{id}/revocation")
    String revoke(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        invitations.revoke(caller, id);
        next.addFlashAttribute(Frames.DONE, "page.members.invitationRevoked");
        return BACK;
    }
}
