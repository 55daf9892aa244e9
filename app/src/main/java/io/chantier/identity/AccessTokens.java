package io.chantier.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.chantier.values.Secret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Short-lived tokens for the API, signed with ES256 and nothing else. */
@Component
public class AccessTokens {

    public static final Duration VALID = Duration.ofMinutes(15);

    private static final String ISSUER = "chantier";
    /** Under which of the account's passwords the token was made. */
    private static final String PASSWORD = "pwd";

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> verifier = new DefaultJWTProcessor<>();

    AccessTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        verifier.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        verifier.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        verifier.setJWTClaimsSetVerifier(new OnTime(clock));
    }

    /** A token for somebody who has just proved who they are. */
    public Secret sign(Account account) {
        var key = keys.current();
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(account.id().toString())
                .claim(PASSWORD, account.passwordNumber())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID)))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return new Secret(token.serialize());
    }

    Optional<Proof> proof(Secret token) {
        try {
            var claims = verifier.process(token.reveal(), null);
            return Optional.of(Proof.of(UUID.fromString(claims.getSubject()), claims.getIntegerClaim(PASSWORD)));
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static final class OnTime extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        OnTime(Clock clock) {
            super(new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("sub", "exp", "iat", "jti", PASSWORD));
            this.clock = clock;
            setMaxClockSkew(5);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
