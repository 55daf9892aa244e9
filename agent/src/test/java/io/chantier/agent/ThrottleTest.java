package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(nanos::get);

    @Test
    void ten_tries_are_free_and_then_one_comes_back_every_six_seconds() {
        use("192.0.2.1");
        assertThat(throttle.charge("192.0.2.1")).isEqualTo(Duration.ofSeconds(6));

        pass(Duration.ofSeconds(5));
        assertThat(throttle.charge("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(throttle.charge("192.0.2.1")).isZero();
        assertThat(throttle.charge("192.0.2.1")).isEqualTo(Duration.ofSeconds(6));

        pass(Duration.ofMinutes(1));
        use("192.0.2.1");
    }

    @Test
    void waiting_is_not_made_longer_by_asking() {
        use("192.0.2.1");
        for (int i = 0; i < 1000; i++) {
            assertThat(throttle.charge("192.0.2.1")).isEqualTo(Duration.ofSeconds(6));
        }
    }

    @Test
    void a_right_try_is_given_back() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.charge("192.0.2.1")).isZero();
            throttle.refund("192.0.2.1");
        }
        use("192.0.2.1");
    }

    @Test
    void an_ipv6_network_counts_as_one_address() {
        use("2001:db8:1:2:3::4");
        assertThat(throttle.charge("2001:db8:1:2:ffff::1")).isPositive();
        assertThat(throttle.charge("2001:db8:1:3::1")).isZero();
    }

    @Test
    void addresses_without_end_do_not_fill_the_memory_and_do_not_free_the_one_that_goes_on() {
        use("192.0.2.1");
        for (int i = 0; i < 200_000; i++) {
            throttle.charge("host " + i);
            if (i % 5_000 == 0) {
                assertThat(throttle.charge("192.0.2.1")).isPositive();
            }
        }
    }

    private void use(String address) {
        for (int i = 0; i < Throttle.FREE; i++) {
            assertThat(throttle.charge(address)).as("try %s", i).isZero();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
