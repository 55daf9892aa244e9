package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.ingress.Document;
import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.Naming;
import io.chantier.ingress.Rendered;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.RoutingTable;
import io.chantier.ingress.traefik.TraefikRenderer;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Traefik pulls, with a thousand sites of two domains each beside a thousand that have none: over HTTP from the
 * application, and how long it takes to have the bytes, beside putting them together at each pull.
 *
 * <p>Goal: a pull below 100 ms, whether something changed or not.
 */
final class RoutesBench {

    private static final double GOAL_MILLIS = 100;
    private static final int WARM = 50;
    private static final String TOKEN = "only-for-this-run-of-the-benchmark";

    private final Installation installation;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int sites;
    private final int times;
    private boolean good = true;

    /** Sites with domains of their own, which somebody changes at any time. */
    @Configuration(proxyBeanMethods = false)
    static class Customers {

        private static volatile List<RoutedSite> sites = List.of();

        @Bean
        RoutedSites customers() {
            return () -> sites;
        }
    }

    private RoutesBench(Installation installation, boolean quick) {
        this.installation = installation;
        this.sites = quick ? 200 : 1000;
        this.times = quick ? 50 : 300;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        System.setProperty("chantier.ingress.traefik.token", TOKEN);
        boolean good;
        try (var installation = Installation.start(Customers.class)) {
            good = new RoutesBench(installation, List.of(arguments).contains("--quick")).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        publish();
        change(0);
        System.out.printf(
                "%d sites with two domains each and %d without, %d times after %d%n", sites, sites, times, WARM);
        System.out.println("what                                           p50 ms  p95 ms  max ms      KB");
        measure("pulled after a change", () -> pull(""), true);
        measure("pulled, nothing changed", () -> pull(""), false);
        var tag = pull("").headers().firstValue("ETag").orElseThrow();
        measure("pulled with the tag, nothing changed (304)", () -> pull(tag), false);
        compare();
        return good;
    }

    /** The same question to the same parts in this process, without what HTTP adds to both. */
    private void compare() throws Exception {
        var document = installation.part(Rendered.class);
        double ours = measure("the bytes, kept until a route changes", document::get, false);
        double naive = measure("naive: put together at each pull", this::putTogether, false);
        System.out.printf("%s times less than putting them together at each pull%n", number(naive / ours));
    }

    private Document putTogether() {
        var settings = installation.part(IngressSettings.class);
        ObjectProvider<RoutedSites> modules = installation.parts(RoutedSites.class);
        var all = modules.stream().flatMap(module -> module.now().stream()).toList();
        var servers = new RoutingTable.Servers(settings.dashboards(), settings.edges(), settings.billing());
        var domain = installation.part(Naming.class).now().domain();
        return new Document(new TraefikRenderer(settings).apply(RoutingTable.of(domain, servers, all)));
    }

    private double measure(String what, Callable<?> work, boolean changing) throws Exception {
        var took = new ArrayList<Double>();
        for (int i = 0; i < WARM + times; i++) {
            if (changing) change(i);
            long began = System.nanoTime();
            work.call();
            if (i >= WARM) took.add((System.nanoTime() - began) / 1e6);
        }
        var figures = Figures.of(took.stream().mapToDouble(one -> one).toArray());
        good &= figures.quantile(0.95) < GOAL_MILLIS;
        System.out.printf(
                "%-46s %6.2f  %6.2f  %6.2f  %6d%n",
                what,
                figures.median(),
                figures.quantile(0.95),
                figures.quantile(1),
                installation.part(Rendered.class).get().bytes().length >> 10);
        return figures.median();
    }

    private HttpResponse<byte[]> pull(String tag) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + installation.port() + "/api/ingress/traefik"))
                .header("Authorization", "Bearer " + TOKEN);
        if (!tag.isEmpty()) request.header("If-None-Match", tag);
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != (tag.isEmpty() ? 200 : 304)) throw new IOException("HTTP " + answer.statusCode());
        return answer;
    }

    /** One customer's domain is another than before. */
    private void change(int round) {
        Customers.sites =
                IntStream.range(0, sites).mapToObj(i -> customer(i, round)).toList();
    }

    private static RoutedSite customer(int number, int round) {
        var name = new DomainName("customer-" + number + (number == 0 ? "-" + round : "") + ".fr");
        return new RoutedSite(
                new Slug("customer-" + number),
                new RoutedSite.Place.OurEdge(),
                List.of(
                        new RoutedSite.CustomDomain(name, new RoutedSite.Use.Serves(), true),
                        new RoutedSite.CustomDomain(
                                new DomainName("www." + name), new RoutedSite.Use.LeadsTo(name), true)));
    }

    /** Rows of sites on the edge; what they serve is not asked here. */
    private void publish() {
        var team = installation.team();
        var jdbc = installation.part(JdbcClient.class);
        for (int i = 0; i < sites; i++) {
            jdbc.sql("insert into deployment_site (site_id, team_id, slug, state) values (?, ?, ?, 'LIVE')")
                    .params(UUID.randomUUID(), team.value(), "site-" + i)
                    .update();
        }
    }
}
