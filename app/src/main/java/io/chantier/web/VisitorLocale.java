package io.chantier.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of an answer: that of a guest, else {@code ?lang=}, else the account's, else the last one chosen here, else the browser's. */
@Component("localeResolver")
public final class VisitorLocale implements LocaleResolver {

    static final String PARAMETER = "lang";
    private static final String COOKIE = "lang";

    private final Visitors visitors;

    VisitorLocale(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        var guest = Guest.of(request);
        if (guest.isPresent()) return guest.get().language();
        return known(request.getParameter(PARAMETER))
                .or(() -> visitors.of(request).map(Visitor::locale))
                .orElseGet(() -> ofStranger(request));
    }

    /** The language of a reader of whom we know only what the browser sends. */
    static Locale ofStranger(HttpServletRequest request) {
        return known(request.getParameter(PARAMETER))
                .or(() -> Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                        .flatMap(cookie -> known(cookie.getValue())))
                .or(() -> accepted(request))
                .orElse(Words.LANGUAGES.getFirst());
    }

    /** Remembers the language for the next visits of this browser. */
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response == null || locale == null) return;
        var cookie = new Cookie(COOKIE, Words.nearest(locale).getLanguage());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(365 * 24 * 3600);
        response.addCookie(cookie);
    }

    /** The language that an address asks for, where it is one of ours. */
    static Optional<Locale> known(@Nullable String tag) {
        return Words.LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(tag))
                .findFirst();
    }

    private static Optional<Locale> accepted(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) return Optional.empty();
        return Collections.list(request.getLocales()).stream()
                .flatMap(wanted -> known(wanted.getLanguage()).stream())
                .findFirst();
    }
}
