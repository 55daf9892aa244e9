package io.chantier.reading.look;

import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.PictureSink;
import io.chantier.reading.ReadingLimits;
import io.chantier.reading.Source.Look;
import io.chantier.reading.Watcher;
import io.chantier.reading.crawl.CrawledPage;
import io.chantier.reading.text.PageText;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fetches logo and pictures, keeps those worth showing, and reads the colours. */
public final class LookReader {

    private static final int AT_ONCE = 6;
    private static final long ALL_BYTES = 120L * 1024 * 1024;

    /** @param ids of the pictures that were kept, by the address they were read from */
    public record Seen(Look look, Map<String, String> ids) {}

    private final Fetcher fetcher;
    private final ReadingLimits limits;
    private final PictureSink sink;
    private final Watcher watcher;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> alts = new LinkedHashMap<>();
    private final long deadline;
    private Map<String, Double> logoColours = Map.of();
    private long bytes;

    public LookReader(Fetcher fetcher, ReadingLimits limits, PictureSink sink, Watcher watcher) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.sink = sink;
        this.watcher = watcher;
        deadline = System.nanoTime() + limits.time().toNanos();
    }

    public Seen read(List<PageText> pages) {
        var crawled = pages.stream().map(PageText::page).toList();
        var logo = logo(crawled);
        var candidates =
                Candidates.pictures(pages).stream().limit(limits.pictures()).toList();
        for (var from = 0; from < candidates.size() && !isOver(); from += AT_ONCE) {
            fetch(candidates.subList(from, Math.min(candidates.size(), from + AT_ONCE)));
        }
        var colours = ColourReader.read(fetcher, crawled, logoColours, this::isOver);
        var shown =
                ids.values().stream().filter(id -> !id.equals(logo)).distinct().toList();
        return new Seen(new Look(logo, colours, shown, Map.copyOf(alts)), Map.copyOf(ids));
    }

    private boolean isOver() {
        return bytes > ALL_BYTES || System.nanoTime() > deadline || watcher.isUnwanted();
    }

    private String logo(List<CrawledPage> pages) {
        for (var candidate : Candidates.logos(pages)) {
            if (isOver()) return "";
            var body = body(candidate.address());
            var size = body.flatMap(PictureSize::of);
            if (body.isEmpty() || size.isEmpty() || !size.get().mayBeLogo()) continue;
            var id = keep(body.get(), candidate);
            if (id.isEmpty()) continue;
            logoColours = LogoColours.of(body.get(), size.get());
            return id.get();
        }
        return "";
    }

    private void fetch(List<Candidates.Candidate> some) {
        var answers = new ArrayList<Future<Optional<byte[]>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var candidate : some) answers.add(threads.submit(() -> body(candidate.address())));
        }
        for (var i = 0; i < some.size(); i++) {
            var candidate = some.get(i);
            answers.get(i).resultNow().ifPresent(body -> picture(body, candidate));
        }
    }

    private void picture(byte[] body, Candidates.Candidate candidate) {
        bytes += body.length;
        var size = PictureSize.of(body);
        if (size.isEmpty() || size.get().isDrawing()) {
            watcher.skipped(candidate.address(), "picture-unreadable");
        } else if (size.get().isTooLarge()) {
            watcher.skipped(candidate.address(), "picture-too-large");
        } else if (size.get().isWorthShowing()) {
            var _ = keep(body, candidate);
        }
    }

    private Optional<String> keep(byte[] body, Candidates.Candidate candidate) {
        try {
            var id = sink.keep(body, candidate.alt(), candidate.address());
            if (id.isEmpty()) return Optional.empty();
            ids.put(candidate.address(), id);
            if (!candidate.alt().isEmpty()) alts.putIfAbsent(id, candidate.alt());
            return Optional.of(id);
        } catch (ProblemException e) {
            watcher.skipped(candidate.address(), e.problem().code());
            return Optional.empty();
        }
    }

    private Optional<byte[]> body(String address) {
        var rules = new FetchLimits(10 * 1024 * 1024, Duration.ofSeconds(15), 3);
        var asked = Fetcher.address(address);
        if (asked.isEmpty()) return Optional.empty();
        return fetcher.fetch(asked.get(), rules) instanceof Fetched.Page page && page.isOk()
                ? Optional.of(page.body())
                : Optional.empty();
    }
}
