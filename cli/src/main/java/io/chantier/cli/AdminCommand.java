package io.chantier.cli;

import io.chantier.cli.installation.CliException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code chantier admin password}: a new password for the first administrator, printed once. */
@Command(name = "admin", subcommands = AdminCommand.Password.class)
final class AdminCommand implements Runnable {

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("admin.which");
    }

    @Command(name = "password")
    static final class Password implements Callable<Integer> {

        @ParentCommand
        private AdminCommand admin;

        @Override
        public Integer call() throws Exception {
            var terminal = admin.chantier.terminal();
            Map<String, String> fresh;
            try (var api = admin.chantier.installation().api()) {
                var made = api.post("/api/auth/admin-password", Map.of());
                fresh = Map.of("password", made.path("password").asString(""));
            }
            if (admin.chantier.json()) {
                Report.json(terminal, fresh);
            } else {
                terminal.say("admin.password", fresh);
            }
            return 0;
        }
    }
}
