package io.chantier.identity;

import io.chantier.identity.Outbox.Letter;
import io.chantier.values.Secret;
import io.chantier.web.Words;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Writes to those who are invited. The outbox is read by the whole team, and its database is no place for a secret: the
 * letter that is kept there has no link in it.
 */
@Component
class InvitationLetters {

    private final Settings settings;
    private final Outbox outbox;
    private final Words words;

    InvitationLetters(Settings settings, Outbox outbox, Words words) {
        this.settings = settings;
        this.outbox = outbox;
        this.words = words;
    }

    URI link(Invitation invitation, Secret token) {
        return settings.publicUrl().resolve("/invitation?token=" + token.reveal() + "&lang=" + invitation.language());
    }

    /** Keeps the letter, and returns it as it has to reach the reader. */
    Letter write(Invitation invitation, URI link) {
        var withheld = words.say(Locale.of(invitation.language()), "letter.invitation.withheld");
        var kept = outbox.write(letter(invitation, withheld), about(invitation));
        return new Letter(
                kept.team(), kept.recipient(), kept.subject(), kept.body().replace(withheld, link.toString()));
    }

    void forget(Invitation invitation) {
        outbox.forget(invitation.team(), about(invitation));
    }

    private Letter letter(Invitation invitation, String link) {
        var language = Locale.of(invitation.language());
        var said = Map.of(
                "installation", settings.name(),
                "inviter", invitation.by().name(),
                "role", words.say(language, "role." + invitation.role()),
                "days", String.valueOf(Invitations.VALID.toDays()),
                "link", link);
        return new Letter(
                invitation.team(),
                invitation.email(),
                words.say(language, "letter.invitation.subject", said),
                words.say(language, "letter.invitation.body", said));
    }

    private static String about(Invitation invitation) {
        return "invitation:" + invitation.email();
    }
}
