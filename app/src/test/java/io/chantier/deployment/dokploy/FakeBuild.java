package io.chantier.deployment.dokploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Docker makes of an app's code.
 *
 * @param image null where the build failed
 */
record FakeBuild(@Nullable FakeImage image, String log) {

    /** @param code null where nothing was ever dropped */
    static FakeBuild of(ObjectNode app, @Nullable SortedMap<String, byte[]> code) {
        var name = app.path("appName").asString();
        var log = new StringBuilder("Initializing deployment\nBuilding " + name + "\n");
        if (!app.path("sourceType").asString().equals("drop")) return failed(log, unsupported(app));
        if (code == null) return failed(log, "❌ The path applications/" + name + "/code/ does not exist");
        var folder = below(code, app.path("dropBuildPath").asString(""));
        return switch (app.path("buildType").asString()) {
            case "dockerfile" -> dockerfile(app, folder, log);
            case "static" -> folder(app, folder, log);
            case String other -> failed(log, other + " is not part of this fake");
        };
    }

    private static FakeBuild dockerfile(ObjectNode app, SortedMap<String, byte[]> code, StringBuilder log) {
        var name = app.path("dockerfile").asString("");
        var dockerfile = code.get(FakeDockerfile.plain(name.isEmpty() ? "Dockerfile" : name));
        if (dockerfile == null)
            return failed(log, "unable to prepare context: unable to evaluate symlinks in Dockerfile path");
        log.append("Sending build context to Docker daemon  3.072kB\r\r\n");
        try {
            var context = below(code, app.path("dockerContextPath").asString(""));
            var image = FakeDockerfile.build(new String(dockerfile, UTF_8), context, log);
            var id = FakeIds.image();
            log.append("Successfully built ").append(id).append('\n');
            log.append("Successfully tagged ").append(app.path("appName").asString());
            log.append(":latest\n✅ Docker build completed.\n");
            return new FakeBuild(image, log.toString());
        } catch (FakeDockerfile.Failed failure) {
            return failed(log, failure.getMessage() + "\n❌ Docker build failed\n");
        }
    }

    /** The static build: nginx over the folder that is published. */
    private static FakeBuild folder(ObjectNode app, SortedMap<String, byte[]> code, StringBuilder log) {
        var files = below(code, app.path("publishDirectory").asString(""));
        if (files.isEmpty()) return failed(log, "COPY failed: file not found in build context");
        log.append("FROM nginx:alpine\n✅ Docker build completed.\n");
        var singlePage = app.path("isStaticSpa").asBoolean(false);
        return new FakeBuild(new FakeImage(files, "", 80, singlePage, OptionalInt.empty()), log.toString());
    }

    private static String unsupported(ObjectNode app) {
        return switch (app.path("sourceType").asString()) {
            case "git" ->
                app.path("customGitUrl").asString("").startsWith("file:")
                        ? "Error: you are trying to clone a ssh repository without a ssh key"
                        : "fatal: unable to access '" + app.path("customGitUrl").asString("") + "'";
            case "docker" -> "pull access denied for " + app.path("dockerImage").asString("");
            case String other -> "❌ Error: " + other + " Provider not found";
        };
    }

    private static FakeBuild failed(StringBuilder log, String last) {
        log.append(last).append("\nError occurred ❌, check the logs for details.\n");
        return new FakeBuild(null, log.toString());
    }

    private static SortedMap<String, byte[]> below(SortedMap<String, byte[]> files, String path) {
        var folder = FakeDockerfile.plain(path);
        if (folder.isEmpty()) return files;
        var inside = new TreeMap<String, byte[]>();
        files.forEach((name, content) -> {
            if (name.startsWith(folder + "/")) inside.put(name.substring(folder.length() + 1), content);
        });
        return inside;
    }
}
