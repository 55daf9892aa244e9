package io.chantier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Caddy as it stands in front of the edge, without TLS. */
final class Caddy implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/caddy");

    private final Process process;
    private final int port;

    private Caddy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    static Caddy inFrontOf(int edge, Path folder) throws IOException, InterruptedException {
        int port = Installation.freePort();
        var file = Files.writeString(folder.resolve("Caddyfile"), """
                {
                	admin off
                	auto_https off
                	default_bind 127.0.0.1
                }
                http://*.localhost:%d {
                	encode gzip
                	reverse_proxy http://127.0.0.1:%d
                }
                """.formatted(port, edge));
        var builder = new ProcessBuilder(
                        PROGRAM.toString(), "run", "--config", file.toString(), "--adapter", "caddyfile")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("caddy.log").toFile());
        builder.environment().put("HOME", folder.toString());
        var caddy = new Caddy(builder.start(), port);
        Web.await(port);
        return caddy;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
