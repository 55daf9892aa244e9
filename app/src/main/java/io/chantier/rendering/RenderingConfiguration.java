package io.chantier.rendering;

import io.chantier.storage.Blobs;
import io.chantier.storage.Media;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RenderingConfiguration {

    @Bean
    Workshop workshop(
            RenderingSettings settings,
            @Value("${chantier.node:}") String node,
            @Value("${chantier.site-astro-dir:}") String siteAstroDir,
            @Value("${chantier.data:data}") Path data) {
        var template = siteAstroDir.isEmpty() ? settings.template() : Path.of(siteAstroDir);
        var set = settings.cache().toString();
        var cache = set.isEmpty() ? data.resolve("cache/rendering") : Path.of(set);
        return Workshop.of(settings, node, template, cache);
    }

    @Bean
    Pictures pictures(JdbcClient jdbc, Blobs blobs, Workshop workshop, RenderingSettings settings) {
        return workshop.pictures(jdbc, blobs, settings.limits().picture());
    }

    @Bean
    Renderer renderer(Workshop workshop, Media media, Pictures pictures, RenderingSettings settings) {
        return workshop.renderer(media, pictures, settings.limits().render());
    }

    @Bean
    Screenshots screenshots(RenderingSettings settings) {
        return new Screenshots(settings.screenshot());
    }

    @Bean
    Exporter exporter(Workshop workshop, Media media, Pictures pictures, Blobs blobs, RenderingSettings settings) {
        return workshop.exporter(media, pictures, blobs, settings.limits().render());
    }
}
