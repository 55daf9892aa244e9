package io.chantier.identity.web;

import io.chantier.identity.Invitation;
import io.chantier.web.Problem;
import org.jspecify.annotations.Nullable;

/** The form of somebody who was invited; never with the password that was typed. */
public record InvitationView(
        Invitation invitation,
        String token,
        String name,
        @Nullable Problem problem) {

    @Override
    public String toString() {
        return "InvitationView[" + invitation + "]";
    }
}
