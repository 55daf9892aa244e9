package io.chantier.cli;

import io.chantier.cli.client.Refused;
import io.chantier.cli.installation.Installation;
import io.chantier.cli.installation.Installation.Started;
import io.chantier.cli.installation.RunFile;
import io.chantier.cli.installation.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Chantier that this command started, or found running; what it started in the foreground ends with it. */
final class Session implements AutoCloseable {

    private final Installation installation;
    private final Terminal terminal;
    private final RunFile running;
    private final Optional<Started> started;
    private final AtomicBoolean owned;

    private Session(
            Installation installation, Terminal terminal, RunFile running, Optional<Started> started, boolean owned) {
        this.installation = installation;
        this.terminal = terminal;
        this.running = running;
        this.started = started;
        this.owned = new AtomicBoolean(owned);
    }

    static Session start(ChantierCommand chantier, Installation.Wish wish) throws IOException, InterruptedException {
        var installation = chantier.installation();
        var found = installation.running();
        if (found.isPresent()) {
            return new Session(installation, chantier.terminal(), found.get(), Optional.empty(), false);
        }
        var started = installation.start(wish);
        var session = new Session(
                installation, chantier.terminal(), started.running(), Optional.of(started), !wish.detached());
        Runtime.getRuntime().addShutdownHook(new Thread(session::close));
        return session;
    }

    RunFile running() {
        return running;
    }

    Installation installation() {
        return installation;
    }

    /** Says where Chantier is, and once the password that was made for the first administrator. */
    void announce() {
        terminal.say(started.isPresent() ? "up.ready" : "up.already", Map.of("url", running.url()));
        started.map(Started::password)
                .filter(password -> !password.isEmpty())
                .ifPresent(password -> terminal.say("up.password", Map.of("password", password)));
    }

    /** An address that signs the first administrator in once; empty where the app gives none. */
    Optional<String> signInLink() throws IOException, InterruptedException {
        try (var api = installation.api()) {
            return Optional.of(api.post("/api/auth/sign-in-links", Map.of())
                            .path("url")
                            .asString(""))
                    .filter(url -> !url.isEmpty());
        } catch (Refused none) {
            return Optional.empty();
        }
    }

    /** In the foreground: until the app ends or Ctrl-C. */
    int stay() throws InterruptedException {
        if (started.isEmpty() || !owned.get()) {
            return 0;
        }
        terminal.say("up.stay");
        int status = started.get().app().waitFor();
        if (owned.get()) {
            terminal.say("up.over", Map.of("status", Integer.toString(status)));
        }
        return status == 0 ? 0 : 1;
    }

    @Override
    public void close() {
        if (owned.compareAndSet(true, false)) {
            terminal.say("stop.stopping");
            started.ifPresent(installation::stop);
            terminal.say("stop.stopped");
        }
    }
}
