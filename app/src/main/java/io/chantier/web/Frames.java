package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Makes the {@link Frame} of a request. */
@Component
public final class Frames {

    /** The flash attribute with the key of the words for what was just done. */
    public static final String DONE = "done";

    private final Words words;
    private final VisitorLocale locales;
    private final Visitors visitors;
    private final List<NavigationEntry> navigation;

    Frames(Words words, VisitorLocale locales, Visitors visitors, ObjectProvider<NavigationEntry> navigation) {
        this.words = words;
        this.locales = locales;
        this.visitors = visitors;
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
                new Frame.Place(request.getRequestURI(), Theme.of(request), done(request)),
                visitor == null ? List.of() : openTo(visitor));
    }

    /** A frame for which nobody is looked up, for a page that has to be shown when that is not possible. */
    Frame ofStranger(HttpServletRequest request) {
        var place = new Frame.Place(request.getRequestURI(), Theme.of(request), "");
        return new Frame(words, VisitorLocale.ofStranger(request), null, csrf(request), place, List.of());
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
