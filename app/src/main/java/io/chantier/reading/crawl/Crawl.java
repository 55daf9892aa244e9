package io.chantier.reading.crawl;

import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.reading.ReadingLimits;
import io.chantier.reading.Watcher;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the pages of one site: the first page, then menu, contact and legal pages, then the rest, within the limits. */
public final class Crawl {

    private static final int AT_ONCE = 4;
    private static final int PATHS = 2_000;
    /** Pages where facts stand: they are read before the limits end the reading. */
    private static final Pattern WANTED = Pattern.compile(
            "(?iU)contact|kontakt|impressum|mentions|legal|about|propos|horaire|hours|tarif|prix|price|preis|service|leistung|prestation|team|equipe");

    private record Waiting(URI address, String label, int depth, int rank, int number) {}

    private final Fetcher fetcher;
    private final ReadingLimits limits;
    private final Watcher watcher;
    private final SiteScope scope;
    private final Robots robots;
    private final long deadline;
    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparingInt(Waiting::rank).thenComparingInt(Waiting::number));
    private final Set<String> seen = new HashSet<>();
    private final Set<String> paths = new LinkedHashSet<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<CrawledPage> pages = new ArrayList<>();
    private long bytes;

    /** @param home the first page, already fetched */
    public Crawl(Fetcher fetcher, ReadingLimits limits, Watcher watcher, Fetched.Page home) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.watcher = watcher;
        scope = new SiteScope(home.address());
        robots = new Robots(fetcher, home.address());
        deadline = System.nanoTime() + limits.time().toNanos();
        seen.add(SiteScope.key(home.address()));
        take(home, new Waiting(home.address(), "", 0, 0, 0));
    }

    public boolean isForbidden() {
        return !robots.allows(pages.getFirst().address());
    }

    /** Reads on from the first page; the first page and its frames come first, then the others as the menu has them. */
    public List<CrawledPage> run() {
        while (!queue.isEmpty() && !isOver()) readSome();
        if (!isOver()) {
            robots.listed(limits.pages() * 2).forEach(address -> consider(new Link(address, "", false, false), 1));
            while (!queue.isEmpty() && !isOver()) readSome();
        }
        return Stream.concat(
                        pages.stream().filter(CrawledPage::isHome),
                        pages.stream().filter(page -> !page.isHome()).sorted(Comparator.comparingInt(this::inMenu)))
                .map(this::labelled)
                .toList();
    }

    /** Every internal address that was seen, read or not. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    private boolean isOver() {
        return pages.size() >= limits.pages()
                || bytes >= limits.bytes()
                || System.nanoTime() > deadline
                || watcher.isUnwanted();
    }

    private void readSome() {
        var batch = new ArrayList<Waiting>();
        var most = Math.min(AT_ONCE, limits.pages() - pages.size());
        while (batch.size() < most && !queue.isEmpty()) batch.add(queue.poll());
        var answers = fetchAll(batch);
        for (var i = 0; i < batch.size(); i++) arrived(answers.get(i), batch.get(i));
    }

    private List<Fetched> fetchAll(List<Waiting> batch) {
        var left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
        var usual = FetchLimits.DEFAULT;
        var rules = new FetchLimits(
                usual.bytes(), left.compareTo(usual.total()) < 0 ? left : usual.total(), usual.redirects());
        var answers = new ArrayList<Future<Fetched>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var waiting : batch) answers.add(threads.submit(() -> fetcher.fetch(waiting.address(), rules)));
        }
        return answers.stream().map(Future::resultNow).toList();
    }

    private void arrived(Fetched answer, Waiting waiting) {
        switch (answer) {
            case Fetched.Page page -> {
                if (!page.isOk()) skip(waiting, "status");
                else if (!scope.contains(page.address())) skip(waiting, "elsewhere");
                else if (!Html.isHtml(page)) skip(waiting, "not-html");
                else if (seen.add(SiteScope.key(page.address()))
                        || SiteScope.key(page.address()).equals(SiteScope.key(waiting.address()))) take(page, waiting);
            }
            case Fetched.TooBig _ -> skip(waiting, "too-big");
            case Fetched.TooSlow _ -> skip(waiting, "too-slow");
            case Fetched.Refused _ -> skip(waiting, "refused");
            case Fetched.Unreachable _ -> skip(waiting, "unreachable");
        }
    }

    private void skip(Waiting waiting, String code) {
        watcher.skipped(waiting.address().toString(), code);
    }

    private void take(Fetched.Page page, Waiting waiting) {
        bytes += page.body().length;
        var dom = Html.parse(page);
        var links = Links.of(dom);
        pages.add(new CrawledPage(page.address(), waiting.address(), dom, waiting.label(), waiting.depth(), links));
        remember(page.address());
        remember(waiting.address());
        for (var link : links) consider(link, link.frame() ? waiting.depth() : waiting.depth() + 1);
        watcher.page(page.address().toString(), pages.size(), Math.min(limits.pages(), pages.size() + queue.size()));
    }

    private void consider(Link link, int depth) {
        if (!scope.contains(link.target())) return;
        if (!link.label().isEmpty() && link.menu()) labels.putIfAbsent(SiteScope.key(link.target()), link.label());
        if (!SiteScope.mayBePage(link.target())) return;
        remember(link.target());
        var known = queue.size() + pages.size();
        if (depth > limits.depth() || known > limits.pages() * 5) return;
        if (!robots.allows(link.target()) || !seen.add(SiteScope.key(link.target()))) return;
        queue.add(new Waiting(link.target(), link.label(), depth, rank(link, depth), seen.size()));
    }

    private void remember(URI address) {
        if (paths.size() < PATHS) paths.add(SiteScope.path(address));
    }

    private static int rank(Link link, int depth) {
        if (link.frame()) return depth * 10;
        var base = depth * 10 + (link.menu() ? 0 : 5);
        return WANTED.matcher(link.label() + " " + link.target().getPath()).find() ? base - 6 : base;
    }

    private int inMenu(CrawledPage page) {
        var order = List.copyOf(labels.keySet());
        var at = Math.max(order.indexOf(SiteScope.key(page.address())), order.indexOf(SiteScope.key(page.asked())));
        return at < 0 ? order.size() : at;
    }

    private CrawledPage labelled(CrawledPage page) {
        var label = labels.getOrDefault(
                SiteScope.key(page.address()), labels.getOrDefault(SiteScope.key(page.asked()), ""));
        return new CrawledPage(page.address(), page.asked(), page.dom(), label, page.depth(), page.links());
    }
}
