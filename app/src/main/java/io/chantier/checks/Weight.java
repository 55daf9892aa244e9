package io.chantier.checks;

import java.util.HashSet;
import java.util.regex.Pattern;

/** How many bytes a visitor loads of the heaviest page before they scroll: its HTML, the styles and the pictures. */
final class Weight {

    private static final Pattern TAG = Pattern.compile("<img\\b[^>]*>");
    private static final Pattern PICTURE = Pattern.compile("/_img/([0-9a-f]{12})");

    private Weight() {}

    static long of(Candidate site) {
        var styles = site.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".css"))
                .mapToLong(file -> file.getValue().length)
                .sum();
        return site.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".html"))
                .mapToLong(file -> file.getValue().length + styles + pictures(site, Examined.text(file.getValue())))
                .max()
                .orElse(0);
    }

    private static long pictures(Candidate site, String html) {
        var ids = new HashSet<String>();
        TAG.matcher(html)
                .results()
                .map(tag -> tag.group())
                .filter(tag -> !tag.contains("loading=\"lazy\""))
                .forEach(tag -> {
                    var picture = PICTURE.matcher(tag);
                    if (picture.find()) ids.add(picture.group(1));
                });
        return ids.stream()
                .mapToLong(id -> site.pictures().getOrDefault(id, 0L))
                .sum();
    }
}
