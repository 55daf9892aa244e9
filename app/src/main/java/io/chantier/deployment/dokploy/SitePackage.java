package io.chantier.deployment.dokploy;

import io.chantier.deployment.Sight;
import io.chantier.deployment.SiteHeaders;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A release as Dokploy takes it: a zip with our own Dockerfile, the configuration of an nginx that answers as our edge
 * does (old addresses, folders, 404, headers, caching), and the files. The same release gives the same bytes.
 */
final class SitePackage {

    /** Where the site's container listens. */
    static final int PORT = 80;

    private static final FileTime EPOCH = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));
    private static final String FILES = "site/";

    /** What fits into a bucket of nginx's maps. */
    private static final int LONGEST = 2000;

    private final Blobs blobs;

    SitePackage(Blobs blobs) {
        this.blobs = blobs;
    }

    /** Writes the zip into a file of its own, which the caller deletes. */
    Path of(Release release, DokployServer server) throws IOException {
        var file = Files.createTempFile("chantier-site-", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            text(zip, "Dockerfile", dockerfile(server.ways().baseImage()));
            text(zip, "nginx.conf", configuration(release.redirects()));
            text(zip, FILES + Sight.MARK.substring(1), server.mark());
            for (var entry : release.files().entrySet()) copy(zip, entry.getKey(), entry.getValue());
        } catch (IOException | UncheckedIOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    static String dockerfile(String baseImage) {
        return """
                FROM %s
                COPY nginx.conf /etc/nginx/conf.d/default.conf
                COPY site /usr/share/nginx/html
                """.formatted(baseImage);
    }

    private void copy(ZipOutputStream zip, String path, Release.Entry entry) throws IOException {
        begin(zip, FILES + path);
        try (var from = blobs.open(entry.blob())) {
            from.transferTo(zip);
        }
        zip.closeEntry();
    }

    private static void text(ZipOutputStream zip, String path, String text) throws IOException {
        begin(zip, path);
        ((OutputStream) zip).write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String path) throws IOException {
        var entry = new ZipEntry(path);
        entry.setLastModifiedTime(EPOCH);
        zip.putNextEntry(entry);
    }

    /** Old addresses come from old sites: whatever they hold, they stay inside their quotes. */
    static String configuration(Map<String, String> redirects) {
        var exact = new StringBuilder();
        var paths = new StringBuilder();
        var known = new HashSet<String>();
        redirects.forEach((from, to) -> {
            // nginx takes a key once, whatever its case.
            if (!isWithin(to) || !isPlain(from) || !known.add(from.toLowerCase(Locale.ROOT))) return;
            var line = "    \"" + escaped(from) + "\" \"" + to + "\";\n";
            (from.contains("?") ? exact : paths).append(line);
        });
        var headers = new StringBuilder();
        SiteHeaders.OF_SITES.forEach((name, value) -> headers.append("    add_header ")
                .append(name)
                .append(" \"")
                .append(value)
                .append("\" always;\n"));
        return """
                map_hash_bucket_size 4096;
                map_hash_max_size 65536;
                map $request_uri $chantier_exact {
                    default "";
                %s}
                map $uri $chantier_path {
                    default "";
                %s}
                map $request_uri $chantier_folder {
                    default "";
                    "~^(?<folder>/([a-zA-Z0-9_~-][^?]*/)?)index\\.html$" $folder;
                }
                map $uri $chantier_cache {
                    default "no-cache";
                    "~^/(assets|_img)/" "public, max-age=31536000, immutable";
                }
                server {
                    listen %d;
                    root /usr/share/nginx/html;
                    index index.html;
                    absolute_redirect off;
                    server_tokens off;
                    charset utf-8;
                    gzip on;
                    gzip_vary on;
                    gzip_types text/css text/javascript application/javascript application/json image/svg+xml text/xml text/plain;
                    error_page 404 /404.html;
                    add_header Cache-Control $chantier_cache always;
                %s
                    if ($request_method !~ "^(GET|HEAD)$") { return 405; }
                    if ($chantier_exact) { return 301 $chantier_exact; }
                    if ($chantier_folder) { return 301 $chantier_folder; }
                    if (-d $request_filename) { rewrite [^/]$ $uri/ permanent; }
                    location = /404.html { internal; }
                    location / { try_files $uri $uri/ @moved; }
                    location @moved {
                        if ($chantier_path) { return 301 $chantier_path$is_args$args; }
                        return 404;
                    }
                }
                """.formatted(exact, paths, PORT, headers);
    }

    /** Only to the site itself, and nothing that nginx would read as a variable. */
    private static boolean isWithin(String to) {
        boolean own = to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\");
        return own && to.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f && "\"\\${};".indexOf(letter) < 0);
    }

    private static boolean isPlain(String from) {
        boolean fits = from.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return fits && from.startsWith("/") && from.chars().noneMatch(letter -> letter < 0x20 || letter == 0x7f);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
