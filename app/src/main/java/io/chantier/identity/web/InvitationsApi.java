package io.chantier.identity.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Invitation;
import io.chantier.identity.Invitations;
import io.chantier.identity.Role;
import io.chantier.web.Page;
import io.chantier.web.SecretAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Those who were asked into the caller's team and have not come in yet. */
@RestController
class InvitationsApi {

    private final Invitations invitations;

    InvitationsApi(Invitations invitations) {
        this.invitations = invitations;
    }

    record View(
            UUID id,
            String email,
            Role role,
            String language,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            boolean expired) {
        static View of(Invitation invitation) {
            return new View(
                    invitation.id(),
                    invitation.email(),
                    invitation.role(),
                    invitation.language(),
                    invitation.by().name(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.expired());
        }
    }

    record NewInvitation(
            @Nullable String email,
            @Nullable Role role,
            @Nullable String language) {}

    /** @param url the only time that it can be read */
    record MadeInvitation(View invitation, URI url) {
        static MadeInvitation of(Invitations.Made made) {
            return new MadeInvitation(View.of(made.about()), made.link());
        }

        @Override
        public String toString() {
            return "MadeInvitation[" + invitation + "]";
        }
    }

    @GetMapping("/api/invitations")
    Page<View> list(Caller caller) {
        return new Page<>(invitations.open(caller).stream().map(View::of).toList(), null);
    }

    @PostMapping("/api/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    MadeInvitation invite(Caller caller, @RequestBody NewInvitation wanted, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        return MadeInvitation.of(
                invitations.invite(caller, new Invitations.Wanted(wanted.email(), wanted.role(), wanted.language())));
    }

    /** A new link; the old one works no longer. */
    @PostMapping("/api/invitations/{id}/renewal")
    @ResponseStatus(HttpStatus.CREATED)
    MadeInvitation renew(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        return MadeInvitation.of(invitations.renew(caller, id));
    }

    @DeleteMapping("/api/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable UUID id) {
        invitations.revoke(caller, id);
    }
}
