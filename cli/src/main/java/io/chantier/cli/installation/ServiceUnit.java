package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The systemd unit, made from {@code deploy/chantier.service}. */
public final class ServiceUnit {

    private ServiceUnit() {}

    public static String text(Home home, Path data, String user) throws IOException {
        return Files.readString(home.root().resolve("deploy/chantier.service"))
                .replace("@HOME@", quoted(home.root().toString()))
                .replace("@DATA@", quoted(data.toString()))
                .replace("@JAVA_HOME@", quoted(System.getProperty("java.home")))
                .replace("@USER@", user);
    }

    public static void install(Path unit, String text, Terminal terminal) throws IOException {
        try {
            Files.writeString(unit, text);
        } catch (AccessDeniedException e) {
            throw new CliException("service.denied", Map.of("file", unit.toString()));
        }
        terminal.say("service.installed", Map.of("file", unit.toString()));
    }

    // systemd reads % as the start of a specifier.
    private static String quoted(String path) {
        if (path.contains("\n") || path.contains("\"") || path.contains("\\")) {
            throw new CliException("service.path", Map.of("path", path));
        }
        return path.replace("%", "%%");
    }
}
