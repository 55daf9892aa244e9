package io.chantier.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class NamingTest {

    private final AtomicReference<String> chosen = new AtomicReference<>("");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "192.168.1.20", "::1", "-x-", "ex_ample.fr", "example.1"})
    void a_domain_that_cannot_name_sites_stops_the_start_and_says_why(String domain) {
        assertThatThrownBy(() -> start(domain)).hasMessageContaining("CHANTIER_DOMAIN: '" + domain + "'");
    }

    @Test
    void what_the_operator_chooses_counts_from_then_on_and_nonsense_does_not() {
        try (var context = start("Sites.Example.FR")) {
            var names = context.getBean(Naming.class);
            assertThat(host(names)).isEqualTo("bakery.sites.example.fr");
            chosen.set("other.example");
            assertThat(host(names)).isEqualTo("bakery.other.example");
            chosen.set("10.0.0.1");
            assertThat(host(names)).isEqualTo("bakery.sites.example.fr");
        }
    }

    @Test
    void a_name_that_was_given_out_is_known_again_however_it_is_written() {
        var names = new Addresses("https", new DomainName("example.fr"), 443);
        assertThat(names.site(new Slug("bakery"))).hasToString("https://bakery.example.fr");
        assertThat(names.whoIs("Bakery.Example.FR.")).contains(new Addresses.Named.Site(new Slug("bakery")));
        assertThat(names.whoIs("bakery.example.com")).isEmpty();
    }

    private static String host(Naming names) {
        return names.now().site(new Slug("bakery")).getHost();
    }

    private AnnotationConfigApplicationContext start(String domain) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("chantier.domain", domain)));
        context.registerBean(Naming.ChosenDomain.class, () -> chosen::get);
        context.register(IngressConfiguration.class);
        context.refresh();
        return context;
    }
}
