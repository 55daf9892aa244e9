package io.chantier.dashboard.web;

import io.chantier.identity.Accounts;
import io.chantier.identity.Callers;
import io.chantier.web.Theme;
import io.chantier.web.VisitorLocale;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Language and theme, as somebody likes them; also for those who have not signed in yet. */
@Controller
class PreferencesPage {

    private final Callers callers;
    private final Accounts accounts;
    private final VisitorLocale locales;

    PreferencesPage(Callers callers, Accounts accounts, VisitorLocale locales) {
        this.callers = callers;
        this.accounts = accounts;
        this.locales = locales;
    }

    @PostMapping("/preferences")
    String change(
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Theme.remember(theme, response);
        if (Theme.isChoice(theme)) {
            callers.find(request).ifPresent(caller -> accounts.setTheme(caller.account(), theme));
        }
        var locale = Locale.of(language);
        if (Words.LANGUAGES.contains(locale)) {
            locales.setLocale(request, response, locale);
            callers.find(request).ifPresent(caller -> accounts.setLocale(caller.account(), locale));
        }
        return "redirect:" + inside(back);
    }

    /** Only a path of ours: whoever made the form may not send people elsewhere. */
    private static String inside(String back) {
        return back.matches("/[A-Za-z0-9._~/-]*") && !back.startsWith("//") ? back : "/";
    }
}
