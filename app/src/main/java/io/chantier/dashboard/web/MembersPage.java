package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Invitations;
import io.chantier.identity.Member;
import io.chantier.identity.Members;
import io.chantier.identity.Policy;
import io.chantier.identity.Role;
import io.chantier.web.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts the page of the team's members together, with what was typed into one of its forms. */
@Component
class MembersPage {

    private static final List<Role> NOT_GIVEN = List.of(Role.OPERATOR, Role.CLIENT);

    private final Members members;
    private final Invitations invitations;

    MembersPage(Members members, Invitations invitations) {
        this.members = members;
        this.invitations = invitations;
    }

    String show(Caller caller, Model page) {
        return show(caller, MembersView.Form.EMPTY, null, asked(caller), page);
    }

    /** With what is wrong in the form that adds a member. */
    String wrong(Caller caller, MembersView.Form form, Problem problem, Model page) {
        return show(caller, form, problem, asked(caller), page);
    }

    /** With what is wrong in the form that invites somebody. */
    String wrong(Caller caller, Invitations.Wanted typed, Problem problem, Model page) {
        var email = typed.email() == null ? "" : typed.email();
        var role = typed.role() == null ? Role.EDITOR : typed.role();
        var asked = new MembersView.Asked(asked(caller).open(), email, role, problem, null);
        return show(caller, MembersView.Form.EMPTY, null, asked, page);
    }

    /** With the link of an invitation that was just made. */
    String made(Caller caller, Invitations.Made made, Model page) {
        var letter = "mailto:" + encoded(made.about().email()) + "?subject="
                + encoded(made.letter().subject()) + "&body="
                + encoded(made.letter().body());
        var link = new MembersView.Link(made.about().email(), made.link().toString(), letter);
        var asked = new MembersView.Asked(asked(caller).open(), "", Role.EDITOR, null, link);
        return show(caller, MembersView.Form.EMPTY, null, asked, page);
    }

    private MembersView.Asked asked(Caller caller) {
        return MembersView.Asked.of(Policy.MANAGE.allows(caller) ? invitations.open(caller) : List.of());
    }

    private String show(
            Caller caller, MembersView.Form form, @Nullable Problem problem, MembersView.Asked asked, Model page) {
        var mayManage = Policy.MANAGE.allows(caller);
        var lines = members.list(caller).stream()
                .map(member -> line(member, caller, mayManage))
                .toList();
        var roles = Arrays.stream(Role.values())
                .filter(role -> !NOT_GIVEN.contains(role))
                .filter(role -> reaches(caller, role))
                .toList();
        page.addAttribute("view", new MembersView(lines, roles, mayManage, form, problem, asked));
        return "dashboard/members";
    }

    private static MembersView.Line line(Member member, Caller caller, boolean mayManage) {
        var self = member.account().equals(caller.account());
        return new MembersView.Line(
                member.account().toString(),
                member.login(),
                member.name(),
                member.role(),
                !member.disabled(),
                self,
                mayManage && !self && !NOT_GIVEN.contains(member.role()) && reaches(caller, member.role()),
                member.createdAt());
    }

    private static boolean reaches(Caller caller, Role role) {
        return caller.operator() || caller.role().compareTo(role) <= 0;
    }

    /** As an address of mail wants it, where a plus is a plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
