package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.deployment.Deployments;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody saves a text of a site that is online and puts it online, over HTTP as a browser does: from the first request to
 * the edge showing it, quick checks, release, publishing and the journal of the job included. Beside it the naive way, which
 * examines every page with every check each time, and the whole gate with a browser.
 *
 * <p>Goal: an edit is live within 50 ms.
 */
final class LiveBench {

    static final String SLUG = "live";
    static final String FORM = "/sites/" + SLUG + "/edit";
    static final String TITLE = "/content/pages/0/sections/0/title";
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"([0-9a-f]+)\"");
    private static final String SITE = """
            {"name": "Menuiserie Lefèvre", "slug": "%s", "language": "fr", "goal": "LIVE", "wishes": {
              "description": "Menuisier à Vitré depuis 1987 : portes, fenêtres et escaliers sur mesure.",
              "business": {
                "trade": "Menuiserie",
                "services": [
                  {"title": "Escaliers", "text": "En chêne ou en hêtre, dessinés avec vous et posés par nous.", "price": "2 900 €"},
                  {"title": "Fenêtres", "text": "Bois, double vitrage, posées en une journée.", "price": "650 €"},
                  {"title": "Portes", "text": "Portes d'entrée et d'intérieur, sur mesure.", "price": "480 €"}],
                "contact": {"phones": ["02 99 12 34 56"], "emails": ["contact@lefevre.fr"], "address": "3 rue du Port, 35500 Vitré"},
                "hours": ["lundi à vendredi 8h30-12h, 14h-18h"]}}}""".formatted(SLUG);

    private final Installation installation;
    private final Jobs jobs;
    private final Reader reader;
    private final URI address;
    private Instant since = Instant.EPOCH;

    private LiveBench(Installation installation) throws IOException, InterruptedException {
        this.installation = installation;
        this.jobs = installation.part(Jobs.class);
        this.reader = Reader.signedIn(installation);
        this.address = installation.part(Deployments.class).of(create(installation));
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        System.out.println(Machine.describe());
        ProcessTree.keepOrphans();
        System.setProperty("chantier.lighthouse.night", "-");
        System.setProperty("chantier.checks.browser", "never");
        try (var installation = Installation.start()) {
            var bench = new LiveBench(installation);
            System.out.printf("%-58s %4s %8s %8s %8s%n", "", "n", "p50 ms", "p95 ms", "max ms");
            bench.measure("first edit after the start", 1, 0, false);
            bench.measure("an edit, live after the quick checks", quick ? 20 : 60, quick ? 20 : 200, false);
            bench.measurePressed("an edit kept a second ago, from the press to live", quick ? 20 : 60);
            bench.measure("naive: every page examined by every check", quick ? 10 : 30, 5, true);
        }
        System.setProperty("chantier.checks.browser", "when-available");
        try (var installation = Installation.start()) {
            var bench = new LiveBench(installation);
            bench.measure("the whole gate, axe in a Chromium included", quick ? 3 : 8, 1, true);
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(0);
    }

    /** A site that is online when this returns. */
    static Site create(Installation installation) throws IOException, InterruptedException {
        var token = Files.readString(installation.folder().resolve("data/cli.token"))
                .strip();
        var order = HttpRequest.newBuilder(URI.create("http://localhost:" + installation.port() + "/api/sites"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(SITE))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(order, BodyHandlers.ofString());
            if (answer.statusCode() != 201) throw new IllegalStateException(answer.body());
            rest(installation.part(Jobs.class));
            var site = installation
                    .part(Sites.class)
                    .find(installation.team(), new Slug(SLUG))
                    .orElseThrow();
            if (site.status().problem() != null)
                throw new IllegalStateException(
                        JsonMapper.shared().writeValueAsString(site.status().problem()));
            return site;
        }
    }

    private void measure(String name, int times, int warm, boolean whole) throws IOException, InterruptedException {
        var millis = new double[times];
        var saved = new double[times];
        for (int i = -warm; i < times; i++) {
            if (i == 0) forgetSteps();
            var text = "Portes et fenêtres, " + name + " " + (i + warm);
            var form = reader.get(FORM).body();
            if (whole) forgetTheGate();
            long begun = System.nanoTime();
            var edited = submit(FORM, form, Map.of("revision", found(form), "on", "/", TITLE, text));
            if (i >= 0) saved[i] = (System.nanoTime() - begun) / 1e6;
            var ordered = submit("/sites/" + SLUG + "/deploy", form, Map.of());
            while (!page().contains(text)) Thread.sleep(1);
            if (i >= 0) millis[i] = (System.nanoTime() - begun) / 1e6;
            reader.get(edited);
            reader.get(ordered);
            rest();
        }
        row(name, millis);
        System.out.printf(
                "  %-56s %4d %8s%n",
                "saved as a revision", times, number(Figures.of(saved).median()));
        steps();
    }

    /** The same by a person: they see their text kept, and press the button a second later. */
    private void measurePressed(String name, int times) throws IOException, InterruptedException {
        var millis = new double[times];
        forgetSteps();
        for (int i = 0; i < times; i++) {
            var text = "Portes et fenêtres, " + name + " " + i;
            var form = reader.get(FORM).body();
            reader.get(submit(FORM, form, Map.of("revision", found(form), "on", "/", TITLE, text)));
            Thread.sleep(1000);
            long begun = System.nanoTime();
            var ordered = submit("/sites/" + SLUG + "/deploy", form, Map.of());
            while (!page().contains(text)) Thread.sleep(1);
            millis[i] = (System.nanoTime() - begun) / 1e6;
            reader.get(ordered);
            rest();
        }
        row(name, millis);
        steps();
    }

    /** Where the time goes, as the journal of the jobs has it. */
    private void steps() {
        installation
                .part(JdbcClient.class)
                .sql("""
                        select step.name, count(*) as n, percentile_cont(0.5) within group (
                            order by extract(epoch from step.finished_at - step.started_at) * 1000) as ms
                        from job_step step join job on job.id = step.job_id
                        where job.kind = 'deploy-site' and job.created_at > ? group by step.name, step.position
                        order by step.position
                        """)
                .param(Timestamp.from(since))
                .query((row, _) -> String.format(
                        "  %-56s %4d %8s", row.getString("name"), row.getInt("n"), number(row.getDouble("ms"))))
                .list()
                .forEach(System.out::println);
    }

    static void row(String name, double[] millis) {
        var took = Figures.of(millis);
        System.out.printf(
                "%-58s %4d %8s %8s %8s%n",
                name, millis.length, number(took.median()), number(took.quantile(0.95)), number(took.quantile(1)));
    }

    private void forgetSteps() {
        since = Instant.now();
    }

    /** As if nothing had ever been examined: then the quick checks are not enough. */
    private void forgetTheGate() {
        installation.part(JdbcClient.class).sql("delete from checks_run").update();
    }

    /** Where the browser is sent next. */
    private String submit(String path, String form, Map<String, String> fields)
            throws IOException, InterruptedException {
        var answer = reader.post(path, form, fields);
        if (answer.statusCode() != 302) throw new IllegalStateException(path + ": " + answer.statusCode());
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String page() throws IOException {
        return Web.get(address.getPort(), address.getAuthority(), "/", "identity")
                .text();
    }

    /** What is done behind is none of the next edit's: a person takes longer than that. */
    private void rest() throws InterruptedException {
        rest(jobs);
    }

    static void rest(Jobs jobs) throws InterruptedException {
        do Thread.sleep(50);
        while (!jobs.list(Jobs.Query.active(null)).isEmpty());
    }

    static String found(String form) {
        var revision = REVISION.matcher(form);
        if (!revision.find()) throw new IllegalStateException("The form names no revision");
        return revision.group(1);
    }
}
