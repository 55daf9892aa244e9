package io.chantier.deployment.edge;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plain pages that the edge itself answers with, in the visitor's language. */
final class Notices {

    /** What there is to say. */
    enum Notice {
        UNKNOWN(404),
        MISSING(404),
        EMPTY(503),
        SUSPENDED(503),
        ARCHIVED(410),
        TROUBLE(500),
        MALFORMED(400),
        AWAY(502),
        SLOW(504);

        private final int status;

        Notice(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Map<Notice, byte[]> french = pages("fr");
    private final Map<Notice, byte[]> english = pages("en");

    byte[] page(Notice notice, @Nullable String acceptLanguage) {
        return Objects.requireNonNull((prefersEnglish(acceptLanguage) ? english : french).get(notice));
    }

    /** French unless English is asked for first. */
    private static boolean prefersEnglish(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) return false;
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .map(range -> range.getRange()
                            .substring(0, Math.min(2, range.getRange().length())))
                    .filter(language -> language.equals("fr") || language.equals("en"))
                    .findFirst()
                    .filter("en"::equals)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<Notice, byte[]> pages(String language) {
        var words = words(language);
        var pages = new EnumMap<Notice, byte[]>(Notice.class);
        Stream.of(Notice.values()).forEach(notice -> {
            var key = "edge." + notice.name().toLowerCase(Locale.ROOT);
            pages.put(notice, page(language, words.getProperty(key + ".title"), words.getProperty(key + ".text")));
        });
        return pages;
    }

    private static byte[] page(String language, String title, String text) {
        return """
                <!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="robots" content="noindex"><title>%s</title><style>body{font:1.1rem/1.6 system-ui,sans-serif;
                max-width:36rem;margin:20vh auto 0;padding:0 1.5rem;color:#1f2937;background:#fff}</style></head>
                <body><main><h1>%s</h1><p>%s</p></main></body></html>
                """.formatted(language, title, title, text).getBytes(StandardCharsets.UTF_8);
    }

    private static Properties words(String language) {
        var words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(
                        Notices.class.getResourceAsStream("/messages/deployment_" + language + ".properties")),
                StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
