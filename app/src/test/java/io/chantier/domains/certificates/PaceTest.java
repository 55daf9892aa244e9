package io.chantier.domains.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.certificates.Pace.Limit;
import io.chantier.domains.certificates.Pace.Order;
import io.chantier.values.DomainName;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<TeamId> TEAMS =
            Stream.generate(() -> new TeamId(UUID.randomUUID())).limit(10).toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatever_is_asked_in_whatever_order_no_window_ever_holds_more_than_its_limit(long seed) {
        var random = new Random(seed);
        var orders = new ArrayList<Order>();
        var now = START;
        var refused = EnumSet.noneOf(Limit.class);
        for (int i = 0; i < 1_500; i++) {
            now = now.plusSeconds(random.nextInt(random.nextInt(500) == 0 ? 40_000 : 10));
            var registered = new DomainName("r" + random.nextInt(random.nextInt(3) == 0 ? 2 : 40) + ".fr");
            var name = new DomainName("n" + random.nextInt(12) + "." + registered);
            var team = TEAMS.get(i % TEAMS.size());
            var reached = Pace.reached(team, name, registered, orders, now);
            if (reached.isPresent()) {
                refused.add(reached.get().limit());
                assertThat(reached.get().until()).isAfter(now);
                var then = reached.get().until();
                assertThat(Pace.reached(team, name, registered, orders, then))
                        .as("the moment that was said, with nothing ordered until then")
                        .isEmpty();
                continue;
            }
            var failed = random.nextInt(3) == 0 ? now.plusSeconds(random.nextInt(60)) : null;
            orders.add(new Order(team, name, registered, now, failed));
        }
        assertThat(refused).contains(Limit.ACCOUNT, Limit.REGISTERED, Limit.DUPLICATES);
        for (var order : orders) {
            assertThat(most(Limit.ACCOUNT, orders, _ -> true, Order::at, order)).isLessThanOrEqualTo(300);
            assertThat(most(Limit.REGISTERED, orders, o -> o.registered().equals(order.registered()), Order::at, order))
                    .isLessThanOrEqualTo(50);
            assertThat(most(Limit.DUPLICATES, orders, o -> o.name().equals(order.name()), Order::at, order))
                    .isLessThanOrEqualTo(5);
        }
    }

    @Test
    void a_team_that_had_its_share_leaves_the_last_hundred_orders_of_the_account_to_others() {
        var many = TEAMS.getFirst();
        var orders = new ArrayList<Order>();
        var now = START;
        for (int i = 0; i < 200; i++) {
            now = START.plusSeconds(i);
            var name = new DomainName("shop" + i + ".fr");
            assertThat(Pace.reached(many, name, name, orders, now))
                    .as("order %s", i)
                    .isEmpty();
            orders.add(new Order(many, name, name, now, null));
        }
        var name = new DomainName("one-more.fr");
        assertThat(Pace.reached(many, name, name, orders, now))
                .contains(new Pace.Reached(Limit.ACCOUNT, START.plus(Duration.ofHours(3))));
        var other = TEAMS.getLast();
        for (int i = 0; i < 50; i++) {
            var theirs = new DomainName("cafe" + i + ".fr");
            assertThat(Pace.reached(other, theirs, theirs, orders, now)).isEmpty();
            orders.add(new Order(other, theirs, theirs, now, null));
        }
        assertThat(Pace.reached(other, name, name, orders, now)).isPresent();
        assertThat(Pace.reached(TEAMS.get(1), name, name, orders, now)).isEmpty();
    }

    @Test
    void after_five_failures_within_an_hour_a_name_rests_until_the_first_is_an_hour_old() {
        var name = new DomainName("a.example.org");
        var registered = new DomainName("example.org");
        var orders = new ArrayList<Order>();
        for (int i = 0; i < 5; i++) {
            assertThat(Pace.reached(TEAMS.getFirst(), name, registered, orders, START.plusSeconds(60L * i)))
                    .isEmpty();
            var at = START.minus(Duration.ofDays(8));
            orders.add(new Order(TEAMS.getFirst(), name, registered, at, START.plusSeconds(60L * i)));
        }
        assertThat(Pace.reached(TEAMS.getFirst(), name, registered, orders, START.plusSeconds(600)))
                .contains(new Pace.Reached(Limit.FAILURES, START.plus(Duration.ofHours(1))));
        assertThat(Pace.reached(
                        TEAMS.getFirst(), new DomainName("b.example.org"), registered, orders, START.plusSeconds(600)))
                .isEmpty();
    }

    @Test
    void the_limit_that_lasts_longest_is_said() {
        var name = new DomainName("a.example.org");
        var registered = new DomainName("example.org");
        var orders = new ArrayList<Order>();
        for (int i = 0; i < 50; i++) {
            var at = START.plusSeconds(i);
            orders.add(new Order(
                    TEAMS.getFirst(), i < 5 ? name : new DomainName("n" + i + ".example.org"), registered, at, at));
        }
        var now = START.plusSeconds(100);
        assertThat(Pace.reached(TEAMS.getFirst(), name, registered, orders, now)
                        .orElseThrow()
                        .until())
                .isEqualTo(START.plus(Duration.ofDays(7)));
        assertThat(Pace.reached(TEAMS.getFirst(), new DomainName("new.example.org"), registered, orders, now)
                        .orElseThrow()
                        .limit())
                .isEqualTo(Limit.REGISTERED);
        assertThat(Pace.reached(
                        TEAMS.getFirst(), new DomainName("example.net"), new DomainName("example.net"), orders, now))
                .isEmpty();
    }

    /** How many there are in the window that ends with an order. */
    private static long most(
            Limit limit,
            List<Order> orders,
            Predicate<Order> counts,
            Function<Order, @Nullable Instant> at,
            Order last) {
        return orders.stream()
                .filter(counts)
                .map(at)
                .filter(moment -> moment != null && !moment.isAfter(last.at()))
                .filter(moment -> moment.plus(limit.window).isAfter(last.at()))
                .count();
    }
}
