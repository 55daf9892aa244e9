package io.chantier.sites;

import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at everything that somebody may type about a site and says field by field what is wrong with it. */
final class ProfileCheck {

    private static final int LINE = 120;
    private static final int LONG_LINE = 300;
    private static final int TEXT = 5000;
    private static final int MOST_ENTRIES = 100;
    private static final List<String> LANGUAGES = List.of("fr", "en", "de");
    private static final Pattern LOOK = Pattern.compile("[a-z]{3,20}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern PICTURE = Pattern.compile("[0-9a-f]{12}");

    private final List<FieldProblem> problems = new ArrayList<>();

    private ProfileCheck() {}

    /** What is wrong; empty when nothing is. What is left out is never wrong. */
    static List<FieldProblem> of(
            @Nullable String name, @Nullable String sourceUrl, @Nullable String language, @Nullable Wishes wishes) {
        var check = new ProfileCheck();
        check.text("name", name, LINE);
        check.address("sourceUrl", sourceUrl);
        check.language(language);
        if (wishes != null) check.wishes(wishes);
        if (wishes != null) check.languages(wishes.languages(), language);
        return check.problems;
    }

    private void language(@Nullable String language) {
        if (isBlank(language) || LANGUAGES.contains(language)) return;
        add("language", "not-a-language", Map.of("allowed", String.join(", ", LANGUAGES)));
    }

    private void languages(List<String> further, @Nullable String main) {
        for (var language : further) {
            if (!LANGUAGES.contains(language))
                add("wishes.languages", "not-a-language", Map.of("allowed", String.join(", ", LANGUAGES)));
            else if (language.equals(main)) add("wishes.languages", "main-language", Map.of());
        }
    }

    private void wishes(Wishes wishes) {
        shape("wishes.look", wishes.look(), LOOK, "not-a-look");
        if (isFew("wishes.colours", wishes.colours())) {
            for (var colour : wishes.colours()) shape("wishes.colours", colour, COLOUR, "not-a-colour");
        }
        shape("wishes.logo", wishes.logo(), PICTURE, "malformed");
        text("wishes.tone", wishes.tone(), LINE);
        text("wishes.description", wishes.description(), TEXT);
        if (wishes.length() != null) known("wishes.length", wishes.length(), Wishes.LENGTHS);
        for (var section : wishes.sections()) known("wishes.sections", section, Wishes.SECTIONS);
        business(wishes.business());
    }

    private void business(Wishes.Business business) {
        text("wishes.business.trade", business.trade(), LINE);
        if (isFew("wishes.business.services", business.services())) services(business.services());
        texts("wishes.business.contact.phones", business.contact().phones(), LINE);
        texts("wishes.business.contact.emails", business.contact().emails(), LONG_LINE);
        text("wishes.business.contact.address", business.contact().address(), LONG_LINE);
        texts("wishes.business.hours", business.hours(), LONG_LINE);
        each("wishes.business.social", business.social(), this::address);
        each(
                "wishes.business.pictures",
                business.pictures(),
                (field, picture) -> shape(field, picture, PICTURE, "malformed"));
    }

    private void services(List<Wishes.Service> services) {
        for (var i = 0; i < services.size(); i++) {
            var field = "wishes.business.services[" + i + "]";
            var service = services.get(i);
            if (isBlank(service.title())) add(field + ".title", "required", Map.of());
            text(field + ".title", service.title(), LINE);
            text(field + ".text", service.text(), TEXT);
            text(field + ".price", service.price(), LINE);
        }
    }

    /** Looks at one entry of a list. */
    private interface Look {
        void at(String field, String entry);
    }

    private void texts(String field, List<String> entries, int longest) {
        each(field, entries, (one, entry) -> text(one, entry, longest));
    }

    private void each(String field, List<String> entries, Look look) {
        if (!isFew(field, entries)) return;
        for (var i = 0; i < entries.size(); i++) look.at(field + "[" + i + "]", entries.get(i));
    }

    private boolean isFew(String field, List<?> entries) {
        if (entries.size() <= MOST_ENTRIES) return true;
        add(field, "more-than", Map.of("most", Integer.toString(MOST_ENTRIES)));
        return false;
    }

    private void address(String field, @Nullable String typed) {
        if (typed == null || isBlank(typed) || SourceAddress.parse(typed).isPresent()) return;
        add(field, "not-an-address", Map.of());
    }

    private void known(String field, String word, List<String> allowed) {
        if (!allowed.contains(word)) add(field, "unknown-value", Map.of());
    }

    private void shape(String field, @Nullable String text, Pattern shape, String code) {
        if (text != null && !shape.matcher(text).matches()) add(field, code, Map.of());
    }

    private void text(String field, @Nullable String text, int longest) {
        if (text == null) return;
        if (text.length() > longest) add(field, "longer-than", Map.of("longest", Integer.toString(longest)));
        else if (text.codePoints().anyMatch(ProfileCheck::isInvisible)) add(field, "control-characters", Map.of());
    }

    /** Neither the database nor a page can hold a NUL or half of a character. */
    private static boolean isInvisible(int c) {
        boolean breaksLines = c == '\n' || c == '\t' || c == '\r';
        return (Character.isISOControl(c) && !breaksLines) || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private void add(String field, String code, Map<String, String> arguments) {
        problems.add(new FieldProblem(field, code, arguments));
    }
}
