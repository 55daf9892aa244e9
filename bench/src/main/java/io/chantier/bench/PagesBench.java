package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.checks.Findings;
import io.chantier.fleet.Census;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.reading.Sources;
import io.chantier.sites.Site;
import io.chantier.sites.SiteTags;
import io.chantier.sites.Sites;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * The dashboard with a thousand sites: each page asked again and again by one reader, and how all sites stand, asked
 * site by site and asked as the list asks.
 *
 * <p>Goal: p95 of every page below 150 ms.
 */
final class PagesBench {

    private static final double GOAL_MILLIS = 150;
    private static final int WARM = 60;
    private static final Pattern TAB = Pattern.compile("href=\"(/sites/made[^\"?]*)\"");

    private final Installation installation;
    private final int sites;
    private final int times;
    private final Reader reader;

    private PagesBench(Installation installation, boolean quick) throws IOException, InterruptedException {
        this.installation = installation;
        this.sites = quick ? 200 : 1000;
        this.times = quick ? 30 : 100;
        this.reader = Reader.signedIn(installation);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        boolean good;
        try (var installation = Installation.start()) {
            good = new PagesBench(installation, List.of(arguments).contains("--quick")).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        var made = new Fleet(installation).publish("made");
        var batch = new Herd(installation).fill(sites);
        boolean good = true;
        System.out.printf("%d sites, each page %d times after %d to warm up, one reader%n", sites, times, WARM);
        System.out.println("page                                           p50 ms  p95 ms  max ms      KB");
        for (var path : paths(made, batch)) good &= page(path);
        census();
        return good;
    }

    private List<String> paths(Site made, UUID batch) throws IOException, InterruptedException {
        var paths = new LinkedHashSet<>(List.of(
                "/",
                "/sites",
                "/sites?q=rennes&order=NAME&page=9",
                "/sites?standing=NEEDS_PERSON",
                "/sites?standing=READY&tag=VIP",
                "/sites?view=cards",
                "/sites?watch=DOWN",
                "/sites?watch=CERTIFICATE",
                "/sites?q=client-777",
                "/sites/list.csv",
                "/sites/bulk?action=TAG&all=true",
                "/sites/new",
                "/sites/new/several",
                "/sites/imports/" + batch,
                "/activity",
                "/palette?q=client",
                "/members",
                "/outbox",
                "/account",
                "/settings",
                "/settings/appearance",
                "/manual",
                "/manual/editing",
                "/sites/" + made.slug()));
        TAB.matcher(reader.get("/sites/" + made.slug()).body()).results().forEach(tab -> paths.add(tab.group(1)));
        // No page but a picture to send on, which a browser of its own draws.
        paths.remove("/sites/" + made.slug() + "/card");
        return paths.stream().filter(path -> get200(path)).toList();
    }

    /** A link to a form that only takes POST is no page. */
    private boolean get200(String path) {
        try {
            return reader.get(path).statusCode() == 200;
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    private boolean page(String path) throws Exception {
        int bytes = reader.get(path).body().length();
        for (int i = 0; i < WARM; i++) reader.get(path);
        var took = Figures.times(times, () -> reader.get(path));
        double p95 = took.quantile(0.95);
        System.out.printf(
                "%-46s %7s %7s %7s %7d%s%n",
                path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}"),
                number(took.median()),
                number(p95),
                number(took.quantile(1)),
                bytes / 1024,
                p95 < GOAL_MILLIS ? "" : "  too slow");
        return p95 < GOAL_MILLIS;
    }

    /** What the naive list does, and what ours does. */
    private void census() throws Exception {
        var team = installation.team();
        var all = installation.part(Sites.class).list(team, new Sites.Query("", null, null, sites));
        var findings = installation.part(Findings.class);
        var sources = installation.part(Sources.class);
        var tags = installation.part(SiteTags.class);
        var work = installation.part(SiteJobs.class);
        var census = installation.part(Census.class);
        Callable<Object> naive = () -> {
            for (var site : all) {
                findings.list(site, String.valueOf(site.status().revision()));
                sources.facts(team, site.id());
                tags.of(site);
                work.current(site);
            }
            return all;
        };
        Callable<Object> ours = () -> census.of(team);
        for (int i = 0; i < 5; i++) {
            naive.call();
            ours.call();
        }
        var slow = Figures.times(10, naive);
        var quick = Figures.times(100, ours);
        System.out.printf(
                "%nhow %d sites stand: asked site by site %s ms, as the list asks %s ms (medians), %s times less%n",
                all.size(), number(slow.median()), number(quick.median()), number(slow.median() / quick.median()));
    }
}
