package io.chantier;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.Recipe;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The job engine: orders join the caller's transaction; replicas with the role {@code generator} do the work. */
@Configuration(proxyBeanMethods = false)
class Work {

    /**
     * What this replica works on.
     *
     * @param workers how many jobs at a time
     * @param only the kinds of jobs it takes; empty for all
     */
    @ConfigurationProperties(prefix = "chantier.work", ignoreUnknownFields = false)
    record WorkSettings(
            @DefaultValue("4") int workers, @DefaultValue Set<String> only) {}

    @Bean(destroyMethod = "close")
    JobEngine jobs(
            DataSource database, ObjectProvider<Recipe> recipes, Roles roles, WorkSettings settings, Clock clock) {
        var engine = JobEngine.builder(new TransactionAwareDataSourceProxy(database), database, Dialect.POSTGRESQL)
                .recipes(() -> recipes.orderedStream().toList())
                .clock(clock);
        return roles.work()
                ? engine.worker("app", settings.workers()).only(settings.only()).build()
                : engine.build();
    }

    /** Only when everything else is up: a recipe may need any part of it. */
    @Bean
    Start startOfWork(JobEngine engine) {
        return new Start(engine);
    }

    record Start(JobEngine engine) {
        @EventListener(ApplicationReadyEvent.class)
        void now() {
            engine.start();
        }
    }
}
