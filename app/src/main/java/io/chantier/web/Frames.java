package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Makes the {@link Frame} of a request. */
@Component
public final class Frames {

    /** The flash attribute with the key of the words for what was just done. */
    public static final String DONE = "done";

    private static final Pattern FROM = Pattern.compile("https?://[^/]+(/(?!/)[A-Za-z0-9._~/-]*)(?:\\?.*)?");

    private final Words words;
    private final VisitorLocale locales;
    private final Visitors visitors;
    private final House house;
    private final List<NavigationEntry> navigation;

    Frames(
            Words words,
            VisitorLocale locales,
            Visitors visitors,
            House house,
            ObjectProvider<NavigationEntry> navigation) {
        this.words = words;
        this.locales = locales;
        this.visitors = visitors;
        this.house = house;
        this.navigation = navigation.stream()
                .sorted(Comparator.comparingInt(NavigationEntry::order))
                .toList();
    }

    public Frame of(HttpServletRequest request) {
        var visitor = visitors.of(request).orElse(null);
        return new Frame(
                words,
                locales.resolveLocale(request),
                visitor,
                csrf(request),
                new Frame.Place(request.getRequestURI(), theme(visitor, request), done(request)),
                visitor == null ? List.of() : openTo(visitor),
                house.seenAt(request.getRequestURI(), here(request)));
    }

    /** A frame for which nobody is looked up, for a page that has to be shown when that is not possible. */
    Frame ofStranger(HttpServletRequest request) {
        var place = new Frame.Place(request.getRequestURI(), Theme.of(request), "");
        var plain = House.Seen.plain(request.getRequestURI());
        return new Frame(words, VisitorLocale.ofStranger(request), null, csrf(request), place, List.of(), plain);
    }

    /** A page that can be opened again: of where a form was sent from only the path counts, whatever its host is. */
    private static String here(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) return request.getRequestURI();
        var from = Optional.ofNullable(request.getHeader("Referer")).orElse("");
        var path = FROM.matcher(from);
        return path.matches() ? path.group(1) : "/";
    }

    /** What the account says holds in every browser; the rest of us have a cookie. */
    private static String theme(@Nullable Visitor visitor, HttpServletRequest request) {
        return visitor == null || visitor.taste().theme() == null
                ? Theme.of(request)
                : visitor.taste().theme();
    }

    private List<NavigationEntry> openTo(Visitor visitor) {
        return navigation.stream()
                .filter(entry -> visitor.operator() || !entry.operator())
                .toList();
    }

    private static String done(HttpServletRequest request) {
        var flash = RequestContextUtils.getInputFlashMap(request);
        return flash != null && flash.get(DONE) instanceof String key ? key : "";
    }

    private static Frame.CsrfField csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Frame.CsrfField(token.getParameterName(), token.getHeaderName(), token.getToken())
                : new Frame.CsrfField("_csrf", "X-CSRF-TOKEN", "");
    }
}
