package io.chantier;

import io.chantier.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is wrong with a page that ought to be in one of its states. */
final class PageStateChecks {

    private static final Words WORDS = new Words();
    private static final Pattern NO_WORDS = Pattern.compile(
            "\\b(page|problem|field|step|job|frame|role|sign-in|finding|audit|fact)(\\.[a-zA-Z-]+)+\\b|\\{[a-zA-Z]+}");
    private static final Pattern INNARDS = Pattern.compile("Exception|\\bat io\\.|Whitelabel|java\\.|org\\.spring");

    private final PageState state;
    private final Document page;
    private final Locale language;
    private final List<String> faults = new ArrayList<>();

    private PageStateChecks(PageState state, Document page, Locale language) {
        this.state = state;
        this.page = page;
        this.language = language;
    }

    static List<String> faults(PageState state, Document page, Locale language) {
        var checks = new PageStateChecks(state, page, language);
        checks.isInWords();
        if (state.isProblem()) checks.isProblem();
        else if (state.isFormAgain()) checks.isFormAgain();
        else checks.saysThatNothingIsThere();
        return checks.faults.stream()
                .map(fault -> language.getLanguage() + ": " + fault)
                .toList();
    }

    private void isInWords() {
        var isPart = page.selectFirst("main") == null;
        if (!isPart) {
            demand(page.select("html").attr("lang").equals(language.getLanguage()), "is in another language");
            demand(page.select("main h1").size() == 1, "has not one heading");
            demand(page.title().length() > 3, "has no title");
        }
        var text = page.text();
        var raw = NO_WORDS.matcher(text);
        if (raw.find()) faults.add("has no words for " + raw.group());
        demand(!INNARDS.matcher(text).find(), "shows what is inside");
    }

    private void isProblem() {
        var problem = page.selectFirst("[data-problem=" + state.code() + "]");
        if (problem == null) {
            faults.add("is not the problem " + state.code() + " but " + page.select("[data-problem], h1"));
            return;
        }
        var title = WORDS.say(language, "problem." + state.code() + ".title");
        if (!title.contains("{")) demand(problem.select("h1").text().equals(title), "has another title");
        demand(problem.select("[data-remedy]").text().length() > 10, "has no remedy");
        demand(!problem.select("a.btn[href]").isEmpty(), "has no way on");
    }

    private void isFormAgain() {
        var field = state.shown().substring(1);
        var said =
                field.isEmpty() ? page.select(".note[role=alert]") : page.select("#wrong-" + field.replace(".", "\\."));
        demand(said.text().length() > 5, "does not say what is wrong with '" + field + "'");
        if (!field.isEmpty()) {
            demand(!page.select("main form [name=" + field + "]").isEmpty(), "does not show the field again");
        }
        demand(!page.select("main form button").isEmpty(), "cannot be sent again");
    }

    private void saysThatNothingIsThere() {
        var selectors = state.shown().split(">>");
        var said = page.selectFirst(selectors[0]);
        if (said == null) {
            faults.add("has no " + selectors[0]);
            return;
        }
        demand(said.text().length() > 10, "says nothing in " + selectors[0]);
        if (selectors[0].equals(".empty-state"))
            demand(!said.select("h2").isEmpty(), "has no heading of its empty state");
        if (page.selectFirst("main") == null) return;
        var next = selectors.length > 1 ? page.selectFirst(selectors[1]) : said;
        demand(next != null && leadsOn(next), "offers no next step");
    }

    private static boolean leadsOn(Element element) {
        return !element.select("a[href], form button, button, input").isEmpty();
    }

    private void demand(boolean good, String fault) {
        if (!good) faults.add(fault);
    }
}
