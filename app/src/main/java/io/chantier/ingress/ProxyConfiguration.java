package io.chantier.ingress;

import io.chantier.ingress.caddy.CaddyRenderer;
import io.chantier.ingress.traefik.TraefikRenderer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The proxies that are told our routes. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

    /** The same bytes in Traefik's folder and in what it pulls. */
    @Bean
    Rendered traefikDocument(Routing routing, IngressSettings settings) {
        return new Rendered(routing::now, new TraefikRenderer(settings));
    }

    @Bean
    ProxyFiles proxyFiles(Routing routing, IngressSettings settings, Rendered traefikDocument) {
        List<ProxyFiles.Kept> files = new ArrayList<>();
        settings.traefik()
                .folderIfSet()
                .ifPresent(folder -> files.add(new ProxyFiles.Kept(folder, "chantier.yml", traefikDocument)));
        settings.caddy()
                .folderIfSet()
                .ifPresent(folder -> files.add(new ProxyFiles.Kept(
                        folder, "chantier.caddy", new Rendered(routing::now, new CaddyRenderer(settings)))));
        return new ProxyFiles(files);
    }
}
