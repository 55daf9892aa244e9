package io.chantier.domains.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.certificates.CertificateState.History;
import io.chantier.domains.certificates.Grant.Obstacle;
import io.chantier.domains.certificates.Reading.Kind;
import io.chantier.domains.dns.Remark;
import io.chantier.domains.dns.Remark.Severity;
import io.chantier.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateRemarksTest {

    private static final Words WORDS = new Words();
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whatever_is_shown_or_stands_in_the_way_is_said_in_both_languages_and_nothing_is_left_unsaid() {
        var said = new ArrayList<Remark>();
        for (var kind : Kind.values())
            said.addAll(state(Grant.given(NOW.minus(Duration.ofHours(1))), reading(kind, 80))
                    .remarks(NOW));
        for (var obstacle : Obstacle.values())
            said.addAll(
                    state(new Grant(null, obstacle, NOW.plusSeconds(60)), null).remarks(NOW));
        said.addAll(state(Grant.given(NOW), null).remarks(NOW));
        said.addAll(state(Grant.given(NOW), reading(Kind.GOOD, 20)).remarks(NOW));
        said.addAll(state(Grant.given(NOW), reading(Kind.GOOD, 6)).remarks(NOW));
        for (var remark : said) {
            for (var language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
                for (var key : List.of(remark.key(), remark.remedyKey())) {
                    assertThat(WORDS.has(language, key)).as(key).isTrue();
                    assertThat(WORDS.say(language, key, remark.arguments()))
                            .as(key)
                            .doesNotContainPattern("\\{[a-z]+}");
                }
            }
        }
        assertThat(said.stream().map(Remark::code).collect(Collectors.toSet()))
                .isEqualTo(WORDS.keys(Locale.FRENCH).stream()
                        .filter(key -> key.startsWith("remark.certificate-") && !key.endsWith(".remedy"))
                        .map(key -> key.substring("remark.".length()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void the_end_is_a_warning_from_the_twenty_first_day_and_an_error_from_the_seventh() {
        assertThat(state(Grant.given(NOW), reading(Kind.GOOD, 22)).remarks(NOW)).isEmpty();
        assertThat(state(Grant.given(NOW), reading(Kind.GOOD, 21)).remarks(NOW))
                .singleElement()
                .matches(remark -> remark.severity() == Severity.WARNING
                        && remark.arguments().get("days").equals("21"));
        assertThat(state(Grant.given(NOW), reading(Kind.GOOD, 8)).remarks(NOW))
                .singleElement()
                .matches(remark -> remark.severity() == Severity.WARNING);
        assertThat(state(Grant.given(NOW), reading(Kind.GOOD, 7)).remarks(NOW))
                .singleElement()
                .matches(remark -> remark.severity() == Severity.BLOCKING);
    }

    private static CertificateState state(Grant grant, @Nullable Reading reading) {
        return new CertificateState(UUID.randomUUID(), null, grant, reading, new History(0, NOW, null, null, NOW));
    }

    private static Reading reading(Kind kind, int days) {
        return new Reading(kind, "Let's Encrypt", List.of("a.fr"), NOW.plus(Duration.ofDays(days)), NOW);
    }
}
