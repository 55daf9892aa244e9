package io.chantier.identity;

import io.chantier.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The key of the {@code chantier} command on this machine: an API token of the operator in {@code <data>/cli.token},
 * readable by its owner only. Whoever can read that file can read the whole installation anyway.
 */
@Component
class CliToken {

    private static final Logger log = LoggerFactory.getLogger(CliToken.class);

    private final ApiTokens tokens;
    private final Accounts accounts;
    private final Teams teams;
    private final Path file;

    CliToken(ApiTokens tokens, Accounts accounts, Teams teams, @Value("${chantier.data:data}") Path data) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.teams = teams;
        this.file = data.toAbsolutePath().resolve("cli.token");
    }

    @EventListener(ApplicationReadyEvent.class)
    void hand() throws IOException {
        if (isGood()) return;
        var admin = accounts.findByLogin(AdminPassword.LOGIN).orElse(null);
        var membership = admin == null
                ? null
                : teams.memberships(admin.id()).stream().findFirst().orElse(null);
        if (admin == null || membership == null) return;
        write(tokens.make(membership.team(), admin.id(), "cli", Role.OPERATOR, null)
                .token());
        log.info("The command line's token lies in {}", file);
    }

    private boolean isGood() throws IOException {
        if (!Files.isRegularFile(file)) return false;
        return tokens.bearer(new Secret(Files.readString(file).strip())).isPresent();
    }

    private void write(Secret token) throws IOException {
        Files.createDirectories(file.getParent());
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var temporary = Files.createTempFile(file.getParent(), "cli", ".token", onlyOwner);
        Files.writeString(temporary, token.reveal() + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
