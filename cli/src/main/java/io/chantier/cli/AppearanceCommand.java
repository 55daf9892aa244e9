package io.chantier.cli;

import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code chantier appearance ...}: the name, the colours and the logo of the installation, by the REST API. */
@Command(name = "appearance")
final class AppearanceCommand implements Runnable {

    private static final String PATH = "/api/appearance";

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("appearance.which");
    }

    @Command(name = "show")
    int show() throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            return shown(api.get(PATH));
        }
    }

    @Command(name = "set")
    int set(
            @Option(names = "--name", descriptionKey = "option.brand", paramLabel = "NAME") Optional<String> name,
            @Option(names = "--main", descriptionKey = "option.main", paramLabel = "COLOUR") Optional<String> main,
            @Option(names = "--ground", descriptionKey = "option.ground", paramLabel = "COLOUR")
                    Optional<String> ground,
            @Option(names = "--logo", descriptionKey = "option.logo", paramLabel = "FILE") Optional<Path> logo,
            @Option(names = "--without-logo", descriptionKey = "option.without-logo") boolean withoutLogo)
            throws IOException, InterruptedException {
        var wanted = new HashMap<String, String>();
        name.ifPresent(given -> wanted.put("name", given));
        main.ifPresent(given -> wanted.put("main", given));
        ground.ifPresent(given -> wanted.put("ground", given));
        if (logo.isPresent()) wanted.put("logo", base64(logo.get()));
        else if (withoutLogo) wanted.put("logo", "");
        if (wanted.isEmpty()) throw new CliException("appearance.nothing");
        try (var api = chantier.installation().api()) {
            return shown(api.put(PATH, wanted));
        }
    }

    private static String base64(Path file) throws IOException {
        if (!Files.isReadable(file)) throw new CliException("site.noFile", Map.of("file", file.toString()));
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private int shown(JsonNode appearance) {
        var terminal = chantier.terminal();
        if (chantier.json()) {
            Report.json(terminal, appearance);
            return 0;
        }
        for (var field : List.of("name", "main", "ground", "logo")) {
            var value = appearance.path(field).asString("");
            var said = value.isEmpty() ? terminal.words().say("appearance.ours") : value;
            terminal.print("%-18s %s".formatted(terminal.words().say("appearance." + field), said));
        }
        return 0;
    }
}
