package io.chantier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The control plane: one process that serves, works the queue, or both ({@code chantier.roles}). */
@Modulithic(systemName = "Chantier", sharedModules = "values")
@ConfigurationPropertiesScan
@SpringBootApplication
public class Chantier {

    public static void main(String[] args) {
        SpringApplication.run(Chantier.class, args);
    }
}
