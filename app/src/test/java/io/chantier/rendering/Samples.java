package io.chantier.rendering;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Small revisions and pictures for tests and figures. */
public final class Samples {

    private Samples() {}

    public static RenderingSettings settings() {
        return settings(Duration.ofSeconds(20), 5000);
    }

    public static RenderingSettings settings(Duration render, int renders) {
        var limits = new RenderingSettings.Limits(
                Duration.ofSeconds(120), render, Duration.ofSeconds(60), Duration.ofSeconds(60), renders, 1024);
        return new RenderingSettings(template(), Path.of(""), 1, Duration.ofSeconds(30), limits);
    }

    /** The shipped template, from wherever the tests run. */
    public static Path template() {
        var here = Path.of("").toAbsolutePath();
        var below = here.resolve("templates/site-astro");
        return below.toFile().isDirectory()
                ? below
                : here.resolve("../templates/site-astro").normalize();
    }

    public static RenderRequest.Target target(String slug) {
        return new RenderRequest.Target(
                URI.create("http://" + slug + ".localhost:8081"),
                false,
                new RenderRequest.Host("Hébergeur", "1 rue du Port, 35000 Rennes", "02 99 00 00 00"));
    }

    /** A five-page site of a craftsman. */
    public static SortedMap<String, byte[]> revision(String name, List<String> images) {
        var files = new TreeMap<String, byte[]>();
        files.put("data/site.json", utf8("""
                {"version":1,"name":"%s","language":"fr","trade":"Menuiserie","description":"Menuisier à Rennes.",
                 "contact":{"phones":[{"display":"02 99 12 34 56","tel":"+33299123456","kind":"phone"}],
                 "emails":["bonjour@exemple.fr"]}}
                """.formatted(name)));
        files.put("data/content.json", utf8(content(name, images)));
        files.put("design-tokens.json", utf8("""
                {"version":1,"look":"atelier","color":{"background":"#ffffff","surface":"#f5f2ee","text":"#1f1b16",
                 "muted":"#5b5348","primary":"#7a3e12","onPrimary":"#ffffff","accent":"#1d4d4f","onAccent":"#ffffff",
                 "border":"#d8d0c4"},"font":{"heading":"serif","body":"sans"},"radius":"small",
                 "layout":{"hero":"split","header":"bar","services":"cards"}}
                """));
        return files;
    }

    private static String content(String name, List<String> images) {
        var gallery = images.stream()
                .map(id -> "{\"image\":\"" + id + "\",\"caption\":\"Ouvrage\"}")
                .collect(Collectors.joining(","));
        var pictures = images.isEmpty()
                ? ""
                : ",{\"type\":\"gallery\",\"title\":\"Réalisations\",\"items\":[" + gallery + "]}";
        return """
                {"version":1,"pages":[
                 {"path":"/","kind":"home","label":"Accueil","inMenu":true,"title":"%1$s, menuisier","description":"Menuiserie à Rennes.",
                  "sections":[{"type":"hero","title":"%1$s","text":"Fenêtres et portes."},
                   {"type":"about","title":"L’atelier","paragraphs":["Depuis 1987 nous travaillons le bois."]}%2$s]},
                 {"path":"/services/","kind":"services","label":"Services","inMenu":true,"title":"Services","description":"Nos services.",
                  "sections":[{"type":"services","title":"Services","items":[{"title":"Portes","text":"Portes d’entrée en chêne."}]}]},
                 {"path":"/contact/","kind":"contact","label":"Contact","inMenu":true,"title":"Contact","description":"Nous joindre.",
                  "sections":[{"type":"contact","title":"Contact"}]},
                 {"path":"/mentions-legales/","kind":"legal","label":"Mentions légales","inMenu":false,"title":"Mentions légales",
                  "description":"Mentions légales.","sections":[{"type":"legal"}]}],
                 "redirects":[{"from":"/services.html","to":"/services/"},{"from":"/page.php?id=3","to":"/contact/"}]}
                """.formatted(name, pictures);
    }

    /** A picture with enough detail that compressing it is work, different for each seed. */
    public static byte[] photo(int seed, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        var random = new Random(seed);
        pen.setPaint(new GradientPaint(0, 0, new Color(random.nextInt(0xffffff)), width, height, Color.ORANGE));
        pen.fillRect(0, 0, width, height);
        for (int i = 0; i < 400; i++) {
            pen.setColor(new Color(random.nextInt(), true));
            pen.fillOval(random.nextInt(width), random.nextInt(height), random.nextInt(300), random.nextInt(300));
        }
        pen.dispose();
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
