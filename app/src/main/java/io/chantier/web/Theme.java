package io.chantier.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.util.WebUtils;

/** Light or dark, as the reader chose in this browser; {@code auto} until they did. */
public final class Theme {

    private static final String COOKIE = "theme";

    private Theme() {}

    static String of(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .filter(Theme::isKnown)
                .orElse("auto");
    }

    /** Remembers the choice for the next visits of this browser: light, dark, or {@code auto} for none; nothing else. */
    public static void remember(String theme, HttpServletResponse response) {
        if (!isChoice(theme)) return;
        var cookie = new Cookie(COOKIE, theme);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(isKnown(theme) ? 365 * 24 * 3600 : 0);
        response.addCookie(cookie);
    }

    /** Whether somebody can choose this: light, dark, or whatever their machine shows. */
    public static boolean isChoice(String theme) {
        return isKnown(theme) || theme.equals("auto");
    }

    private static boolean isKnown(String theme) {
        return theme.equals("light") || theme.equals("dark");
    }
}
