package io.chantier.generation;

import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.reading.Source;
import io.chantier.reading.Source.SourcePage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Leads each old address to the new page that says what it said. */
final class Redirects {

    private static final Pattern NO_PAGE = Pattern.compile(
            "\\.(?:jpe?g|png|gif|webp|svg|ico|css|js|pdf|docx?|xlsx?|zip|xml|txt|mp[34]|woff2?|ttf)(?:\\?|$)",
            Pattern.CASE_INSENSITIVE);
    private static final int MOST = 5000;
    private static final int LONGEST = 2000;

    private final Map<String, String> newByOld = new HashMap<>();
    private final Map<Topic, String> newByTopic = new HashMap<>();
    private final List<NewPage> pages;

    Redirects(List<NewPage> pages) {
        this.pages = pages;
        for (var page : pages)
            for (var chapter : page.old()) {
                newByOld.putIfAbsent(chapter.page().path(), page.path());
                if (chapter.topic() != Topic.OTHER) newByTopic.putIfAbsent(chapter.topic(), page.path());
            }
        for (var page : pages) topicOf(page.kind());
    }

    Rows of(Source source) {
        var taken = new HashSet<String>();
        pages.forEach(page -> taken.add(page.path()));
        var known = new HashMap<String, SourcePage>();
        source.pages().forEach(page -> known.put(page.path(), page));
        var rows = new Rows();
        for (var path : source.oldPaths()) {
            if (!path.matches("/(?!/).*")
                    || path.length() > LONGEST
                    || NO_PAGE.matcher(path).find()) continue;
            var from = path.replaceAll("#.*$", "");
            if (!taken.add(from) || rows.items().size() >= MOST) continue;
            rows.add(new Sheet().put("from", from).put("to", target(from, known.get(from))));
        }
        return rows;
    }

    private String target(String path, @org.jspecify.annotations.Nullable SourcePage page) {
        var direct = newByOld.get(path);
        if (direct != null) return direct;
        var topic = page != null ? Topic.of(page) : Topic.of(new SourcePage(path, path, "", "", "", List.of()));
        return newByTopic.getOrDefault(topic, "/");
    }

    private void topicOf(String kind) {
        var topic = switch (kind) {
            case "services" -> Topic.SERVICES;
            case "about" -> Topic.ABOUT;
            case "gallery" -> Topic.GALLERY;
            case "prices" -> Topic.PRICES;
            case "faq" -> Topic.FAQ;
            case "contact" -> Topic.CONTACT;
            case "legal" -> Topic.LEGAL;
            default -> Topic.HOME;
        };
        pages.stream()
                .filter(page -> page.kind().equals(kind))
                .findFirst()
                .ifPresent(page -> newByTopic.putIfAbsent(topic, page.path()));
    }
}
