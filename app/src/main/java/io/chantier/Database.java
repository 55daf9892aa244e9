package io.chantier;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one data source: migrated before anybody gets hold of it. */
@Configuration(proxyBeanMethods = false)
class Database {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
            @Value("${spring.datasource.url:}") String url,
            @Value("${spring.datasource.username:}") String user,
            @Value("${spring.datasource.password:}") String password,
            @Value("${chantier.database.pool:20}") int pool,
            @Value("${chantier.database.patience:30s}") Duration patience) {
        if (url.isEmpty()) throw new IllegalStateException("Set DATABASE_URL");
        var where = DatabaseUrl.parse(url);
        var database = new HikariDataSource();
        database.setJdbcUrl(where.jdbcUrl());
        database.setUsername(where.user().isEmpty() ? user : where.user());
        database.setPassword(
                where.password().isEmpty() ? password : where.password().reveal());
        database.setMaximumPoolSize(pool);
        database.setMinimumIdle(1);
        database.setConnectionTimeout(patience.toMillis());
        database.setPoolName("chantier");
        new ModuleMigrations(database).run();
        return database;
    }
}
