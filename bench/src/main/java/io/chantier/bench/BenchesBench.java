package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.benches.apps.AppName;
import io.chantier.benches.apps.Marketplace;
import io.chantier.sites.Sites;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The control plane with a thousand sites on the benches of twenty servers: each page asked again and again by one reader, then
 * {@link Backups} of all sites at once.
 *
 * <p>Goals: p95 of every page below 300 ms; no backup is lost, made twice or stuck, also where one of the agents falls silent.
 */
final class BenchesBench {

    private static final double GOAL_MILLIS = 300;
    private static final int WARM = 60;
    private static final int SERVERS = 20;
    private static final String TENANT = "tenant-3-1-2";
    private static final Duration WORK = Duration.ofMillis(100);
    private static final Pattern TAB = Pattern.compile("href=\"(/sites/" + TENANT + "[^\"?]*)\"");

    private final Installation installation;
    private final Tenants tenants;
    private final int times;
    private final Reader reader;

    private BenchesBench(Installation installation, Tenants tenants, boolean quick)
            throws IOException, InterruptedException {
        this.installation = installation;
        this.tenants = tenants;
        this.times = quick ? 30 : 100;
        this.reader = Reader.signedIn(installation);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        boolean quick = List.of(arguments).contains("--quick");
        int sites = quick ? 200 : 1000;
        boolean good;
        try (var installation = Installation.start();
                var tenants = new Tenants(installation)) {
            tenants.fill(SERVERS, sites, WORK);
            var bench = new BenchesBench(installation, tenants, quick);
            System.out.printf("%d sites on %d agents%n", sites, SERVERS);
            good = bench.pages();
            bench.fits();
            good &= new Backups(installation, tenants, bench.reader, sites).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(good ? 0 : 1);
    }

    private boolean pages() throws Exception {
        System.out.printf("each page %d times after %d to warm up, one reader%n", times, WARM);
        System.out.println("page                                                 p50 ms  p95 ms  max ms      KB");
        boolean good = true;
        for (var path : paths()) good &= page(path);
        return good;
    }

    private Set<String> paths() throws IOException, InterruptedException {
        var paths = new LinkedHashSet<>(List.of(
                "/",
                "/sites",
                "/sites?q=tenant&order=NAME&page=9",
                "/sites?view=cards",
                "/sites/list.csv",
                "/sites/bulk?action=BACKUP&all=true",
                "/sites/new/bench",
                "/agent-jobs",
                "/agent-jobs?type=MIGRATE_SITE&state=FAILED",
                "/agent-jobs?type=NEW_SITE",
                "/agent-jobs?state=OPEN",
                "/agent-jobs/" + oneJob(),
                "/apps",
                "/apps?q=app+7",
                "/apps?site=" + TENANT,
                "/apps/" + Tenants.app(1),
                "/apps/" + Tenants.app(50),
                "/settings/apps",
                "/settings/apps/" + Tenants.app(1),
                "/settings/release-groups",
                "/settings/release-groups/" + tenants.group(),
                "/settings/bench-servers",
                "/settings/bench-servers/" + tenants.servers().getFirst(),
                "/activity",
                "/palette?q=tenant-7",
                "/sites/" + TENANT));
        TAB.matcher(reader.get("/sites/" + TENANT).body()).results().forEach(tab -> paths.add(tab.group(1)));
        return paths;
    }

    private UUID oneJob() {
        return installation
                .part(JdbcClient.class)
                .sql("select id from agent_job where state = 'SUCCESS' limit 1")
                .query(UUID.class)
                .single();
    }

    private boolean page(String path) throws Exception {
        var first = reader.get(path);
        // Some links of a site lead to forms that only take POST.
        if (first.statusCode() == 405) return true;
        if (first.statusCode() != 200) throw new IllegalStateException(path + ": " + first.statusCode());
        for (int i = 0; i < WARM; i++) reader.get(path);
        var took = Figures.times(times, () -> reader.get(path));
        double p95 = took.quantile(0.95);
        System.out.printf(
                "%-52s %7s %7s %7s %7d%s%n",
                path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}"),
                number(took.median()),
                number(p95),
                number(took.quantile(1)),
                first.body().length() / 1024,
                p95 < GOAL_MILLIS ? "" : "  too slow");
        return p95 < GOAL_MILLIS;
    }

    /** Which sites can have an app: asked site by site, and as the page asks. */
    private void fits() throws Exception {
        var team = installation.team();
        var marketplace = installation.part(Marketplace.class);
        var sites = installation.part(Sites.class);
        var offer = marketplace.offer(new AppName(Tenants.app(50))).orElseThrow();
        var all = marketplace.sites(team);
        Callable<Object> naive = () -> all.stream()
                .map(site -> sites.find(team, site)
                        .flatMap(one -> marketplace.appsOf(team, one.id()))
                        .map(apps -> apps.fitting(offer)))
                .toList();
        Callable<Object> ours = () -> marketplace.fits(team, offer);
        for (int i = 0; i < 5; i++) {
            naive.call();
            ours.call();
        }
        var slow = Figures.times(10, naive);
        var quick = Figures.times(100, ours);
        System.out.printf(
                "%nwhich of %d sites can have an app: asked site by site %s ms, as the page asks %s ms (medians), %s times less%n",
                all.size(), number(slow.median()), number(quick.median()), number(slow.median() / quick.median()));
    }
}
