package io.chantier.generation.claude;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Configuration(proxyBeanMethods = false)
class ClaudeConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ClaudeConfiguration.class);

    @Bean
    SignIns claudeSignIns(ClaudeSettings settings) {
        return new SignIns(settings, Path.of(System.getProperty("user.home")));
    }

    @Bean
    Executable claudeExecutable(ClaudeSettings settings, @Value("${chantier.home:.}") Path home) {
        return new Executable(
                settings, home.resolve(".chantier").toAbsolutePath().normalize());
    }

    @Bean
    Claude claude(
            ClaudeSettings settings,
            Executable executable,
            SignIns signIns,
            Till till,
            @Value("${chantier.data:data}") Path data) {
        return new Claude(settings, executable, signIns, rooms(settings, data), till::price);
    }

    @Bean
    Tasks claudeTasks(
            ClaudeSettings settings, @Value("${chantier.site-astro-dir:templates/site-astro}") Path template) {
        return new Tasks(settings.patience(), template);
    }

    @Bean
    Leftovers claudeLeftovers(ClaudeSettings settings, @Value("${chantier.data:data}") Path data) {
        return new Leftovers(rooms(settings, data));
    }

    private static Path rooms(ClaudeSettings settings, Path data) {
        var set = settings.folder();
        return (set.isEmpty() ? data.resolve("claude") : Path.of(set))
                .toAbsolutePath()
                .normalize();
    }

    /** What an earlier start of ours left behind when it was killed. */
    record Leftovers(Path rooms) {

        @EventListener(ApplicationReadyEvent.class)
        void clear() {
            var cleared = Room.clear(rooms);
            if (cleared > 0) log.warn("{} runs of Claude Code were left behind; they are ended and cleared", cleared);
        }
    }
}
