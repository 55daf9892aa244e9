package io.chantier.web;

import io.chantier.values.TeamId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    private static final UUID NOBODY = new UUID(0, 0);

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
        var guest = Guest.of(request);
        if (guest.isPresent()) return of(guest.get(), request);
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

    /** Nothing of it is kept in a session: their link is all that proves who they are. */
    private Frame of(Guest guest, HttpServletRequest request) {
        var path = request.getRequestURI();
        var standing = Visitor.Standing.ofGuest(guest.writes());
        var taste = new Visitor.Taste(guest.language(), null);
        var visitor = new Visitor(NOBODY, new TeamId(NOBODY), guest.name(), taste, false, standing);
        return new Frame(
                words,
                guest.language(),
                visitor,
                new Frame.CsrfField("_csrf", "X-CSRF-TOKEN", ""),
                new Frame.Place(path, Theme.of(request), doneBy(guest, request)),
                List.of(),
                house.seenAt(path, Guest.doorOf(path)));
    }

    /** A guest has no session in which it could be remembered until the next page. */
    private String doneBy(Guest guest, HttpServletRequest request) {
        var key = "page.guest.done." + request.getParameter(DONE);
        return words.has(guest.language(), key) ? key : "";
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
