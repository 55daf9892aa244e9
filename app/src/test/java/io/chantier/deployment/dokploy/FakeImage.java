package io.chantier.deployment.dokploy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a build made: files, where they are served from and on which port.
 *
 * @param exit what its command ends with, for one that does not keep running
 */
record FakeImage(SortedMap<String, byte[]> files, String root, int port, boolean singlePage, OptionalInt exit) {

    private static final List<String> ROOTS = List.of(
            "usr/share/nginx/html",
            "usr/share/caddy",
            "usr/local/apache2/htdocs",
            "var/www/html",
            "srv/www",
            "public",
            "www",
            "srv",
            "site",
            "");
    private static final Pattern EXIT = Pattern.compile("\\bexit\\s+(\\d+)");
    private static final Pattern LISTEN = Pattern.compile("(?m)^\\s*listen\\s+(?:\\[::]:)?(\\d+)");
    private static final Pattern ROOT = Pattern.compile("(?m)^\\s*root\\s+([^;\\s]+)\\s*;");

    /** @param exposed 0 where the Dockerfile names no port */
    static FakeImage of(SortedMap<String, byte[]> files, String workdir, int exposed, List<String> command) {
        var port = exposed == 0 ? 80 : exposed;
        var root = rootOf(files, workdir);
        var nginx = configuration(files);
        if (nginx != null) {
            var listen = LISTEN.matcher(nginx);
            if (listen.find()) port = Integer.parseInt(listen.group(1));
            var named = ROOT.matcher(nginx);
            if (named.find()) root = FakeDockerfile.plain(named.group(1));
        }
        for (var word = 0; word + 1 < command.size(); word++) {
            if (command.get(word).equals("-h")) root = FakeDockerfile.plain(command.get(word + 1));
            if (command.get(word).equals("-p")) port = Integer.parseInt(command.get(word + 1));
        }
        return new FakeImage(files, root, port, false, exitOf(command));
    }

    /** Null for a path that is not there. */
    byte @Nullable [] page(String path) {
        var inside = (root.isEmpty() ? "" : root + "/") + FakeDockerfile.plain(path);
        var candidates = new ArrayList<String>();
        if (!inside.isEmpty() && !path.endsWith("/")) candidates.add(inside);
        candidates.add((inside.isEmpty() || inside.endsWith("/") ? inside : inside + "/") + "index.html");
        if (singlePage) candidates.add((root.isEmpty() ? "" : root + "/") + "index.html");
        for (var candidate : candidates) {
            var found = files.get(candidate);
            if (found != null) return found;
        }
        return null;
    }

    private static @Nullable String configuration(SortedMap<String, byte[]> files) {
        for (var file : files.entrySet())
            if (file.getKey().startsWith("etc/nginx/") && file.getKey().endsWith(".conf"))
                return new String(file.getValue(), java.nio.charset.StandardCharsets.UTF_8);
        return null;
    }

    private static String rootOf(SortedMap<String, byte[]> files, String workdir) {
        for (var root : ROOTS) if (!root.isEmpty() && files.containsKey(root + "/index.html")) return root;
        if (files.containsKey(workdir + "/index.html")) return workdir;
        for (var file : files.keySet())
            if (file.endsWith("/index.html")) return file.substring(0, file.length() - "/index.html".length());
        return "";
    }

    private static OptionalInt exitOf(List<String> command) {
        if (command.isEmpty()) return OptionalInt.empty();
        var exit = EXIT.matcher(String.join(" ", command));
        if (exit.find()) return OptionalInt.of(Integer.parseInt(exit.group(1)));
        return switch (command.getFirst()) {
            case "false", "/bin/false" -> OptionalInt.of(1);
            case "true", "/bin/true" -> OptionalInt.of(0);
            default -> OptionalInt.empty();
        };
    }
}
