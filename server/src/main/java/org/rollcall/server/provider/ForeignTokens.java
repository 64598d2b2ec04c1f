package org.rollcall.server.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URL;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rollcall.server.base.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens of other issuers (RFC 7519): signed by one of the issuer's keys with RS256 or ES256, for our audience,
 * not expired and not before their time. Nothing else is accepted: no other algorithm, none at all, no shared secret.
 */
final class ForeignTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignTokens.class);

    private static final Pattern FORM = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<String> REQUIRED = Set.of("exp", "iss", "aud");
    private static final List<String> SUBJECTS = List.of("sub", "appid", "azp", "client_id");

    private final InstantSource time;
    private final KeyFetcher fetcher;
    private final Cache<TrustedIssuer, DefaultJWTProcessor<SecurityContext>> processors =
            Caffeine.newBuilder().maximumSize(1_000).build();

    ForeignTokens(InstantSource time, KeyFetcher fetcher) {
        this.time = time;
        this.fetcher = fetcher;
    }

    /** Whether a secret looks like such a token; ours never do. */
    static boolean isOne(String secret) {
        return secret.length() <= Limits.FOREIGN_TOKEN && FORM.matcher(secret).matches();
    }

    /** Whether it is a valid token of this issuer. */
    boolean accept(TrustedIssuer issuer, String token) {
        try {
            JWTClaimsSet claims =
                    processors.get(issuer, this::processor).process(SignedJWT.parse(token), (SecurityContext) null);
            return issuer.subjects().isEmpty() || subjects(claims).anyMatch(issuer.subjects()::contains);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.debug("a token of {} is refused: {}", issuer.issuer(), e.getMessage());
            return false;
        }
    }

    private static Stream<String> subjects(JWTClaimsSet claims) {
        return SUBJECTS.stream()
                .map(claims::getClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private DefaultJWTProcessor<SecurityContext> processor(TrustedIssuer issuer) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                ALGORITHMS,
                JWKSourceBuilder.<SecurityContext>create(url(issuer), fetcher)
                        .cache(Limits.KEYS_AGE.toMillis(), Limits.KEYS_PATIENCE.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(Limits.KEYS_INTERVAL.toMillis())
                        .build()));
        processor.setJWTClaimsSetVerifier(new Claims(issuer));
        return processor;
    }

    private static URL url(TrustedIssuer issuer) {
        try {
            return issuer.keys().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("checked when it was set", e);
        }
    }

    /** By our clock, with a little tolerance for theirs. */
    private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        Claims(TrustedIssuer issuer) {
            super(
                    issuer.audience(),
                    new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
                    REQUIRED);
        }

        @Override
        public int getMaxClockSkew() {
            return (int) Limits.CLOCK_SKEW.toSeconds();
        }

        @Override
        protected Date currentTime() {
            return Date.from(time.instant());
        }
    }
}
