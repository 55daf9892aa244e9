package io.chantier.checks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.nodes.Entities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Renders a site's data as plain, valid pages, without Node. */
final class PlainPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, String> PRIVACY =
            Map.of("fr", "Données personnelles", "en", "Personal data", "de", "Datenschutz");

    private final JsonNode site;
    private final String marker;

    private PlainPages(JsonNode site, String marker) {
        this.site = site;
        this.marker = marker;
    }

    static SortedMap<String, byte[]> of(SortedMap<String, byte[]> data, String marker) {
        var site = JSON.readTree(data.get("data/site.json"));
        var files = new TreeMap<String, byte[]>();
        for (var page : JSON.readTree(data.get("data/content.json")).path("pages")) {
            var path = page.path("path").stringValue().substring(1) + "index.html";
            files.put(path, new PlainPages(site, marker).page(page).getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private String page(JsonNode page) {
        var html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"" + site.path("language").stringValue() + "\"><head>")
                .append("<meta charset=\"utf-8\"><title>" + text(page, "title") + "</title>")
                .append("<meta name=\"description\" content=\"" + text(page, "description") + "\">")
                .append("<meta name=\"generator-build\" content=\"" + marker + "\"></head><body><main>")
                .append("<h1>" + text(page, "label") + "</h1>");
        for (var section : page.path("sections")) section(section, html);
        contact(html);
        html.append("<p>" + PRIVACY.getOrDefault(site.path("language").stringValue(), "") + "</p>");
        return html.append("</main></body></html>").toString();
    }

    private void section(JsonNode section, StringBuilder html) {
        if (section.has("title")) html.append("<h2>" + text(section, "title") + "</h2>");
        if (section.has("image")) picture(section, html);
        if (section.has("text")) html.append("<p>" + text(section, "text") + "</p>");
        for (var paragraph : section.path("paragraphs"))
            html.append("<p>" + Entities.escape(paragraph.stringValue()) + "</p>");
        for (var item : section.path("items")) item(item, html);
        for (var group : section.path("groups"))
            for (var item : group.path("items"))
                html.append("<p>" + text(item, "name") + " <b>" + text(item, "price") + "</b></p>");
        if (section.path("type").stringValue().equals("hours")) html.append("<p>" + hours() + "</p>");
    }

    private static void item(JsonNode item, StringBuilder html) {
        if (item.has("image")) picture(item, html);
        if (item.has("title")) html.append("<h3>" + text(item, "title") + "</h3>");
        if (item.has("text")) html.append("<p>" + text(item, "text") + "</p>");
        if (item.has("quote"))
            html.append(
                    "<blockquote><p>" + text(item, "quote") + "</p></blockquote><p>" + text(item, "author") + "</p>");
        if (item.has("href"))
            html.append("<p><a href=\"" + text(item, "href") + "\">" + text(item, "title") + "</a></p>");
    }

    private static void picture(JsonNode holder, StringBuilder html) {
        html.append("<img src=\"/_img/" + text(holder, "image") + "-480.webp\" alt=\"\">");
    }

    private String hours() {
        var all = new StringBuilder();
        for (var span : site.path("hours")) all.append(text(span, "opens") + " – " + text(span, "closes") + ", ");
        return all.toString();
    }

    private void contact(StringBuilder html) {
        for (var phone : site.path("contact").path("phones"))
            html.append("<p><a href=\"tel:" + text(phone, "tel") + "\">" + text(phone, "display") + "</a></p>");
        for (var email : site.path("contact").path("emails"))
            html.append("<p><a href=\"mailto:" + email.stringValue() + "\">" + email.stringValue() + "</a></p>");
        html.append("<p>" + text(site.path("legal"), "siret") + "</p>");
    }

    private static String text(JsonNode node, String field) {
        return Entities.escape(node.path(field).asString(""));
    }
}
