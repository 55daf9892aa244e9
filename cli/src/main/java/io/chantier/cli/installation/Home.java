package io.chantier.cli.installation;

import java.nio.file.Path;

/** The folder that Chantier was unpacked or checked out into, and where its parts lie. */
public record Home(Path root) {

    public static Home here() {
        return new Home(Path.of(System.getProperty("chantier.home", "."))
                .toAbsolutePath()
                .normalize());
    }

    /** What we make and can make again: the build, Node, the compiled template. */
    public Path made() {
        return root.resolve(".chantier");
    }

    Path builtApp() {
        return made().resolve("build/chantier-app.jar");
    }

    Path extractedApp() {
        return made().resolve("app");
    }

    public Path appJar() {
        return extractedApp().resolve("chantier-app.jar");
    }

    Path appCache() {
        return extractedApp().resolve("chantier-app.aot");
    }

    private Path nodePackage() {
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return made().resolve("node/node_modules/node-linux-" + architecture);
    }

    public Path node() {
        return nodePackage().resolve("bin/node");
    }

    public Path siteAstro() {
        return root.resolve("templates/site-astro");
    }

    public Path template() {
        return siteAstro().resolve("template");
    }

    public Path dataFolder() {
        return root.resolve("data");
    }

    public Path logOf(String name) {
        return made().resolve(name + ".log");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
