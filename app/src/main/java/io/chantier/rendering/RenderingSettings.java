package io.chantier.rendering;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sites are rendered.
 *
 * @param template the folder with {@code template/} and {@code renderer/}; also named by {@code SITE_ASTRO_DIR}
 * @param cache where compiled edited components lie; may be emptied; {@code <data>/cache/rendering} when not set
 * @param processes how many renderers run at most; the second starts when the first is busy
 * @param screenshot how long a browser may take for a picture of a page
 * @param limits when a renderer is replaced or given up
 */
@ConfigurationProperties(prefix = "chantier.rendering", ignoreUnknownFields = false)
public record RenderingSettings(
        @DefaultValue("templates/site-astro") Path template,
        @DefaultValue("") Path cache,
        @DefaultValue("2") int processes,
        @DefaultValue("30s") Duration screenshot,
        @DefaultValue Limits limits) {

    /**
     * @param start how long a renderer may take until it is ready, compiling the template included
     * @param render how long one site may take
     * @param picture how long one picture may take
     * @param compile how long compiling edited components may take
     * @param renders after so many answers a renderer is replaced
     * @param megabytes above this resident memory a renderer is replaced
     */
    public record Limits(
            @DefaultValue("120s") Duration start,
            @DefaultValue("20s") Duration render,
            @DefaultValue("60s") Duration picture,
            @DefaultValue("60s") Duration compile,
            @DefaultValue("5000") int renders,
            @DefaultValue("1024") int megabytes) {}
}
