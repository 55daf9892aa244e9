package io.chantier.agent.nginx;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nginx of this server. What it is to read is written, tested with nginx itself and read by it; where it does not
 * like it, the files are as before.
 */
public final class Nginx {

    private static final Logger LOG = LoggerFactory.getLogger(Nginx.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What all our files share, and what nginx needs for names as long as names of hosts may be. */
    private static final String SHARED = """
            # Written by Chantier's agent, like its neighbours: what is changed here is lost.
            map_hash_bucket_size 512;
            map_hash_max_size 16384;
            server_names_hash_bucket_size 512;
            server_names_hash_max_size 16384;

            map $http_x_forwarded_proto $chantier_scheme {
                default $scheme;
                https https;
            }

            map $http_upgrade $chantier_connection {
                default upgrade;
                "" "";
            }
            """;

    private final NginxSettings settings;
    private final Commands commands;
    private final ReentrantLock turn = new ReentrantLock(true);

    public Nginx(NginxSettings settings, Commands commands) {
        this.settings = settings;
        this.commands = commands;
    }

    /** False where something else brings visitors to the benches; then nothing is written and nothing is reloaded. */
    public boolean isUsed() {
        return settings.directory().isPresent();
    }

    /** Where it listens for plain HTTP. */
    public String listen() {
        return settings.ports().http();
    }

    NginxSettings.Ports ports() {
        return settings.ports();
    }

    /** How the sites stand that the proxy of this server knows. */
    public Map<String, SiteState> states() {
        return settings.directory()
                .map(directory -> new ProxyState(directory).bySite())
                .orElse(Map.of());
    }

    /** What nginx is to read: the text of each file by its name, empty where a file has to go. */
    @FunctionalInterface
    public interface Texts {

        /** As things stand now; asked when nobody else may change nginx, so that no older text comes after a newer. */
        Map<String, Optional<String>> now() throws IOException;
    }

    /** Puts files into place, tests and reloads; done where no nginx is used. */
    public StepOutcome apply(StepContext context, String step, Texts texts) throws InterruptedException {
        return apply(command -> commands.run(context, step, command), texts);
    }

    /** Tests what is there and reloads it; done where no nginx is used. */
    public StepOutcome reload(StepContext context, String step) throws InterruptedException {
        return apply(context, step, Map::of);
    }

    /** The same as {@link #apply} outside of a job; what nginx does not like stays as it was. */
    public void refresh(Texts texts) throws InterruptedException {
        var outcome = apply(commands::ask, texts);
        if (!(outcome instanceof StepOutcome.Done)) {
            LOG.warn("nginx did not take its files: {}", outcome);
        }
    }

    /** What nginx reads in one of our files; empty where it is not there, and where no nginx is used. */
    public Optional<String> told(String file) {
        return settings.directory().flatMap(directory -> new ConfigFolder(directory).read(file));
    }

    /** Held while files are written, tested and read; also by whoever changes first what the texts are made of. */
    ReentrantLock turn() {
        return turn;
    }

    @FunctionalInterface
    private interface Running {
        CommandEnd run(Command command) throws InterruptedException;
    }

    private StepOutcome apply(Running running, Texts texts) throws InterruptedException {
        if (settings.directory().isEmpty()) {
            return StepOutcome.done();
        }
        turn.lockInterruptibly();
        try {
            var all = new TreeMap<>(texts.now());
            all.put("00-chantier.conf", Optional.of(SHARED));
            return apply(running, settings.directory().get(), all);
        } catch (IOException e) {
            return notWritten(e);
        } finally {
            turn.unlock();
        }
    }

    private StepOutcome apply(Running running, Path directory, Map<String, Optional<String>> files)
            throws InterruptedException {
        var folder = new ConfigFolder(directory);
        boolean kept = false;
        try {
            folder.settle();
            for (var file : files.entrySet()) {
                if (!folder.has(file.getKey(), file.getValue())) {
                    folder.tryOut(file.getKey(), file.getValue());
                }
            }
            var end = testAndReload(running, directory);
            if (end instanceof CommandEnd.Succeeded) {
                for (var name : files.keySet()) {
                    folder.keep(name);
                }
                kept = true;
            }
            return end.outcome();
        } catch (IOException e) {
            return notWritten(e);
        } finally {
            if (!kept) {
                putBack(folder, files);
            }
        }
    }

    StepOutcome notWritten(IOException why) {
        return StepOutcome.failed(
                "nginx-not-written",
                Map.of(
                        "why",
                        "The folder of nginx, "
                                + settings.directory().map(Path::toString).orElse("")
                                + ", cannot be written: " + why.getMessage()
                                + "; the agent's user must be allowed to, and the disk must have room"));
    }

    private static void putBack(ConfigFolder folder, Map<String, Optional<String>> files) {
        for (var name : files.keySet()) {
            try {
                folder.putBack(name);
            } catch (IOException e) {
                LOG.warn("{} stays on trial until its next change", name, e);
            }
        }
    }

    private CommandEnd testAndReload(Running running, Path directory) throws InterruptedException {
        var tested = running.run(command(directory, settings.test()));
        return tested instanceof CommandEnd.Succeeded ? running.run(command(directory, settings.reload())) : tested;
    }

    private Command command(Path directory, List<String> words) {
        return Command.of(directory, words).with(settings.environment()).within(LONGEST);
    }
}
