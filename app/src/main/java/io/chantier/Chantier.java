package io.chantier;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The control plane: one process that serves, works the queue, or both ({@code chantier.roles}). */
@Modulithic(systemName = "Chantier", sharedModules = "values")
@ConfigurationPropertiesScan
@EnableScheduling
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Chantier {

    public static void main(String[] args) {
        SpringApplication.run(Chantier.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
