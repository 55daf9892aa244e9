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

    /** Remembers the choice for the next visits of this browser; anything but light and dark is left alone. */
    public static void remember(String theme, HttpServletResponse response) {
        if (!isKnown(theme)) return;
        var cookie = new Cookie(COOKIE, theme);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(365 * 24 * 3600);
        response.addCookie(cookie);
    }

    private static boolean isKnown(String theme) {
        return theme.equals("light") || theme.equals("dark");
    }
}
