package io.chantier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** nginx as one sets it up for many static sites: folders by host name, files compressed beforehand, open files kept. */
final class Nginx implements AutoCloseable {

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /**
     * @param folder holds {@code sites/<host>/...}
     * @param types file ending to content type
     * @param headers what every answer carries besides
     */
    static Nginx start(Path folder, int port, Map<String, String> types, Map<String, String> headers)
            throws IOException, InterruptedException {
        var typeLines = new StringBuilder();
        types.forEach((ending, type) -> typeLines
                .append("    \"")
                .append(type)
                .append("\" ")
                .append(ending)
                .append(";\n"));
        var headerLines = new StringBuilder();
        headers.forEach((name, value) -> headerLines
                .append("  add_header ")
                .append(name)
                .append(" \"")
                .append(value)
                .append("\" always;\n"));
        var configuration =
                """
                daemon off;
                worker_processes %1$d;
                pid %2$s/nginx.pid;
                error_log %2$s/error.log warn;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  server_tokens off;
                  sendfile on;
                  tcp_nopush on;
                  tcp_nodelay on;
                  keepalive_requests 1000000;
                  open_file_cache max=200000 inactive=10m;
                  open_file_cache_valid 10m;
                  open_file_cache_errors on;
                  gzip_static on;
                  gzip_vary on;
                  client_body_temp_path %2$s/t1;
                  proxy_temp_path %2$s/t2;
                  fastcgi_temp_path %2$s/t3;
                  uwsgi_temp_path %2$s/t4;
                  scgi_temp_path %2$s/t5;
                  types {
                %3$s  }
                %4$s  add_header Last-Modified "";
                  map $uri $keep {
                    default "no-cache";
                    ~^/(assets|_img)/ "public, max-age=31536000, immutable";
                  }
                  add_header Cache-Control $keep always;
                  server {
                    listen 127.0.0.1:%5$d backlog=1024;
                    server_name _;
                    root %2$s/sites/$host;
                    error_page 404 /404.html;
                    index index.html;
                  }
                }
                """.formatted(Runtime.getRuntime().availableProcessors(), folder, typeLines, headerLines, port);
        var file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        var process = new ProcessBuilder(
                        "nginx",
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        file.toString(),
                        "-p",
                        folder + "/")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Web.await(port);
        return new Nginx(process);
    }

    ProcessTree processes() {
        return new ProcessTree(java.util.List.of(process.pid()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
