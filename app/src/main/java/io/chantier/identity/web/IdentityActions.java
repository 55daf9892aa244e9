package io.chantier.identity.web;

import io.chantier.web.ProblemAction;
import java.util.List;
import org.springframework.stereotype.Component;

/** What helps against problems of accounts and members. */
@Component
class IdentityActions implements ProblemAction.Source {

    @Override
    public List<ProblemAction> actions() {
        return ProblemAction.table("""
                not-signed-in         page.action.signIn  /sign-in
                sign-in-refused       page.action.signIn  /sign-in
                sign-in-busy          page.action.again  {here}
                in-person-only        page.action.signIn  /sign-in
                forbidden             page.action.members  /members
                operator-stays        page.action.members  /members
                last-owner            page.action.members  /members
                last-operator         page.action.members  /members
                invitations-too-many  page.action.members  /members
                invitation-over       page.action.signIn  /sign-in
                """);
    }
}
