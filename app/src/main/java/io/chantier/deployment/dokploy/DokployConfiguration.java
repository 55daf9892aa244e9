package io.chantier.deployment.dokploy;

import io.chantier.deployment.PublishedSites;
import io.chantier.deployment.PublishedTo;
import io.chantier.deployment.Verifier;
import io.chantier.identity.Audit;
import io.chantier.identity.Vault;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.jobs.Jobs;
import io.chantier.outbound.Endpoints;
import io.chantier.sites.Sites;
import io.chantier.storage.Blobs;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import io.chantier.web.LogText;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class DokployConfiguration {

    @Bean
    Servers dokployServers(JdbcClient jdbc, Vault vault, DokploySettings settings) {
        return new Servers(jdbc, vault, settings);
    }

    @Bean
    Places dokployPlaces(JdbcClient jdbc) {
        return new Places(jdbc);
    }

    @Bean
    Connections dokployConnections(Servers servers, Endpoints endpoints) {
        return new Connections(servers, endpoints);
    }

    @Bean
    PlaceNames dokployNames(Places places, Naming names, CustomNames customers) {
        return new PlaceNames(places, names, customers);
    }

    @Bean
    DokployPublisher.Tools dokployTools(DataSource database, PlaceNames names, DokploySettings settings, Clock clock) {
        return new DokployPublisher.Tools(new Turns(database), names, settings, clock);
    }

    @Bean
    DokployPublisher dokployPublisher(
            Places places,
            Servers servers,
            Connections connections,
            DokployPublisher.Tools tools,
            Releases releases,
            Blobs blobs) {
        return new DokployPublisher(
                places,
                connections,
                new Provision(places, servers, tools.turns(), tools.names()),
                new Watch(places, tools.settings(), tools.clock()),
                new DokployPublisher.Cargo(releases, new SitePackage(blobs)),
                tools);
    }

    @Bean
    DokployElsewhere dokployElsewhere(
            Places places, Servers servers, DokployPublisher publisher, ObjectProvider<Jobs> jobs) {
        return new DokployElsewhere(places, servers, publisher, jobs);
    }

    @Bean
    Settling dokploySettling(
            Places places,
            DokployPublisher publisher,
            Settling.Wanted wanted,
            Verifier verifier,
            Sites sites,
            LogText texts) {
        return new Settling(places, publisher, wanted, verifier, sites, texts);
    }

    @Bean
    Settling.Wanted whatTheEdgeAnswers(PublishedSites sites, ReleasePointers pointers) {
        return new Settling.Wanted(sites, pointers);
    }

    @Bean
    SettleSite settleSite(Settling settling, Sites sites, PublishedTo targets) {
        return new SettleSite(settling, sites, targets);
    }

    @Bean
    MoveSite moveSite(Places places, Settling settling, DokployElsewhere elsewhere, Sites sites) {
        return new MoveSite(places, settling, elsewhere, sites);
    }

    @Bean
    ServerDesk serverDesk(Servers servers, Places places, Connections connections, Audit audit) {
        return new ServerDesk(servers, places, connections, audit);
    }

    @Bean
    SitePlaces sitePlaces(
            Places places,
            Servers servers,
            Sites sites,
            Jobs jobs,
            Audit audit,
            PlatformTransactionManager transactions) {
        return new SitePlaces(places, servers, sites, jobs, audit, new TransactionTemplate(transactions));
    }

    @Bean
    Upkeep dokployUpkeep(DokploySettings settings, Servers servers, Places places, Settling settling, Jobs jobs) {
        return new Upkeep(settings, servers, places, settling, jobs);
    }
}
