package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;
import static io.chantier.checks.Finding.warning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;

/** Pages stay small enough for a telephone in the country. */
@Component
final class Sizes implements Check {

    private static final Pattern PICTURE = Pattern.compile("/_img/([0-9a-f]{12})");

    private static final Pattern VIDEO = Pattern.compile("/_video/([0-9a-f]{12})");

    private final ChecksSettings settings;

    Sizes(ChecksSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        site.candidate().files().forEach((file, bytes) -> {
            var path = Examined.address(file);
            if (file.endsWith(".html")) limit("size-page", path, bytes.length, settings.page(), findings);
            if (file.endsWith(".css")) limit("size-styles", path, bytes.length, settings.styles(), findings);
        });
        site.pages().forEach((path, page) -> {
            for (var style : page.select("style"))
                limit("size-styles", path, style.data().length(), settings.styles(), findings);
            var pictures = pictures(site, page);
            if (pictures > settings.pictures())
                findings.add(warning("size-pictures", path, "").with(measured(pictures, settings.pictures())));
            var videos = videos(site, page);
            if (videos > settings.videos())
                findings.add(warning("size-videos", path, "").with(measured(videos, settings.videos())));
        });
        return findings;
    }

    /** They come after the page, and not on a telephone: they weigh for those who pay by the megabyte. */
    private static long videos(Examined site, Document page) {
        return page.select("video source[src], video[src]").stream()
                .map(source -> VIDEO.matcher(source.attr("src")))
                .filter(Matcher::find)
                .map(source -> source.group(1))
                .distinct()
                .mapToLong(id -> site.candidate().pictures().getOrDefault("video/" + id, 0L))
                .sum();
    }

    private static void limit(String code, String path, long bytes, long most, List<Finding> findings) {
        if (bytes > most) findings.add(blocking(code, path, "").with(measured(bytes, most)));
    }

    private static long pictures(Examined site, Document page) {
        var ids = new HashSet<String>();
        for (var picture : page.select("img:not([loading=lazy])")) {
            var id = PICTURE.matcher(picture.attr("src"));
            if (id.find()) ids.add(id.group(1));
        }
        return ids.stream()
                .mapToLong(id -> site.candidate().pictures().getOrDefault(id, 0L))
                .sum();
    }

    private static Map<String, String> measured(long bytes, long most) {
        return Map.of("kilobytes", String.valueOf((bytes + 1023) / 1024), "most", String.valueOf(most / 1024));
    }
}
