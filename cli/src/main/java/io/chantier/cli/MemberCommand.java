package io.chantier.cli;

import io.chantier.cli.client.Team;
import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code chantier member ...}: who works on the sites, and with what rights, by the REST API. */
@Command(name = "member")
final class MemberCommand implements Runnable {

    /** What somebody may do. */
    enum Role {
        OWNER,
        ADMIN,
        EDITOR,
        VIEWER
    }

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("member.which");
    }

    @FunctionalInterface
    private interface Work {
        void in(Team team) throws IOException, InterruptedException;
    }

    @Command(name = "list")
    int list() throws IOException, InterruptedException {
        return with(team -> report().members(team.members(), team.invitations()));
    }

    @Command(name = "invite")
    int invite(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--role", descriptionKey = "option.role", defaultValue = "EDITOR", paramLabel = "ROLE")
                    Role role,
            @Option(names = "--language", descriptionKey = "option.language", paramLabel = "fr|en")
                    Optional<String> language)
            throws IOException, InterruptedException {
        var words = language.orElse(chantier.terminal().words().locale().getLanguage());
        var wanted = Map.of("email", email, "role", role.name(), "language", words);
        return with(team -> report().invited(team.invite(wanted)));
    }

    @Command(name = "renew")
    int renew(@Parameters(paramLabel = "EMAIL") String email) throws IOException, InterruptedException {
        return with(team -> report().invited(team.renew(email)));
    }

    @Command(name = "withdraw")
    int withdraw(@Parameters(paramLabel = "EMAIL") String email) throws IOException, InterruptedException {
        return with(team -> {
            team.withdraw(email);
            if (!chantier.json()) chantier.terminal().say("member.withdrawn", Map.of("email", email));
        });
    }

    @Command(name = "role")
    int role(
            @Parameters(index = "0", paramLabel = "LOGIN") String login,
            @Parameters(index = "1", paramLabel = "ROLE") Role role)
            throws IOException, InterruptedException {
        return change(login, Map.of("role", role.name()));
    }

    @Command(name = "disable")
    int disable(@Parameters(paramLabel = "LOGIN") String login) throws IOException, InterruptedException {
        return change(login, Map.of("disabled", true));
    }

    @Command(name = "enable")
    int enable(@Parameters(paramLabel = "LOGIN") String login) throws IOException, InterruptedException {
        return change(login, Map.of("disabled", false));
    }

    private int change(String login, Map<String, ?> change) throws IOException, InterruptedException {
        return with(team -> report().member(team.change(login, change)));
    }

    private int with(Work work) throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            work.in(new Team(api));
        }
        return 0;
    }

    private TeamReport report() {
        return new TeamReport(chantier.terminal(), chantier.json());
    }

    /** Prints people: for people, or as JSON for scripts. */
    private record TeamReport(Terminal terminal, boolean asJson) {

        void members(List<JsonNode> members, List<JsonNode> invitations) {
            if (asJson) {
                Report.json(terminal, Map.of("members", members, "invitations", invitations));
                return;
            }
            members.forEach(this::line);
            if (!invitations.isEmpty()) terminal.say("member.invitations");
            for (var asked : invitations) {
                var until = asked.path("expired").asBoolean(false)
                        ? terminal.words().say("member.expired")
                        : terminal.words()
                                .say(
                                        "member.until",
                                        Map.of(
                                                "day",
                                                day(asked.path("expiresAt").asString(""))));
                print(asked.path("email").asString(""), "", asked, until);
            }
        }

        void member(JsonNode member) {
            if (asJson) Report.json(terminal, member);
            else line(member);
        }

        void invited(JsonNode made) {
            if (asJson) {
                Report.json(terminal, made);
                return;
            }
            var about = made.path("invitation");
            terminal.say(
                    "member.invited",
                    Map.of(
                            "email", about.path("email").asString(""),
                            "url", made.path("url").asString(""),
                            "day", day(about.path("expiresAt").asString(""))));
        }

        private void line(JsonNode member) {
            var disabled =
                    member.path("disabled").asBoolean(false) ? terminal.words().say("member.disabled") : "";
            print(member.path("login").asString(""), member.path("name").asString(""), member, disabled);
        }

        private void print(String login, String name, JsonNode of, String more) {
            var code = of.path("role").asString("");
            var role = terminal.words().sayOr("role." + code, code);
            terminal.print(
                    "%-28s  %-24s  %-14s  %s".formatted(login, name, role, more).stripTrailing());
        }

        private static String day(String instant) {
            return instant.length() > 10 ? instant.substring(0, 10) : instant;
        }
    }
}
