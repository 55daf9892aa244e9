package io.chantier.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys of our short-lived tokens: in the database, so that every replica verifies what another signed. */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private static final Duration SIGNS = Duration.ofDays(30);

    /** Longer than any token lives. */
    private static final Duration STILL_VERIFIES = Duration.ofDays(1);

    private final JdbcClient database;
    private final Clock clock;
    private volatile JWKSet known = new JWKSet();

    SigningKeys(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        var found = selector.select(known);
        if (!found.isEmpty()) return found;
        known = read();
        return selector.select(known);
    }

    /** The key to sign with now; made when there is none or the last one is old. */
    synchronized ECKey current() {
        return newest().orElseGet(() -> {
            var made = generate();
            database.sql("insert into signing_key (id, jwk, created_at, retires_at) values (?, ?, ?, ?)")
                    .params(made.getKeyID(), made.toJSONString())
                    .params(Timestamp.from(clock.instant()))
                    .params(Timestamp.from(clock.instant().plus(SIGNS).plus(STILL_VERIFIES)))
                    .update();
            return made;
        });
    }

    private Optional<ECKey> newest() {
        return database.sql("select jwk from signing_key where created_at > ? order by created_at desc, id limit 1")
                .param(Timestamp.from(clock.instant().minus(SIGNS)))
                .query((row, _) -> parsed(row.getString("jwk")))
                .optional();
    }

    private JWKSet read() {
        return new JWKSet(database.sql("select jwk from signing_key where retires_at > ?")
                .param(Timestamp.from(clock.instant()))
                .query((row, _) -> (JWK) parsed(row.getString("jwk")))
                .list());
    }

    private static ECKey parsed(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("A signing key in the database is broken", e);
        }
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
