package io.chantier.checks;

import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;

/** A page as one document in which nothing runs but what examines it, and that loads nothing: laid out as visitors see it. */
final class PageCopy {

    private PageCopy() {}

    /** @param scripts the names of what examines it */
    static String of(Candidate site, String file, String... scripts) {
        var page = Jsoup.parse(Examined.text(site.files().getOrDefault(file, new byte[0])), "http://site.invalid/");
        page.outputSettings().prettyPrint(false);
        page.select("script, base, meta[http-equiv], iframe, frame, object, embed, source")
                .remove();
        for (var element : page.getAllElements())
            element.attributes().asList().stream()
                    .map(attribute -> attribute.getKey())
                    .filter(name -> name.regionMatches(true, 0, "on", 0, 2))
                    .toList()
                    .forEach(element::removeAttr);
        for (var sheet : page.select("link[rel=stylesheet]")) inline(site, sheet);
        page.select("link").remove();
        for (var picture : page.select("img[src]")) standIn(picture);
        for (var script : scripts) page.body().appendElement("script").attr("src", script);
        return page.outerHtml();
    }

    private static void inline(Candidate site, Element sheet) {
        var file = sheet.attr("href").replaceFirst("^/", "").replaceFirst("[?#].*$", "");
        var rules = Examined.text(site.files().getOrDefault(file, new byte[0])).replace("</", "<\\/");
        sheet.replaceWith(new Element("style").appendChild(new DataNode(rules)));
    }

    /** As large as the picture is. */
    private static void standIn(Element picture) {
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s'/>"
                .formatted(number(picture, "width"), number(picture, "height"));
        picture.removeAttr("srcset")
                .attr("src", "data:image/svg+xml," + drawing.replace("<", "%3C").replace(">", "%3E"));
    }

    private static String number(Element picture, String side) {
        var given = picture.attr(side);
        return given.matches("\\d{1,5}") ? given : "300";
    }
}
