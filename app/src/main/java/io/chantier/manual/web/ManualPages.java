package io.chantier.manual.web;

import io.chantier.manual.Manual;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The manual in the reader's language, open to everybody as it is in the repository. */
@Controller
class ManualPages {

    private static final int LONGEST = 200;

    private final Manual manual;

    ManualPages(Manual manual) {
        this.manual = manual;
    }

    @GetMapping("/manual")
    String first(@RequestParam(defaultValue = "") String q, Locale language, Model page) {
        var query = q.strip();
        if (query.isEmpty()) return show("", language, page);
        var asked = query.substring(0, Math.min(query.length(), LONGEST));
        page.addAttribute(
                "search", new ManualView.Search(manual.pages(language), asked, manual.search(language, asked)));
        return "manual/search";
    }

    @GetMapping("/manual/{name}")
    String page(@PathVariable String name, Locale language, Model page) {
        return show(name, language, page);
    }

    private String show(String name, Locale language, Model model) {
        var page = manual.page(language, name).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        model.addAttribute("view", new ManualView(manual.pages(language), page, manual.problemsOn(name, language)));
        return "manual/page";
    }
}
