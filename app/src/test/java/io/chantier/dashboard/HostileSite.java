package io.chantier.dashboard;

import io.chantier.reading.OldSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** An old site that puts a script wherever a crawler reads: as words, as markup, in titles, menus, hours and data. */
final class HostileSite {

    private static final Path POLYGLOTS = Path.of("src/test/resources/hostile/polyglots.txt");
    private static final int PER_PAGE = 5;

    private HostileSite() {}

    static List<String> polyglots() throws IOException {
        return Files.readAllLines(POLYGLOTS);
    }

    static OldSite serve() throws IOException {
        var polyglots = polyglots();
        var site = new OldSite();
        var menu = new StringBuilder("<ul class=\"menu\">");
        for (int page = 0; page < polyglots.size() / PER_PAGE; page++) {
            var title = words("Prestation " + page + " ", polyglots.get(page * PER_PAGE));
            menu.append("<li><a href=\"/page-%d.html\">%s</a></li>".formatted(page, title));
        }
        menu.append("</ul>");
        site.page("/", home(polyglots, menu.toString()));
        for (int page = 0; page < polyglots.size() / PER_PAGE; page++) {
            var here = polyglots.subList(page * PER_PAGE, (page + 1) * PER_PAGE);
            site.page("/page-" + page + ".html", page(page, here, menu.toString()));
        }
        site.page("/x.png", "image/png", new byte[0]);
        return site;
    }

    private static String home(List<String> polyglots, String menu) {
        var html = new StringBuilder(
                "<html lang=\"fr\"><head><title>Menuiserie Lefèvre "
                        + HtmlUtils.htmlEscape(polyglots.get(1)) + "</title><meta name=\"description\" content=\""
                        + HtmlUtils.htmlEscape(polyglots.get(3)) + "\"><script type=\"application/ld+json\">"
                        + "{\"@type\":\"LocalBusiness\",\"name\":\"Menuiserie Lefèvre \\u003cimg src=x onerror=alert(2)\\u003e\","
                        + "\"telephone\":\"02 99 12 34 56\",\"openingHours\":\"Mo-Fr 08:00-18:00 \\u003csvg onload=alert(3)\\u003e\","
                        + "\"review\":{\"@type\":\"Review\",\"author\":\"Paul \\u003csvg onload=alert(3)\\u003e\",\"reviewBody\":"
                        + "\"Un travail soigné, une équipe ponctuelle \\u003cscript\\u003ealert(1)\\u003c/script\\u003e\"},"
                        + "\"sameAs\":[\"javascript:alert(17)\",\"https://www.facebook.com/\\u0022onload=alert(6)\"]}</script></head><body>");
        html.append(menu)
                .append("<h1>")
                .append(words("Menuiserie Lefèvre ", polyglots.get(2)))
                .append("</h1>");
        html.append("<p>La menuiserie Lefèvre fabrique vos escaliers, portes et fenêtres en bois massif depuis 1987 ")
                .append(HtmlUtils.htmlEscape(polyglots.getLast()))
                .append(".</p><p>12 rue du Moulin, 35000 Rennes ")
                .append(HtmlUtils.htmlEscape(polyglots.get(5)))
                .append("</p><p>Tél. 02 99 12 34 56</p><p>Ouvert du lundi au vendredi de 8h à 12h ")
                .append(HtmlUtils.htmlEscape(polyglots.get(0)))
                .append("</p><p>SIRET 732 829 320 00074</p><a href=\"mailto:a@b.fr?x=%22onload=alert(1)\">écrire</a>")
                .append("<a href=\"/%22%3E%3Csvg%20onload=alert(1)%3E.html\">perdu</a>");
        return html + "</body></html>";
    }

    /** The same scripts as words, which a reader keeps, and as markup, which it must not run or keep. */
    private static String page(int number, List<String> polyglots, String menu) {
        var html = new StringBuilder("<html lang=\"fr\"><head><title>"
                + words("Prestation " + number + " ", polyglots.getFirst()) + "</title></head><body>" + menu + "<h1>"
                + words("Prestation " + number + " ", polyglots.getFirst()) + "</h1>");
        for (var polyglot : polyglots) {
            html.append("<h2>")
                    .append(words("Escaliers tournants ", polyglot))
                    .append("</h2><p>")
                    .append(words("Fabriqués dans notre atelier de Rennes, en chêne ou en hêtre, ", polyglot))
                    .append(" et posés par nos soins chez vous.</p><img src=\"/x.png\" alt=\"")
                    .append(HtmlUtils.htmlEscape(polyglot))
                    .append("\"><table><tr><td>")
                    .append(words("Porte ", polyglot))
                    .append("</td><td>120 €</td></tr></table><div>")
                    .append(polyglot)
                    .append("</div>");
        }
        return html + "</body></html>";
    }

    private static String words(String before, String polyglot) {
        return HtmlUtils.htmlEscape(before + polyglot);
    }
}
