package io.chantier.reading.snapshot;

import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What a page asks for besides itself, each file fetched once, within limits of number, bytes and time. */
final class Belongings {

    private static final int AT_ONCE = 6;
    private static final int MOST_FILES = 120;
    private static final long MOST_BYTES = 6L << 20;

    /** What is put into the document, as often as it is: a page may show one picture a thousand times. */
    private static final long MOST_GIVEN = 24L << 20;

    private static final FetchLimits EACH = new FetchLimits(2 << 20, Duration.ofSeconds(8), 3);
    private static final long MOST_NANOS = Duration.ofSeconds(20).toNanos();
    private static final Pattern SHOWN =
            Pattern.compile("(?:image/(?:png|jpe?g|gif|webp|avif|bmp|svg\\+xml|x-icon|vnd\\.microsoft\\.icon)"
                    + "|(?:application/(?:x-)?font-|font/)(?:woff2?|ttf|otf|sfnt|opentype|truetype))");

    private final Fetcher fetcher;
    private final BooleanSupplier isUnwanted;
    private final long deadline = System.nanoTime() + MOST_NANOS;
    private final Map<URI, Optional<Fetched.Page>> files = new HashMap<>();
    private final Set<URI> sheets = new HashSet<>();
    private long bytes;
    private long styles;
    private long given;

    Belongings(Fetcher fetcher, BooleanSupplier isUnwanted) {
        this.fetcher = fetcher;
        this.isUnwanted = isUnwanted;
    }

    /** Fetches several at once; what lies beyond the limits is as if it did not exist. */
    void fetch(Collection<URI> wanted) {
        var missing = wanted.stream()
                .distinct()
                .filter(address -> !files.containsKey(address))
                .limit(Math.max(0, MOST_FILES - files.size()))
                .toList();
        for (var from = 0; from < missing.size() && !isOver(); from += AT_ONCE)
            fetchAtOnce(missing.subList(from, Math.min(missing.size(), from + AT_ONCE)));
    }

    /** The file as text, or nothing where it could not be had. */
    Optional<String> style(URI address) {
        fetch(List.of(address));
        var sheet = file(address);
        if (sheets.add(address)) sheet.ifPresent(page -> styles += page.body().length);
        return sheet.filter(page -> fits(page.body().length))
                .map(page -> new String(page.body(), StandardCharsets.UTF_8));
    }

    /** A picture or font as an address that holds its bytes. */
    Optional<String> inside(URI address) {
        fetch(List.of(address));
        return file(address)
                .filter(page -> fits(page.body().length * 4L / 3))
                .flatMap(page -> type(page)
                        .map(type -> "data:" + type + ";base64,"
                                + Base64.getEncoder().encodeToString(page.body())));
    }

    long stylesBytes() {
        return styles;
    }

    /** Bytes of all that was fetched but style sheets. */
    long picturesBytes() {
        return Math.max(0, bytes - styles);
    }

    private boolean fits(long more) {
        if (given + more + 64 > MOST_GIVEN) return false;
        given += more + 64;
        return true;
    }

    private boolean isOver() {
        return bytes >= MOST_BYTES || System.nanoTime() > deadline || isUnwanted.getAsBoolean();
    }

    private void fetchAtOnce(List<URI> some) {
        Map<URI, Future<Fetched>> asked = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var address : some) asked.put(address, threads.submit(() -> fetcher.fetch(address, EACH)));
        }
        asked.forEach((address, answer) -> files.put(address, taken(answer.resultNow())));
    }

    private Optional<Fetched.Page> taken(Fetched answer) {
        if (!(answer instanceof Fetched.Page page) || !page.isOk()) return Optional.empty();
        if (bytes + page.body().length > MOST_BYTES) return Optional.empty();
        bytes += page.body().length;
        return Optional.of(page);
    }

    private Optional<Fetched.Page> file(URI address) {
        return files.getOrDefault(address, Optional.empty());
    }

    /** The server's word, where it is a kind that is shown as a picture or used as a font; else what the name says. */
    private static Optional<String> type(Fetched.Page page) {
        var told = page.header("content-type")
                .toLowerCase(Locale.ROOT)
                .replaceAll(";.*", "")
                .strip();
        return new ArrayList<>(List.of(told, named(page.address())))
                .stream().filter(type -> SHOWN.matcher(type).matches()).findFirst();
    }

    private static String named(URI address) {
        var path = String.valueOf(address.getPath()).toLowerCase(Locale.ROOT);
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "jpg", "jpeg", "jpe" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "avif" -> "image/avif";
            case "svg" -> "image/svg+xml";
            case "bmp" -> "image/bmp";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "ttf" -> "font/ttf";
            case "otf" -> "font/otf";
            default -> "";
        };
    }
}
