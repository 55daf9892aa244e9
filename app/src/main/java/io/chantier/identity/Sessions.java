package io.chantier.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Opens a session for somebody who has proved who they are, shows them the ones they have, and ends them. */
@Component
public class Sessions {

    /** A name for a session that is no secret, unlike its id, which is what the cookie holds. */
    private static final String NAME = "chantier.session";

    private static final String BROWSER = "chantier.browser";
    private static final String SYSTEM = "chantier.system";
    private static final String ADDRESS = "chantier.address";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final CallerAddress addresses;
    private final Audit audit;

    Sessions(FindByIndexNameSessionRepository<? extends Session> sessions, CallerAddress addresses, Audit audit) {
        this.sessions = sessions;
        this.addresses = addresses;
        this.audit = audit;
    }

    /**
     * One browser in which somebody is signed in.
     *
     * @param address where it was when it signed in
     */
    public record OpenSession(UUID id, Device device, String address, Instant since, Instant lastSeen) {}

    /** The session gets a new id and a new CSRF token: whoever knew the old ones knows nothing of this one. */
    public void open(Account account, HttpServletRequest request, HttpServletResponse response) {
        var old = request.getSession(false);
        if (old != null) old.invalidate();
        var context = new SecurityContextImpl(Proof.of(account));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        csrf.saveToken(csrf.generateToken(request), request, response);
        var device = Device.of(request.getHeader("User-Agent"));
        var session = request.getSession();
        session.setAttribute(NAME, UUID.randomUUID().toString());
        session.setAttribute(BROWSER, device.browser());
        session.setAttribute(SYSTEM, device.system());
        session.setAttribute(ADDRESS, addresses.of(request));
    }

    /** The sessions of an account, the one seen last first. */
    public List<OpenSession> of(UUID account) {
        return found(account).values().stream()
                .map(Sessions::shown)
                .sorted(Comparator.comparing(OpenSession::lastSeen).reversed())
                .toList();
    }

    /** Where a request comes from. */
    public String addressOf(HttpServletRequest request) {
        return addresses.of(request);
    }

    /** The name of the session that a request belongs to; null for none. */
    public @Nullable UUID current(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(NAME) instanceof String name ? UUID.fromString(name) : null;
    }

    /** Ends one of the caller's sessions; false where they have none of that name. */
    public boolean end(Caller caller, UUID name) {
        return end(caller, List.of(name)) == 1;
    }

    /**
     * Ends all of the caller's sessions.
     *
     * @param kept the one that stays; null for none
     * @return how many were ended
     */
    public int endOthers(Caller caller, @Nullable UUID kept) {
        return end(
                caller,
                of(caller.account()).stream()
                        .map(OpenSession::id)
                        .filter(name -> !name.equals(kept))
                        .toList());
    }

    private int end(Caller caller, List<UUID> names) {
        var ended = found(caller.account()).entrySet().stream()
                .filter(entry -> names.contains(shown(entry.getValue()).id()))
                .map(Map.Entry::getKey)
                .toList();
        ended.forEach(sessions::deleteById);
        if (!ended.isEmpty()) {
            audit.write(
                    caller, "session.end", caller.account().toString(), Map.of("count", String.valueOf(ended.size())));
        }
        return ended.size();
    }

    /** By their ids. */
    private Map<String, ? extends Session> found(UUID account) {
        var all = sessions.findByPrincipalName(account.toString());
        all.values().removeIf(session -> session.isExpired() || session.getAttribute(NAME) == null);
        return all;
    }

    private static OpenSession shown(Session session) {
        return new OpenSession(
                UUID.fromString(text(session, NAME)),
                new Device(text(session, BROWSER), text(session, SYSTEM)),
                text(session, ADDRESS),
                session.getCreationTime(),
                session.getLastAccessedTime());
    }

    private static String text(Session session, String attribute) {
        return Objects.requireNonNullElse(session.getAttribute(attribute), "");
    }
}
