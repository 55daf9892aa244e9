package io.chantier.web;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of our own style sheets and scripts; the content's digest in them lets browsers keep the files. */
public final class Assets {

    public static final String TABLER = "/webjars/tabler__core/1.4.0/dist/css/tabler.min.css";
    public static final String HTMX = "/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    public static final String CHART = "/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private Assets() {}

    public static String of(String name) {
        return KNOWN.computeIfAbsent(name, Assets::address);
    }

    private static String address(String name) {
        try (var file = Assets.class.getResourceAsStream("/static/assets/" + name)) {
            if (file == null) throw new IllegalArgumentException("No such asset: " + name);
            return "/assets/" + name + "?v=" + Digest.of(file.readAllBytes()).brief();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
