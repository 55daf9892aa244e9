package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    /** Made with Python's {@code hashlib.pbkdf2_hmac} in passlib's alphabet. */
    private static final String FROM_PYTHON =
            "$pbkdf2-sha256$29000$AAECAwQFBgcICQoLDA0ODw$EAV2pB3qZq9tMv.MLiKgL5menTDUPtlf6cgKoBShqII";

    @Test
    void a_hash_that_a_stock_agent_stored_is_understood() {
        assertThat(Passwords.matches("agent-secret", FROM_PYTHON)).isTrue();
        assertThat(Passwords.matches("agent-secret ", FROM_PYTHON)).isFalse();
    }

    @Test
    void a_password_matches_its_own_hash_only() {
        var stored = Passwords.hash("pâté");
        assertThat(stored).startsWith("$pbkdf2-sha256$29000$").doesNotContain("+", "=");
        assertThat(Passwords.matches("pâté", stored)).isTrue();
        assertThat(Passwords.matches("pate", stored)).isFalse();
        assertThat(Passwords.hash("pâté")).isNotEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "$pbkdf2-sha256$0$YQ$YQ", "$pbkdf2-sha256$99999999$YQ$YQ", "$pbkdf2-sha1$1$YQ$YQ"})
    void anything_else_lets_nobody_in(String stored) {
        assertThat(Passwords.matches("", stored)).isFalse();
    }
}
