package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.Redaction;
import io.chantier.values.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvironmentTest {

    @ParameterizedTest(name = "{0} is read as {2}")
    @CsvSource({
        "DATABASE_URL, postgresql://u:p@db/chantier, spring.datasource.url, postgresql://u:p@db/chantier",
        "DB_PASSWORD, from-db-password, spring.datasource.password, from-db-password",
        "DATABASE_PASSWORD, from-database-password, spring.datasource.password, from-database-password",
        "ADMIN_PASSWORD, a-long-enough-one, chantier.admin-password, a-long-enough-one",
        "ROOT_DIR, /srv/factory, chantier.data, /srv/factory",
        "ROOT_DIR, /srv/factory, chantier.site-astro-dir, /srv/factory/templates/site-astro",
        "CLIENTS_DIR, /srv/clients, chantier.clients-dir, /srv/clients",
        "SITE_ASTRO_DIR, /srv/astro, chantier.site-astro-dir, /srv/astro",
        "SITE_ASTRO_DIR, /srv/astro, chantier.checks.template, /srv/astro",
        "CHANTIER_DOMAIN, sites.example.fr, chantier.domain, sites.example.fr",
        "CHANTIER_PUBLIC_URL, https://chantier.example.fr, chantier.public-url, https://chantier.example.fr",
        "CHANTIER_BIND, 0.0.0.0, server.address, 0.0.0.0",
        "CHANTIER_TRUSTED_PROXIES, 10.0.0.0/8, chantier.trusted-proxies, 10.0.0.0/8",
        "CHANTIER_DATA, /var/lib/chantier, chantier.data, /var/lib/chantier",
        "CHANTIER_DATA, /var/lib/chantier, chantier.rendering.cache, /var/lib/chantier/cache/rendering",
        "CHANTIER_ROLES, generator, chantier.roles, generator",
        "CHANTIER_CRAWLER_ALLOW, 10.0.0.0/8, chantier.crawler.allow, 10.0.0.0/8",
        "CHANTIER_CHECKS_BROWSER, required, chantier.checks.browser, required",
        "ANTHROPIC_API_KEY, sk-ant-of-the-environment, chantier.claude.api-key, sk-ant-of-the-environment",
        "ANTHROPIC_BASE_URL, http://127.0.0.1:11434, chantier.claude.base-url, http://127.0.0.1:11434",
        "CHANTIER_EDGE_PORT, 9081, chantier.ingress.edges, http://127.0.0.1:9081",
        "CHANTIER_INGRESS_EDGES, http://10.0.0.7:8081, chantier.ingress.edges, http://10.0.0.7:8081",
        "SERVER_PORT, 9080, chantier.ingress.dashboards, http://127.0.0.1:9080",
        "BENCH_BACKUP_S3_ENDPOINT, https://s3.example.org, chantier.bench-backups.s3.endpoint, https://s3.example.org",
        "BENCH_BACKUP_S3_BUCKET, backups, chantier.bench-backups.s3.bucket, backups",
        "BENCH_BACKUP_S3_REGION, eu-west-3, chantier.bench-backups.s3.region, eu-west-3",
        "BENCH_BACKUP_S3_ACCESS_KEY, AKIA0, chantier.bench-backups.s3.access-key, AKIA0",
        "BENCH_BACKUP_S3_SECRET_KEY, of-the-store, chantier.bench-backups.s3.secret-key, of-the-store",
        "BENCH_BACKUP_S3_PREFIX, agency, chantier.bench-backups.s3.prefix, agency",
        "BENCH_BACKUP_HOURS, 6, chantier.bench-backups.hours, 6",
        "BENCH_BACKUP_KEEP, 7, chantier.bench-backups.keep, 7",
        "BENCH_ARCHIVE_RETENTION_DAYS, 90, chantier.bench-backups.archive-days, 90",
        "CHANTIER_THUMBNAILS_ENABLED, false, chantier.thumbnails.enabled, false",
    })
    void a_name_that_operators_know_is_read(String name, String value, String key, String expected) {
        assertThat(environment(Map.of(name, value)).getProperty(key)).isEqualTo(expected);
    }

    @Test
    void without_a_word_we_listen_on_loopback_only() {
        assertThat(environment(Map.of()).getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void a_database_address_is_taken_apart() {
        var url = DatabaseUrl.parse("postgresql://chantier:p%40ss%2Fw+rd@db.internal:6432/chantier?sslmode=require");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.internal:6432/chantier?sslmode=require");
        assertThat(url.user()).isEqualTo("chantier");
        assertThat(url.password().reveal()).isEqualTo("p@ss/w+rd");
        assertThat(DatabaseUrl.parse("postgres://someone@db/x")
                        .orElse("other", new Secret("from-outside"))
                        .password()
                        .reveal())
                .isEqualTo("from-outside");
        assertThatThrownBy(() -> DatabaseUrl.parse("mysql://u:hidden-password@db/x"))
                .hasMessageContaining("postgresql://")
                .hasMessageNotContaining("hidden-password");
    }

    @Test
    void a_dot_env_file_is_an_environment_that_the_real_one_overrules(@TempDir Path folder) throws Exception {
        var file = Files.write(
                folder.resolve(".env"),
                List.of("# ours", "export CHANTIER_DOMAIN=\"from.file\"", "CHANTIER_BIND='0.0.0.0'", "", "no line"));
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("CHANTIER_ENV_FILE", file.toString(), "CHANTIER_BIND", "127.0.0.2")));
        new DotEnv().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("chantier.domain")).isEqualTo("from.file");
        assertThat(environment.getProperty("chantier.bind")).isEqualTo("127.0.0.2");
    }

    @Test
    void a_misspelt_setting_stops_the_start_and_names_the_right_one() {
        assertThatThrownBy(() -> check(Map.of("chantier.domian", "x")))
                .hasMessageContaining("chantier.domian")
                .hasMessageContaining("chantier.domain");
        assertThatThrownBy(() -> check(Map.of("chantier.database.pol", "3")))
                .hasMessageContaining("chantier.database.pool");
        check(Map.of("chantier.roles[0]", "web", "chantier.publicUrl", "http://x"));
    }

    @Test
    void the_log_shows_no_secret() {
        Redaction.know("canary-of-the-configuration");
        var token = "chantier_" + "a".repeat(43);
        assertThat(Redaction.apply("with canary-of-the-configuration, Bearer " + token
                        + ", postgresql://chantier:pa55w0rd@db/x and /sign-in/link?token=" + "b".repeat(43)))
                .isEqualTo("with [secret], Bearer [secret], postgresql://chantier:[secret]@db/x"
                        + " and /sign-in/link?token=[secret]");
    }

    @Test
    void the_log_shows_no_address_under_which_a_file_of_a_backup_is_to_be_had() {
        var address = "https://sites.example.org/backup-files/";
        var said = "curl: (22) " + address + "b".repeat(43) + "/20261120-database.sql.gz answers 503";
        assertThat(Redaction.apply(said))
                .isEqualTo("curl: (22) " + address + "[secret]/20261120-database.sql.gz answers 503");
    }

    private static void check(Map<String, Object> settings) {
        try (var context = new GenericApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
            context.registerBean(Roles.class, () -> new Roles(Set.of()));
            context.registerBean(
                    Database.DatabaseSettings.class, () -> new Database.DatabaseSettings(1, Duration.ofSeconds(1)));
            context.registerBean(KnownKeys.class);
            context.refresh();
        }
    }

    private static ConfigurableEnvironment environment(Map<String, Object> names) {
        var context = new GenericApplicationContext();
        var sources = context.getEnvironment().getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, names));
        new ConfigDataApplicationContextInitializer().initialize(context);
        return context.getEnvironment();
    }
}
