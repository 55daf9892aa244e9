package io.chantier.bench;

import io.chantier.Chantier;
import io.chantier.postgres.EmbeddedPostgres;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application in this process, with its database and its data in a folder of its own. */
final class Installation implements AutoCloseable {

    /** The operator's. */
    static final String PASSWORD = "only-for-this-run";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext application;

    private Installation(Path folder, EmbeddedPostgres postgres, ConfigurableApplicationContext application) {
        this.folder = folder;
        this.postgres = postgres;
        this.application = application;
    }

    /** @param besides configurations that the application gets on top of its own */
    static Installation start(Class<?>... besides) throws IOException {
        var folder = Files.createTempDirectory("chantier-bench");
        var postgres = EmbeddedPostgres.start(folder, 0);
        var settings = settings(folder, postgres, freePort(), freePort()).toArray(String[]::new);
        return new Installation(folder, postgres, application(besides).run(settings));
    }

    private static SpringApplication application(Class<?>... besides) {
        var application = new SpringApplication(Chantier.class);
        application.addPrimarySources(List.of(besides));
        return application;
    }

    /** The command line of another process of the same installation. */
    List<String> settings(int port, int edgePort) {
        return settings(folder, postgres, port, edgePort);
    }

    private static List<String> settings(Path folder, EmbeddedPostgres postgres, int port, int edgePort) {
        return List.of(
                "--spring.datasource.url=" + postgres.jdbcUrl(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--chantier.data=" + folder.resolve("data"),
                "--chantier.site-astro-dir=" + template(),
                "--chantier.admin-password=" + PASSWORD,
                "--server.port=" + port,
                "--chantier.edge.port=" + edgePort);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the dashboard listens. */
    int port() {
        return Integer.parseInt(String.valueOf(application.getEnvironment().getProperty("server.port")));
    }

    /** The folder of the shipped template. */
    static Path template() {
        return Path.of("templates/site-astro").toAbsolutePath();
    }

    <T> T part(Class<T> type) {
        return application.getBean(type);
    }

    <T> ObjectProvider<T> parts(Class<T> type) {
        return application.getBeanProvider(type);
    }

    Path folder() {
        return folder;
    }

    TeamId team() {
        return new TeamId(part(JdbcClient.class)
                .sql("select id from team order by created_at limit 1")
                .query(UUID.class)
                .single());
    }

    /** All that works for this installation: this process, its renderers, the database server. */
    ProcessTree processes() {
        var server = part(JdbcClient.class)
                .sql("select pg_backend_pid()")
                .query(Long.class)
                .single();
        var postmaster = ProcessHandle.of(server).flatMap(ProcessHandle::parent).orElseThrow();
        return new ProcessTree(List.of(ProcessHandle.current().pid(), postmaster.pid()));
    }

    /** Ends the application; the database goes on for another process. */
    void closeApplication() {
        application.close();
    }

    @Override
    public void close() throws IOException {
        application.close();
        postgres.close();
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (var inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (var path : all) Files.deleteIfExists(path);
    }
}
