package io.chantier.domains.certificates;

import io.chantier.values.DomainName;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many certificates may be ordered: the limits of Let's Encrypt as published at
 * <a href="https://letsencrypt.org/docs/rate-limits/">letsencrypt.org/docs/rate-limits</a>. Counted strictly, in windows
 * that slide, though the authority itself refills its allowances bit by bit.
 */
final class Pace {

    /** Of the account's orders a team has so many in any case ... */
    private static final int SHARE = 50;

    /** ... and beyond them as long as so many are left to the other teams. */
    private static final int LEFT = 100;

    private Pace() {}

    /** What the authority counts. */
    enum Limit {
        /** New certificates for a registered domain and all names under it. */
        REGISTERED(50, Duration.ofDays(7)),
        /** New orders of an account: we take it that all proxies share one. */
        ACCOUNT(300, Duration.ofHours(3)),
        /** Certificates for exactly the same names. */
        DUPLICATES(5, Duration.ofDays(7)),
        /** Failed validations of a name. */
        FAILURES(5, Duration.ofHours(1));

        final int most;
        final Duration window;

        Limit(int most, Duration window) {
            this.most = most;
            this.window = window;
        }
    }

    /** Further back, nothing counts any more. */
    static final Duration MEMORY = Arrays.stream(Limit.values())
            .map(limit -> limit.window)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    /**
     * One certificate that was ordered.
     *
     * @param failedAt when it was seen that it was not issued; null as long as nothing like it was
     */
    record Order(
            TeamId team,
            DomainName name,
            DomainName registered,
            Instant at,
            @Nullable Instant failedAt) {}

    /** Which limit is reached, and until when. */
    record Reached(Limit limit, Instant until) {}

    /** What forbids one more order now, the longest if there are several; empty when nothing does. */
    static Optional<Reached> reached(
            TeamId team, DomainName name, DomainName registered, Collection<Order> orders, Instant now) {
        var limits = Arrays.stream(Limit.values())
                .flatMap(limit -> full(limit.most, limit.window, counted(limit, name, registered, orders), now)
                        .map(until -> new Reached(limit, until))
                        .stream());
        return Stream.concat(limits, share(team, orders, now).stream()).max(Comparator.comparing(Reached::until));
    }

    /** One team with many names does not keep the others from theirs. */
    private static Optional<Reached> share(TeamId team, Collection<Order> orders, Instant now) {
        var account = Limit.ACCOUNT;
        var own = orders.stream()
                .filter(order -> order.team().equals(team))
                .map(Order::at)
                .toList();
        var all = orders.stream().map(Order::at).toList();
        return full(SHARE, account.window, own, now)
                .flatMap(one -> full(account.most - LEFT, account.window, all, now)
                        .map(other -> one.isBefore(other) ? one : other))
                .map(until -> new Reached(account, until));
    }

    /** Until when there are as many in the window as may be; empty where there are less. */
    private static Optional<Instant> full(int most, Duration window, List<Instant> counted, Instant now) {
        var recent = counted.stream()
                .filter(at -> at.plus(window).isAfter(now))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (recent.size() < most) return Optional.empty();
        // free again when only one less than the limit is left in the window
        return Optional.of(recent.get(most - 1).plus(window));
    }

    private static List<Instant> counted(
            Limit limit, DomainName name, DomainName registered, Collection<Order> orders) {
        Function<Order, @Nullable Instant> at = switch (limit) {
            case REGISTERED -> order -> order.registered().equals(registered) ? order.at() : null;
            case ACCOUNT -> Order::at;
            case DUPLICATES -> order -> order.name().equals(name) ? order.at() : null;
            case FAILURES -> order -> order.name().equals(name) ? order.failedAt() : null;
        };
        return orders.stream()
                .flatMap(order -> Optional.ofNullable(at.apply(order)).stream())
                .toList();
    }
}
