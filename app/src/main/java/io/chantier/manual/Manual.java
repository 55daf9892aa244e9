package io.chantier.manual;

import io.chantier.manual.ManualPage.Section;
import io.chantier.web.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All pages of the manual, in each language, in the order in which its first page names them. */
@Component
public class Manual {

    /** The page that lists every problem; its entries come from the bundles, so that none is ever missing. */
    public static final String ERRORS = "errors";

    /** The page about who writes ends with the problems that only a model has. */
    private static final String AUTHOR = "author";

    private static final String OF_MODELS = "claude-";
    private static final int EXCERPT = 170;
    private static final int MOST_FOUND = 30;

    private final Map<Locale, List<ManualPage>> pages = new HashMap<>();
    private final Map<Locale, List<ProblemEntry>> problems = new HashMap<>();

    Manual(Words words) {
        for (var language : Words.LANGUAGES) {
            problems.put(language, ProblemEntry.all(words, language));
            pages.put(language, read(language, problems.get(language)));
        }
    }

    /** A place that holds all words that were looked for. */
    public record Hit(String address, String page, String title, String excerpt) {}

    public List<ManualPage> pages(Locale language) {
        return Objects.requireNonNull(pages.get(Words.nearest(language)));
    }

    public Optional<ManualPage> page(Locale language, String name) {
        return pages(language).stream().filter(page -> page.name().equals(name)).findFirst();
    }

    /** Every problem, by its code. */
    public List<ProblemEntry> problems(Locale language) {
        return Objects.requireNonNull(problems.get(Words.nearest(language)));
    }

    /** Those that a page lists below its text. */
    public List<ProblemEntry> problemsOn(String page, Locale language) {
        return switch (page) {
            case ERRORS -> problems(language);
            case AUTHOR ->
                problems(language).stream()
                        .filter(problem -> problem.code().startsWith(OF_MODELS))
                        .toList();
            default -> List.of();
        };
    }

    /** The places that hold all of these words, or words that begin like them; those that name them first come first. */
    public List<Hit> search(Locale language, String query) {
        var wanted = Stream.of(plain(query).split("[^\\p{L}\\p{N}-]+"))
                .filter(word -> word.length() > 1)
                .distinct()
                .toList();
        if (wanted.isEmpty()) return List.of();
        return pages(language).stream()
                .flatMap(page -> page.sections().stream()
                        .filter(section -> holds(section, wanted))
                        .map(section -> new Found(inTitle(section, wanted), hit(page, section, wanted.getFirst()))))
                .sorted(Comparator.comparingLong(Found::inTitle).reversed())
                .limit(MOST_FOUND)
                .map(Found::hit)
                .toList();
    }

    private record Found(long inTitle, Hit hit) {}

    private static boolean holds(Section section, List<String> wanted) {
        var all = plain(section.title() + " " + section.text());
        return wanted.stream().allMatch(word -> beginning(word).matcher(all).find());
    }

    private static long inTitle(Section section, List<String> wanted) {
        var title = plain(section.title());
        return wanted.stream()
                .filter(word -> beginning(word).matcher(title).find())
                .count();
    }

    private static Hit hit(ManualPage page, Section section, String word) {
        var text = section.text().replaceAll("\\s+", " ").strip();
        var found = beginning(word).matcher(plain(text));
        var at = found.find() ? Math.max(0, Math.min(found.start() - EXCERPT / 3, text.length() - EXCERPT)) : 0;
        var from = at == 0 ? 0 : text.indexOf(' ', at) + 1;
        var to = Math.min(text.length(), from + EXCERPT);
        var excerpt = (from > 0 ? "… " : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
        var anchor = section.anchor().isEmpty() ? "" : "#" + section.anchor();
        return new Hit(page.address() + anchor, page.title(), section.title(), excerpt);
    }

    private static Pattern beginning(String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word));
    }

    /** Small letters without their accents, one for one, so that places in it are places in the text. */
    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            plain.append(Normalizer.normalize(text.substring(at, at + 1), Normalizer.Form.NFD)
                    .charAt(0));
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static List<ManualPage> read(Locale language, List<ProblemEntry> problems) {
        var markdown = new Markdown();
        var all = new HashMap<String, ManualPage>();
        var texts = files(language);
        texts.forEach((file, text) -> {
            var page = markdown.page(file, text);
            all.put(page.name(), page.name().equals(ERRORS) ? page.with(sections(problems)) : page);
        });
        var order = texts.getOrDefault("README", "");
        var sorted = new ArrayList<>(all.values());
        sorted.sort(
                Comparator.comparingInt((ManualPage page) -> place(order, page)).thenComparing(ManualPage::title));
        return List.copyOf(sorted);
    }

    private static int place(String order, ManualPage page) {
        if (page.name().isEmpty()) return -1;
        var place = order.indexOf("(" + page.name() + ".md)");
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static List<Section> sections(List<ProblemEntry> problems) {
        return problems.stream()
                .map(problem -> new Section(
                        problem.code(),
                        problem.title(),
                        problem.detail() + "\n" + problem.remedy() + "\n" + problem.code()))
                .toList();
    }

    private static Map<String, String> files(Locale language) {
        var files = new HashMap<String, String>();
        try {
            var pattern = "classpath:manual/" + language.getLanguage() + "/*.md";
            for (var file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                var name = String.valueOf(file.getFilename()).replaceFirst("\\.md$", "");
                files.put(name, file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
