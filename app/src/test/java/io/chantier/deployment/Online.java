package io.chantier.deployment;

import io.chantier.deployment.edge.EdgeServer;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.HostedSites;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.RoutesChanged;
import io.chantier.ingress.Upstream;
import io.chantier.jobs.Started;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Fetcher;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Wishes;
import io.chantier.storage.Release;
import io.chantier.storage.StorageFixture;
import io.chantier.values.Digest;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An edge, a publisher and a verifier on real parts, on a free port. */
public final class Online implements AutoCloseable {

    public final StorageFixture storage = StorageFixture.fresh("deployment");
    public final PublishedSites sites = new PublishedSites(storage.jdbc());
    /** What the operator calls the domain of the sites; may be changed while the edges run. */
    public final AtomicReference<String> domain = new AtomicReference<>("localhost");

    public final Naming names = () -> new Addresses("http", new DomainName(domain.get()), 8081);
    /** The names of customers' own, by site; a change is told as {@link #rename} does. */
    public final Map<Slug, List<RoutedSite.CustomDomain>> customers = new ConcurrentHashMap<>();

    public final CustomNames customNames =
            new CustomNames(() -> Stream.of((RoutedSites) () -> customers.entrySet().stream()
                    .map(one -> new RoutedSite(one.getKey(), new RoutedSite.Place.OurEdge(), one.getValue()))
                    .toList()));

    /** The sites that servers of their own answer for; a change is told as {@link #host} does. */
    private final Map<UUID, HostedSites.Hosted> hosted = new ConcurrentHashMap<>();

    private final HostedSites hosts = new HostedSites() {
        @Override
        public List<Hosted> all() {
            return List.copyOf(hosted.values());
        }

        @Override
        public Optional<Hosted> of(UUID site) {
            return Optional.ofNullable(hosted.get(site));
        }
    };

    public final EdgePublisher publisher = new EdgePublisher(
            storage.releases(),
            storage.pointers(),
            sites,
            slugs -> slugs.stream().collect(Collectors.toMap(Function.identity(), names.now()::site)),
            new TransactionTemplate(new DataSourceTransactionManager(storage.database())),
            _ -> {});
    public final EdgeServer edge = edge();
    private final Fetcher fetcher = new Fetcher(List.of());
    private final Endpoints endpoints = new Endpoints();
    public final Verifier verifier = new Verifier(
            site -> customNames.home(names.now(), site.slug()),
            storage.releases(),
            storage.pointers(),
            storage.blobs(),
            edge::address,
            new Verifier.Outside(fetcher, endpoints));
    public final Deployments deployments =
            new Deployments(publisher, NOWHERE, verifier, sites, storage.pointers(), names);

    static final Elsewhere NOWHERE = new Elsewhere() {
        @Override
        public Optional<RemotePublisher> of(Site site) {
            return Optional.empty();
        }

        @Override
        public Optional<String> nameOf(Site site) {
            return Optional.empty();
        }

        @Override
        public void choose(Site site) {}

        @Override
        public void withdraw(Site site) {}

        @Override
        public Optional<Started> settle(Site site) {
            return Optional.empty();
        }

        @Override
        public Set<Digest> shown(Site site) {
            return Set.of();
        }

        @Override
        public Map<UUID, Reached> reached() {
            return Map.of();
        }

        @Override
        public Set<Slug> apart() {
            return Set.of();
        }

        @Override
        public boolean isApart(Slug site) {
            return false;
        }
    };

    EdgeServer.RouteSources routes() {
        return new EdgeServer.RouteSources(sites, storage.pointers(), customNames, List.of(hosts));
    }

    /** Gives the site other names of its customer's own, and tells it as a module that knows them does. */
    public void rename(Site site, RoutedSite.CustomDomain... domains) {
        customers.put(site.slug(), List.of(domains));
        new RouteNews(sites).tell(new RoutesChanged(site.id().value()));
    }

    /** Has another server answer for the site, and tells it as a module that knows such servers does. */
    public void host(Site site, Upstream server, HostedSites.Standing standing) {
        hosted.put(site.id().value(), new HostedSites.Hosted(site.id().value(), site.slug(), server, standing));
        new RouteNews(sites).tell(new RoutesChanged(site.id().value()));
    }

    /** Another replica's edge on the same database. */
    public EdgeServer edge() {
        return edge(64);
    }

    public EdgeServer edge(int megabytes) {
        return edge(megabytes, "127.0.0.1");
    }

    /** @param bind {@code 0.0.0.0} for whoever comes from elsewhere, too */
    public EdgeServer edge(int megabytes, String bind) {
        var sources = new EdgeServer.Sources(storage.database(), routes(), storage.releases(), storage.blobs());
        var settings = new EdgeSettings(0, URI.create(""), megabytes, "http://localhost:8080");
        var server = new EdgeServer(settings, names, sources, bind);
        server.start();
        return server;
    }

    public static Site site(String slug) {
        return new Site(
                new SiteId(UUID.randomUUID()),
                new TeamId(UUID.randomUUID()),
                new Slug(slug),
                SiteKind.SHOWCASE,
                new Site.Profile(slug, null, "fr", Wishes.NONE),
                new Site.Status(SiteState.DEPLOYING, null, null, null),
                Instant.EPOCH);
    }

    public static String page(String marker, String text) {
        return "<!DOCTYPE html><html lang=\"fr\"><head><meta name=\"generator-build\" content=\"" + marker
                + "\"><title>" + text + "</title></head><body><h1>" + text + "</h1>" + "<p>texte</p>".repeat(60)
                + "</body></html>";
    }

    public Release release(Site site, String marker) {
        var files = new TreeMap<String, byte[]>();
        files.put("index.html", utf8(page(marker, site.slug() + " " + marker)));
        files.put("services/index.html", utf8(page(marker, "services")));
        files.put("404.html", utf8(page(marker, "introuvable")));
        files.put("robots.txt", utf8("User-agent: *"));
        files.put("assets/a1b2c3.css", utf8("body{color:#111}".repeat(100)));
        files.put("_img/a1b2c3d4e5f6-480.webp", new byte[5000]);
        SortedMap<String, String> redirects = new TreeMap<>();
        redirects.put("/services.html", "/services/");
        redirects.put("/page.php?id=3", "/services/");
        redirects.put("/?page_id=7", "/services/");
        redirects.put("/à propos.html", "/services/");
        redirects.put("/out", "//evil.example/");
        return storage.releases().save(site.team(), site.id().value(), files, redirects);
    }

    /** Sends a request as it stands and returns the whole answer as ISO-8859-1. */
    public static String raw(EdgeServer edge, String request) {
        return raw(edge.port(), request);
    }

    /** The same of any server on loopback. */
    public static String raw(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String get(EdgeServer edge, String host, String path, String... headers) {
        return send(edge, "GET", host, path, headers);
    }

    public static String send(EdgeServer edge, String method, String host, String path, String... headers) {
        var lines = String.join(
                "", List.of(headers).stream().map(line -> line + "\r\n").toList());
        return raw(
                edge,
                method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + lines + "\r\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        fetcher.close();
        endpoints.close();
        edge.close();
    }
}
