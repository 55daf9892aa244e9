package io.chantier.cli;

import io.chantier.cli.client.Publishing;
import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code chantier domains}: the own names of a site. */
@Command(name = "domains")
final class DomainsCommand implements Callable<Integer> {

    /** What is done with a name. */
    enum Verb {
        ADD,
        REMOVE,
        CHECK,
        PRIMARY
    }

    @ParentCommand
    private ChantierCommand chantier;

    @Parameters(index = "0", paramLabel = "SITE")
    private String slug;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "add|remove|check|primary",
            descriptionKey = "option.domain-verb")
    private Optional<Verb> verb = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "NAME", descriptionKey = "option.domain")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Publishing(api);
            if (verb.isEmpty()) {
                list(sites.domains(slug));
                return 0;
            }
            var named = name.orElseThrow(() -> new CliException("domains.name"));
            switch (verb.get()) {
                case ADD -> one(sites.addDomain(slug, named));
                case CHECK -> one(sites.checkDomain(slug, named).path("domain"));
                case PRIMARY -> one(sites.makePrimary(slug, named));
                case REMOVE -> {
                    sites.removeDomain(slug, named);
                    if (!chantier.json()) chantier.terminal().say("domains.removed", Map.of("name", named));
                }
            }
            return 0;
        }
    }

    private void list(JsonNode domains) {
        if (chantier.json()) {
            Report.json(chantier.terminal(), domains);
        } else if (Publishing.items(domains).isEmpty()) {
            chantier.terminal().say("domains.none", Map.of("slug", slug));
        } else {
            Publishing.items(domains).forEach(this::print);
        }
    }

    private void one(JsonNode domain) {
        if (chantier.json()) Report.json(chantier.terminal(), domain);
        else print(domain);
    }

    /** With the records that are still to be entered, where it waits for them. */
    private void print(JsonNode domain) {
        var words = chantier.terminal().words();
        var state = domain.path("state").asString("");
        var primary = domain.path("primary").asBoolean(false) ? words.say("domains.primary") : "";
        chantier.terminal()
                .print("%-40s  %-24s  %s"
                        .formatted(
                                domain.path("unicode")
                                        .asString(domain.path("name").asString("")),
                                words.sayOr("domains.state." + state, state),
                                primary)
                        .stripTrailing());
        if (state.equals("WAITING")) {
            record(domain.path("proof"));
            domain.path("points").forEach(this::record);
        }
    }

    private void record(JsonNode entry) {
        chantier.terminal()
                .print("  %-6s %-48s %s"
                        .formatted(
                                entry.path("type").asString(""),
                                entry.path("name").asString(""),
                                entry.path("value").asString("")));
    }
}
