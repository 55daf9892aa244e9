package io.chantier;

import com.zaxxer.hikari.HikariDataSource;
import io.chantier.postgres.EmbeddedPostgres;
import io.chantier.values.Redaction;
import io.chantier.values.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The one data source, migrated before anybody gets hold of it: the database of {@code DATABASE_URL}, else an embedded
 * PostgreSQL in the data folder.
 */
@Configuration(proxyBeanMethods = false)
class Database {

    private static final String URL = "spring.datasource.url";

    /**
     * How we use the database.
     *
     * @param pool how many connections at most
     * @param patience how long to wait for one
     */
    @ConfigurationProperties(prefix = "chantier.database", ignoreUnknownFields = false)
    record DatabaseSettings(
            @DefaultValue("20") int pool,
            @DefaultValue("30s") Duration patience) {}

    static final class NoneGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty(URL, "").isBlank();
        }
    }

    @Bean(destroyMethod = "close")
    @Conditional(NoneGiven.class)
    EmbeddedPostgres embeddedPostgres(@Value("${chantier.data}") Path data) {
        return EmbeddedPostgres.start(data.toAbsolutePath(), 0).keepRunning();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
            ObjectProvider<EmbeddedPostgres> embedded, Environment environment, DatabaseSettings settings) {
        var where = Optional.ofNullable(embedded.getIfAvailable())
                .map(Database::address)
                .orElseGet(() -> address(environment));
        Redaction.know(where.password().reveal());
        var database = new HikariDataSource();
        database.setPoolName("chantier");
        database.setJdbcUrl(where.jdbcUrl());
        database.setUsername(where.user());
        database.setPassword(where.password().reveal());
        database.setMaximumPoolSize(settings.pool());
        database.setMinimumIdle(1);
        database.setConnectionTimeout(settings.patience().toMillis());
        new ModuleMigrations(database).run();
        return database;
    }

    private static DatabaseUrl address(EmbeddedPostgres server) {
        return new DatabaseUrl(server.jdbcUrl(), server.user(), new Secret(server.password()));
    }

    private static DatabaseUrl address(Environment environment) {
        return DatabaseUrl.parse(environment.getRequiredProperty(URL))
                .orElse(
                        environment.getProperty("spring.datasource.username", ""),
                        new Secret(environment.getProperty("spring.datasource.password", "")));
    }
}
