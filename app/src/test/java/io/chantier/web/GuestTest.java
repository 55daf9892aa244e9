package io.chantier.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as they may stand in logs. */
class GuestTest {

    @ParameterizedTest
    @CsvSource({
        "/backup-files/t0k3n-of-a-file/20261120-database.sql.gz, /backup-files/***/20261120-database.sql.gz",
        "/Backup-Files/t0k3n-of-a-file/dump, /Backup-Files/***/dump",
        "/review/s3cret/pages/contact, /review/***/pages/contact",
        "/sites/shop/backups, /sites/shop/backups"
    })
    void an_address_that_lets_in_whoever_has_it_stands_in_no_log(String asked, String logged) {
        assertThat(Guest.withoutSecret(asked)).isEqualTo(logged);
    }
}
