package io.chantier.cli;

import io.chantier.cli.client.Brief;
import io.chantier.cli.client.Change;
import io.chantier.cli.client.JobWatch;
import io.chantier.cli.client.Sites;
import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code chantier site ...}: the sites, by the REST API. */
@Command(name = "site")
final class SiteCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Up to where a new site is taken at once. */
    enum Goal {
        DRAFT,
        GENERATED,
        LIVE
    }

    @ParentCommand
    private ChantierCommand chantier;

    @Override
    public void run() {
        throw new CliException("site.which");
    }

    @Command(name = "create")
    int create(
            @Parameters(arity = "0..1", paramLabel = "URL") Optional<String> address,
            @Option(names = "--name", descriptionKey = "option.name", paramLabel = "NAME") Optional<String> name,
            @Option(names = "--brief", descriptionKey = "option.brief", paramLabel = "FILE") Optional<Path> brief,
            @Option(names = "--picture", descriptionKey = "option.picture", paramLabel = "FILE") List<Path> pictures,
            @Option(names = "--goal", descriptionKey = "option.goal", defaultValue = "DRAFT", paramLabel = "GOAL")
                    Goal goal)
            throws IOException, InterruptedException {
        if (address.isEmpty() && brief.isEmpty()) {
            throw new CliException("site.source");
        }
        var wish =
                brief.isPresent() ? Brief.wish(JSON.readTree(Files.readString(brief.get()))) : JSON.createObjectNode();
        name.ifPresent(given -> wish.put("name", given));
        address.ifPresent(given -> wish.put("sourceUrl", given));
        var files = pictures == null ? List.<Path>of() : pictures;
        // Work starts only when every picture is there.
        if (files.isEmpty() && goal != Goal.DRAFT) {
            wish.put("goal", goal.name());
        }
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            var made = sites.create(wish);
            var slug = made.path("slug").asString("");
            for (var file : files) {
                sites.addPicture(slug, file);
            }
            if (!files.isEmpty()) {
                return reach(sites, slug, goal);
            }
            return goal == Goal.DRAFT ? show(made) : follow(sites, slug, made);
        }
    }

    private int reach(Sites sites, String slug, Goal goal) throws IOException, InterruptedException {
        return switch (goal) {
            case DRAFT -> show(sites.find(slug));
            case GENERATED -> follow(sites, slug, sites.start(slug, "generate"));
            case LIVE -> {
                int made = succeeded(sites, sites.start(slug, "generate"));
                yield made == 0 ? follow(sites, slug, sites.start(slug, "deploy")) : made;
            }
        };
    }

    @Command(name = "import")
    int importList(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--goal",
                            descriptionKey = "option.import-goal",
                            defaultValue = "GENERATED",
                            paramLabel = "GOAL")
                    Goal goal,
            @Option(names = "--tag", descriptionKey = "option.tag", defaultValue = "", paramLabel = "TAG") String tag)
            throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            throw new CliException("site.noFile", Map.of("file", file.toString()));
        }
        try (var api = chantier.installation().api()) {
            return report().batch(new Sites(api).importList(file, goal.name(), tag));
        }
    }

    @Command(name = "bulk")
    int bulk(
            @Parameters(index = "0", paramLabel = "ACTION") String action,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "SITE") List<String> slugs,
            @Option(names = "--filter", descriptionKey = "option.filter", paramLabel = "NAME=VALUE")
                    Map<String, String> filter,
            @Option(names = "--tag", descriptionKey = "option.tag", paramLabel = "TAG") Optional<String> tag,
            @Option(names = "--look", descriptionKey = "option.look", paramLabel = "LOOK") Optional<String> look,
            @Option(names = "--colour", descriptionKey = "option.colour", paramLabel = "COLOUR") List<String> colours)
            throws IOException, InterruptedException {
        var order = JSON.createObjectNode().put("action", action.toUpperCase(Locale.ROOT));
        if (slugs != null) {
            order.set("sites", JSON.valueToTree(slugs));
        }
        if (filter != null) {
            order.set("filter", JSON.valueToTree(filter));
        }
        tag.ifPresent(given -> order.put("tag", given));
        look.ifPresent(given -> order.put("look", given));
        if (colours != null) {
            order.set("colours", JSON.valueToTree(colours));
        }
        try (var api = chantier.installation().api()) {
            return report().batch(new Sites(api).bulk(order));
        }
    }

    @Command(name = "list")
    int list(@Option(names = "--csv", descriptionKey = "option.csv", paramLabel = "FILE") Optional<Path> table)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            if (table.isPresent()) {
                new Sites(api).table(table.get());
                chantier.terminal().say("site.table", Map.of("file", table.get().toString()));
                return 0;
            }
            report().sites(new Sites(api).list());
            return 0;
        }
    }

    @Command(name = "show")
    int show(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--card", descriptionKey = "option.card", paramLabel = "FILE", arity = "0..1") @Nullable
                    Path card)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            if (card == null) return show(sites.find(slug));
            var wanted = card.toString().isEmpty() ? Path.of(slug + "-chantier.png") : card;
            var file = sites.card(slug, wanted);
            chantier.terminal().say("site.carded", Map.of("slug", slug, "file", file.toString()));
            return 0;
        }
    }

    @Command(name = "generate")
    int generate(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--replace-edits", descriptionKey = "option.replace-edits") boolean replaceEdits)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            return follow(sites, slug, sites.generate(slug, replaceEdits));
        }
    }

    @Command(name = "deploy")
    int deploy(@Parameters(paramLabel = "SITE") String slug) throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            return follow(sites, slug, sites.start(slug, "deploy"));
        }
    }

    @Command(name = "archive")
    int archive(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--end", descriptionKey = "option.archive-end") boolean end)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            if (end) {
                sites.bringBack(slug);
            } else {
                sites.archive(slug);
            }
            return show(sites.find(slug));
        }
    }

    @Command(name = "logs")
    int logs(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--follow", descriptionKey = "option.follow") boolean follow)
            throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            var sites = new Sites(api);
            if (follow) {
                new LiveLog(chantier.terminal(), report()).follow(sites.followLogs(slug));
                return 0;
            }
            var answer = sites.logs(slug);
            (answer.isArray() ? answer : answer.path("items")).forEach(report()::logLine);
            return 0;
        }
    }

    @Command(name = "export")
    int export(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(
                            names = {"-o", "--output"},
                            descriptionKey = "option.output",
                            paramLabel = "FILE")
                    Optional<Path> output)
            throws IOException, InterruptedException {
        var file = output.orElse(Path.of(slug + ".tar.gz"));
        try (var api = chantier.installation().api()) {
            new Sites(api).export(slug, file);
        }
        chantier.terminal().say("site.exported", Map.of("slug", slug, "file", file.toString()));
        return 0;
    }

    @Command(name = "edit")
    int edit(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--set", descriptionKey = "option.set", paramLabel = "POINTER=VALUE") List<String> values,
            @Option(names = "--remove", descriptionKey = "option.remove", paramLabel = "POINTER") List<String> pointers)
            throws IOException, InterruptedException {
        var change = Change.of(values == null ? List.of() : values, pointers == null ? List.of() : pointers);
        try (var api = chantier.installation().api()) {
            return changed(new Sites(api).edit(slug, change));
        }
    }

    @Command(name = "undo")
    int undo(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--revision", descriptionKey = "option.revision", paramLabel = "REVISION")
                    Optional<String> seen)
            throws IOException, InterruptedException {
        return step(slug, "undo", seen);
    }

    @Command(name = "redo")
    int redo(
            @Parameters(paramLabel = "SITE") String slug,
            @Option(names = "--revision", descriptionKey = "option.revision", paramLabel = "REVISION")
                    Optional<String> seen)
            throws IOException, InterruptedException {
        return step(slug, "redo", seen);
    }

    private int step(String slug, String way, Optional<String> seen) throws IOException, InterruptedException {
        try (var api = chantier.installation().api()) {
            return changed(new Sites(api).step(slug, way, seen));
        }
    }

    private int changed(JsonNode answer) {
        report().changed(answer);
        return 0;
    }

    private int follow(Sites sites, String slug, JsonNode answer) throws IOException, InterruptedException {
        int status = succeeded(sites, answer);
        return status == 0 ? show(sites.find(slug)) : status;
    }

    /** Waits for the end of a job; 0 when it is a good one. */
    private int succeeded(Sites sites, JsonNode answer) throws IOException, InterruptedException {
        var id = answer.path("job").asString(answer.path("id").asString(""));
        var job = new JobWatch(sites, chantier.terminal(), chantier.json()).untilEnd(id);
        if (JobWatch.hasSucceeded(job)) {
            return 0;
        }
        report().failure(job);
        return 1;
    }

    private int show(JsonNode site) {
        report().site(site);
        return 0;
    }

    private Report report() {
        return new Report(chantier.terminal(), chantier.json());
    }
}
