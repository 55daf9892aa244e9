package io.chantier.web;

import gg.jte.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A Tabler icon as an SVG in the page: no icon font to load. Decoration only; words stand beside it. */
public final class Icon {

    private static final String FOLDER = "/META-INF/resources/webjars/tabler__icons/3.35.0/icons/outline/";
    private static final Map<String, Content> DRAWN = new ConcurrentHashMap<>();

    private Icon() {}

    /** The icon of that name in Tabler's outline set, such as {@code world-www}. */
    public static Content of(String name) {
        return DRAWN.computeIfAbsent(name, Icon::draw);
    }

    private static Content draw(String name) {
        if (!name.matches("[a-z0-9-]+")) throw new IllegalArgumentException("Not an icon's name: " + name);
        try (var file = Icon.class.getResourceAsStream(FOLDER + name + ".svg")) {
            if (file == null) throw new IllegalArgumentException("Tabler has no icon " + name);
            var source = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var lines = source.substring(source.indexOf('>') + 1, source.lastIndexOf("</svg>"))
                    .replace("<path stroke=\"none\" d=\"M0 0h24v24H0z\" fill=\"none\"/>", "")
                    .strip();
            var svg = "<svg class=\"icon\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\""
                    + " stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">" + lines + "</svg>";
            return output -> output.writeContent(svg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
