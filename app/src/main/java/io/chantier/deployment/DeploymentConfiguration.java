package io.chantier.deployment;

import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Settings;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.HostedSites;
import io.chantier.ingress.Naming;
import io.chantier.jobs.Jobs;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Fetcher;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.storage.Blobs;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    @Bean
    PublishedSites publishedSites(JdbcClient jdbc) {
        return new PublishedSites(jdbc);
    }

    @Bean
    Naming.ChosenDomain chosenDomain(Settings settings) {
        return settings::domain;
    }

    @Bean
    EdgePublisher edgePublisher(
            Releases releases,
            ReleasePointers pointers,
            PublishedSites sites,
            Naming names,
            CustomNames customers,
            PlatformTransactionManager transactions,
            LocalEdge ownEdge) {
        return new EdgePublisher(
                releases,
                pointers,
                sites,
                slugs -> customers.addresses(names.now(), slugs),
                new TransactionTemplate(transactions),
                ownEdge::hear);
    }

    @Bean
    Function<Site, URI> edgeHomes(Naming names, CustomNames customers) {
        return site -> customers.home(names.now(), site.slug());
    }

    @Bean
    Verifier verifier(
            Function<Site, URI> edgeHomes,
            Releases releases,
            ReleasePointers pointers,
            Blobs blobs,
            EdgeAddress edge,
            Verifier.Outside outside) {
        return new Verifier(edgeHomes, releases, pointers, blobs, edge, outside);
    }

    @Bean
    Verifier.Outside outside(Fetcher fetcher, Endpoints endpoints) {
        return new Verifier.Outside(fetcher, endpoints);
    }

    @Bean
    EdgeAddress edgeAddress(EdgeSettings settings, ObjectProvider<EdgeServer> own) {
        return () -> {
            var server = own.getIfAvailable();
            if (!settings.address().toString().isEmpty()) return settings.address();
            return server == null ? URI.create("http://127.0.0.1:" + settings.port()) : server.address();
        };
    }

    @Bean
    Deployments deployments(
            EdgePublisher edge,
            Elsewhere elsewhere,
            Verifier verifier,
            PublishedSites sites,
            ReleasePointers pointers,
            Naming names) {
        return new Deployments(edge, elsewhere, verifier, sites, pointers, names);
    }

    @Bean
    DeletedSites deletedSites(
            Deployments deployments, ReleasePointers pointers, Releases releases, PublishedTo targets) {
        return new DeletedSites(deployments, pointers, releases, targets);
    }

    @Bean
    PublishedTo publishedTo(JdbcClient jdbc, Elsewhere elsewhere) {
        return new PublishedTo(jdbc, elsewhere);
    }

    @Bean
    KeptReleases keptReleases(
            KeptReleases.Shelf shelf,
            RetentionSettings settings,
            Sites all,
            Jobs jobs,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new KeptReleases(
                shelf, new Retention(settings), all, jobs, clock, new TransactionTemplate(transactions));
    }

    @Bean
    KeptReleases.Shelf releaseShelf(
            Releases releases, ReleasePointers pointers, PublishedSites published, Elsewhere elsewhere) {
        return new KeptReleases.Shelf(releases, pointers, published, elsewhere);
    }

    @Bean
    EdgeServer.RouteSources routeSources(
            PublishedSites sites, ReleasePointers pointers, CustomNames customers, List<HostedSites> hosted) {
        return new EdgeServer.RouteSources(sites, pointers, customers, hosted);
    }

    @Bean
    EdgeServer.Sources edgeSources(
            DataSource database, EdgeServer.RouteSources routes, Releases releases, Blobs blobs) {
        return new EdgeServer.Sources(database, routes, releases, blobs);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnExpression("'${chantier.roles:web,generator,edge}'.matches('.*\\b(web|edge)\\b.*')")
    EdgeServer edgeServer(
            EdgeSettings settings,
            Naming names,
            EdgeServer.Sources sources,
            Settings installation,
            @Value("${chantier.bind:127.0.0.1}") String bind,
            @Value("${chantier.public-url:} http://localhost:${server.port:8080} http://127.0.0.1:${server.port:8080}")
                    String dashboard) {
        var ancestor = settings.frameAncestor().isEmpty() ? dashboard.strip() : settings.frameAncestor();
        var server = new EdgeSettings(settings.port(), settings.address(), settings.cacheMegabytes(), ancestor);
        var edge = new EdgeServer(server, names, sources, bind);
        edge.framedBy(installation::publicUrl);
        return edge;
    }
}
