package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Makes the {@link Frame} of a request. */
@Component
public final class Frames {

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
                request.getRequestURI(),
                visitor == null ? List.of() : openTo(visitor));
    }

    private List<NavigationEntry> openTo(Visitor visitor) {
        return navigation.stream()
                .filter(entry -> visitor.operator() || !entry.operator())
                .toList();
    }

    private static Frame.CsrfField csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Frame.CsrfField(token.getParameterName(), token.getHeaderName(), token.getToken())
                : new Frame.CsrfField("_csrf", "X-CSRF-TOKEN", "");
    }
}
