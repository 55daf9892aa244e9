package io.chantier.domains.web;

import io.chantier.domains.dns.Remark;
import io.chantier.web.Badge;
import io.chantier.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tab of domains.
 *
 * @param days for how long a released name may be taken back
 * @param platform the names that the site has whatever its domains are
 */
public record DomainsView(String path, List<DomainView> domains, int days, Platform platform, Form form) {

    /**
     * What of a site's names is not the team's to give back.
     *
     * @param name the one that the installation gives
     * @param lasting those under which the site answers now; that one need not be among them
     * @param leads whether that one leads to the main address
     */
    public record Platform(String name, Set<String> lasting, boolean leads) {

        /** Whether the site answers under the name that the installation gives. */
        public boolean answers() {
            return lasting.contains(name);
        }

        /** Those that others gave it; empty for most sites. */
        public String others() {
            return lasting.stream().filter(one -> !one.equals(name)).collect(Collectors.joining(", "));
        }

        /** All under which it answers. */
        public String all() {
            return String.join(", ", lasting);
        }
    }

    /** What was typed; the problem is null before. */
    public record Form(
            String name,
            boolean withCounterpart,
            boolean primary,
            @Nullable Problem problem) {

        static final Form EMPTY = new Form("", true, false, null);

        /** The name in what was typed, where that was more than a name; else null. */
        public @Nullable String meant() {
            if (problem == null) return null;
            return problem.fields().stream()
                    .flatMap(field -> Stream.ofNullable(field.arguments().get("meant")))
                    .findFirst()
                    .orElse(null);
        }
    }

    public static Badge badge(DomainView domain) {
        if (domain.lostAt() != null) return new Badge("warn", "alert-triangle", "page.domains.state.lost");
        if (domain.isTaken()) return new Badge("bad", "ban", "page.domains.state.taken");
        if (!domain.isVerified()) return new Badge("busy", "loader", "page.domains.state.waiting");
        if (!domain.mayBeCertified()) return new Badge("calm", "shield-check", "page.domains.state.verified");
        return new Badge("ok", "broadcast", "page.domains.state.live");
    }

    /** The colour of a remark's note. */
    public static String tone(Remark remark) {
        return switch (remark.severity()) {
            case BLOCKING -> "bad";
            case WARNING -> "warn";
            case NOTE -> "";
        };
    }

    public static String icon(Remark remark) {
        return switch (remark.severity()) {
            case BLOCKING -> "alert-circle";
            case WARNING -> "alert-triangle";
            case NOTE -> "info-circle";
        };
    }

    public boolean isWaiting() {
        return domains.stream().anyMatch(DomainView::isWaiting);
    }

    /** How often the page looks again: for a quarter of an hour while somebody sits before it, then now and then. */
    public String pace(Instant now) {
        var soon = domains.stream()
                .filter(DomainView::isWaiting)
                .anyMatch(
                        domain -> domain.addedAt().plus(Duration.ofMinutes(15)).isAfter(now));
        return soon ? "every 5s" : "every 60s";
    }

    /** The name that becomes the main one when this one goes; null where it is not the main one, or the last. */
    public @Nullable String nextPrimary(DomainView leaving) {
        if (!leaving.primary()) return null;
        var others = domains.stream().filter(one -> !one.equals(leaving)).toList();
        return others.stream()
                .filter(DomainView::isVerified)
                .findFirst()
                .or(() -> others.stream().findFirst())
                .map(DomainView::unicode)
                .orElse(null);
    }
}
