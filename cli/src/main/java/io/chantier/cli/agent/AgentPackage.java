package io.chantier.cli.agent;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar with all that an agent needs on its server but Java: the program, its systemd unit, its settings with a new
 * password, and a script that puts each where it belongs. Only its owner may read it.
 */
public final class AgentPackage {

    private static final String TOP = "chantier-agent/";
    private static final int READABLE = 0644;
    private static final int RUNNABLE = 0755;
    private static final int SECRET = 0600;

    private static final String INSTALL = """
            #!/bin/sh
            # Puts the agent where its unit looks for it and starts it. To be run as root; again for a newer agent, which keeps
            # the settings and the password that are there.
            set -eu
            here=$(dirname "$(readlink -f "$0")")
            user=$(sed -n 's/^User=//p' "$here/chantier-agent.service")
            [ "$(id -u)" = 0 ] || { echo "Run this as root: sudo $0" >&2; exit 1; }
            command -v java > /dev/null || { echo "The agent needs Java 25 or newer, and there is no java on the PATH." >&2; exit 1; }
            java --version | head -n 1 | grep -Eq ' (2[5-9]|[3-9][0-9])' || { echo "The agent needs Java 25 or newer; this is: $(java --version | head -n 1)" >&2; exit 1; }
            id "$user" > /dev/null 2>&1 || useradd --system --home-dir /var/lib/chantier-agent --shell /usr/sbin/nologin "$user"
            rm -rf /opt/chantier-agent.new
            mkdir -p /opt/chantier-agent.new /etc/chantier
            cp -R "$here/chantier-agent.jar" "$here/libs" /opt/chantier-agent.new/
            chmod -R go-w /opt/chantier-agent.new
            rm -rf /opt/chantier-agent
            mv /opt/chantier-agent.new /opt/chantier-agent
            [ -f /etc/chantier/agent ] || install -m 600 "$here/agent.env" /etc/chantier/agent
            install -m 644 "$here/chantier-agent.service" /etc/systemd/system/chantier-agent.service
            systemctl daemon-reload
            systemctl enable chantier-agent
            systemctl restart chantier-agent
            echo "The agent runs. The fingerprint of its certificate: cat /var/lib/chantier-agent/tls-fingerprint"
            """;

    private final Home home;
    private final Words words;

    public AgentPackage(Home home, Words words) {
        this.home = home;
        this.words = words;
    }

    /**
     * What differs from one server to another.
     *
     * @param benches the folder of its benches; empty for the agent's own
     * @param press the address of the control plane that is told of the end of jobs; empty for none
     */
    public record Server(String bind, String user, String benches, String press) {}

    /** Writes the tar and answers the password in it. */
    public String write(Path file, Server server) throws IOException {
        var program = home.made().resolve("agent");
        if (!Files.isRegularFile(program.resolve("chantier-agent.jar"))) {
            throw new CliException("prepare.notBuilt", Map.of("file", program + "/chantier-agent.jar"));
        }
        var password = password();
        var unit = unit(server);
        var settings = settings(server, password);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            throw new CliException("agent.exists", Map.of("file", file.toString()));
        } catch (AccessDeniedException | NoSuchFileException _) {
            throw new CliException("agent.denied", Map.of("file", file.toString()));
        }
        try (var bytes = Files.newOutputStream(file, StandardOpenOption.WRITE);
                var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            add(tar, "README", READABLE, words.say("agent.readme"));
            add(tar, "install.sh", RUNNABLE, INSTALL);
            add(tar, "chantier-agent.service", READABLE, unit);
            add(tar, "agent.env", SECRET, settings);
            add(tar, "chantier-agent.jar", program.resolve("chantier-agent.jar"));
            for (var library : libraries(program.resolve("libs"))) {
                add(tar, "libs/" + library.getFileName(), library);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return password;
    }

    private static String password() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Set<Path> libraries(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new TreeSet<>(files.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String settings(Server server, String password) {
        var text = new StringBuilder("AGENT_PASSWORD=" + password + "\n");
        line(text, "CHANTIER_AGENT_BIND", server.bind());
        line(text, "CHANTIER_AGENT_BENCHES", server.benches());
        line(text, "CHANTIER_AGENT_PRESS_URL", server.press());
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(key).append("=\"").append(plain(value)).append("\"\n");
        }
    }

    private String unit(Server server) throws IOException {
        var text = Files.readString(home.root().resolve("deploy/chantier-agent.service"))
                .replace("User=chantier-agent", "User=" + plain(server.user()));
        if (server.benches().isEmpty()) {
            return text;
        }
        var benches = plain(server.benches()).replace("%", "%%");
        return text.replace("ProtectHome=yes", "ProtectHome=no\nReadWritePaths=\"" + benches + "\"");
    }

    /** Nothing that would end the line or the quotes of a unit or of its settings. */
    private static String plain(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == '$')) {
            throw new CliException("service.path", Map.of("path", value.strip()));
        }
        return value;
    }

    private static void add(TarArchiveOutputStream tar, String name, int mode, String text) throws IOException {
        add(tar, name, mode, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        add(tar, name, READABLE, Files.readAllBytes(file));
    }

    private static void add(TarArchiveOutputStream tar, String name, int mode, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(TOP + name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
