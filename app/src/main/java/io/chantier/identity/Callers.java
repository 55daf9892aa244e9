package io.chantier.identity;

import io.chantier.web.Visitor;
import io.chantier.web.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Turns the proof of a request into its {@link Caller}, read anew for each request: who was disabled is out at once. */
@Component
public class Callers implements Visitors {

    private static final String ATTRIBUTE = Callers.class.getName();

    private final Accounts accounts;
    private final Teams teams;

    Callers(Accounts accounts, Teams teams) {
        this.accounts = accounts;
        this.teams = teams;
    }

    /** Empty where nobody is signed in, or somebody who was disabled. */
    public Optional<Caller> find(HttpServletRequest request) {
        return find(request, SecurityContextHolder.getContext().getAuthentication());
    }

    Optional<Caller> find(HttpServletRequest request, @Nullable Authentication authentication) {
        if (!(authentication instanceof Proof proof)) return Optional.empty();
        if (request.getAttribute(ATTRIBUTE) instanceof Caller known) return Optional.of(known);
        var caller = caller(proof);
        caller.ifPresent(found -> request.setAttribute(ATTRIBUTE, found));
        return caller;
    }

    @Override
    public Optional<Visitor> of(HttpServletRequest request) {
        return find(request)
                .map(caller -> new Visitor(
                        caller.account(),
                        caller.team(),
                        caller.name(),
                        caller.taste(),
                        caller.operator(),
                        standing(caller)));
    }

    private static Visitor.Standing standing(Caller caller) {
        return new Visitor.Standing("role." + caller.role(), Policy.EDIT.allows(caller), Policy.MANAGE.allows(caller));
    }

    private Optional<Caller> caller(Proof proof) {
        var account = accounts.find(proof.account()).filter(proof::holdsFor);
        if (account.isEmpty()) return Optional.empty();
        return teams.memberships(proof.account()).stream()
                .filter(member -> proof.team() == null || member.team().value().equals(proof.team()))
                .findFirst()
                .map(member -> caller(account.get(), member, proof));
    }

    private static Caller caller(Account account, Member member, Proof proof) {
        var most = proof.most();
        return new Caller(
                account.id(),
                account.name(),
                member.team(),
                most == null ? member.role() : weaker(member.role(), most),
                account.operator() && (most == null || most == Role.OPERATOR),
                new Visitor.Taste(account.locale(), account.theme()),
                proof.isInPerson(),
                proof.program());
    }

    private static Role weaker(Role one, Role other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
