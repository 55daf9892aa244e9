package io.chantier.benches.apps;

import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An app as the operator describes it. */
public record AppForm(String name, String title, String french, String english, String repository, String publisher) {

    public static final AppForm EMPTY = new AppForm("", "", "", "", "", "");

    private static final int LONGEST_LINE = 80;
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_ADDRESS = 300;

    /** Everything that is written but not seen, apart from the ends of lines. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\r\\n\\t\\x{200C}\\x{200D}]]");

    public AppForm {
        name = name.strip();
        title = title.strip();
        french = french.strip().replace("\r\n", "\n");
        english = english.strip().replace("\r\n", "\n");
        repository = repository.strip();
        publisher = publisher.strip();
    }

    /** What is stored of an app, to be changed. */
    public static AppForm of(App app) {
        var profile = app.profile();
        return new AppForm(
                app.name().value(),
                app.title(),
                profile.french(),
                profile.english(),
                profile.repository(),
                app.publisher());
    }

    /** The app, or a problem per field. */
    App checked(Instant now) {
        var wrong = new ArrayList<FieldProblem>();
        if (!AppName.isAppName(name)) wrong.add(new FieldProblem("name", "not-an-app-name", Map.of()));
        if (title.isEmpty()) wrong.add(new FieldProblem("title", "required", Map.of()));
        text(wrong, "title", title, LONGEST_LINE);
        text(wrong, "publisher", publisher, LONGEST_LINE);
        text(wrong, "french", french, LONGEST_TEXT);
        text(wrong, "english", english, LONGEST_TEXT);
        if (!repository.isEmpty() && !isAddress(repository)) {
            wrong.add(new FieldProblem("repository", "not-a-repository", Map.of()));
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return new App(new AppName(name), new App.Profile(title, french, english, repository), publisher, now);
    }

    private static void text(List<FieldProblem> wrong, String field, String text, int longest) {
        if (text.length() > longest) {
            wrong.add(new FieldProblem(field, "longer-than", Map.of("longest", Integer.toString(longest))));
        }
        boolean isOneLine = longest == LONGEST_LINE;
        if (HIDDEN.matcher(text).find() || (isOneLine && text.contains("\n"))) {
            wrong.add(new FieldProblem(field, "control-characters", Map.of()));
        }
    }

    /** It becomes a link on a page, so it can be nothing but a page of the web. */
    private static boolean isAddress(String text) {
        try {
            var address = new URI(text);
            return text.length() <= LONGEST_ADDRESS
                    && address.getScheme() != null
                    && address.getScheme().matches("https?")
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
