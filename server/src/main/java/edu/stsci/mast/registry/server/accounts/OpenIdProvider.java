package edu.stsci.mast.registry.server.accounts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenID provider of the institution: asks it who somebody is, by the authorization code flow with PKCE (OpenID Connect Core, section
 * 3.1; RFC 7636), and checks its answer. Its discovery document is read when it is first needed, and again every hour.
 */
final class OpenIdProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final Duration METADATA_KEPT = Duration.ofHours(1);
    private static final int LARGEST_KEYS = 1 << 20;

    private final RegistrySettings.Oidc settings;
    private final URI returnTo;
    private final Clock clock;
    private Known known;

    /** What the discovery document says, and what checks ID tokens by it. */
    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant read) {}

    /**
     * The provider that the settings name.
     *
     * @param returnTo where it sends browsers back to
     */
    OpenIdProvider(RegistrySettings.Oidc settings, URI returnTo, Clock clock) {
        this.settings = settings;
        this.returnTo = returnTo;
        this.clock = clock;
    }

    /** A new question; its three secrets are random. */
    OpenIdQuestion question(String next) {
        return new OpenIdQuestion(
                new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue(), next, clock.instant());
    }

    /**
     * Where to send the browser to ask a question.
     *
     * @throws OpenIdException when the provider's discovery document cannot be read
     */
    URI address(OpenIdQuestion question) throws OpenIdException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        returnTo)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(new State(question.state()))
                .nonce(new Nonce(question.nonce()))
                .codeChallenge(new CodeVerifier(question.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who it is, by the provider's answer: the claims of its ID token, whose signature, issuer, audience, times and nonce are right.
     *
     * @param answer the address that the browser came back to
     * @throws OpenIdException when the answer is not one to this question, or the provider says no
     */
    IDTokenClaimsSet who(OpenIdQuestion question, URI answer) throws OpenIdException {
        AuthorizationCode code = code(question, answer);
        Known provider = known();
        try {
            TokenRequest request = new TokenRequest.Builder(
                            provider.metadata().getTokenEndpointURI(),
                            new ClientSecretBasic(
                                    new ClientID(settings.clientId()), new Secret(settings.clientSecret())),
                            new AuthorizationCodeGrant(code, returnTo, new CodeVerifier(question.verifier())))
                    .build();
            HTTPRequest http = request.toHTTPRequest();
            http.setConnectTimeout(millis(settings.connectTimeout()));
            http.setReadTimeout(millis(settings.readTimeout()));
            http.setFollowRedirects(false);
            TokenResponse response = OIDCTokenResponseParser.parse(http.send());
            if (!response.indicatesSuccess()) {
                LOG.warn(
                        "The OpenID provider has not redeemed a code: {}",
                        text(response.toErrorResponse().getErrorObject()));
                throw new OpenIdException(502, "The OpenID provider has not confirmed who you are. Please try again.");
            }
            OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
            return provider.validator().validate(tokens.getOIDCTokens().getIDToken(), new Nonce(question.nonce()));
        } catch (BadJOSEException | JOSEException e) {
            LOG.warn("An ID token of the OpenID provider is not valid: {}", e.getMessage());
            throw new OpenIdException(502, "The OpenID provider's answer is not valid. Please try again.", e);
        } catch (ParseException | IOException e) {
            throw unreachable(e);
        }
    }

    private AuthorizationCode code(OpenIdQuestion question, URI answer) throws OpenIdException {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(answer);
        } catch (ParseException e) {
            throw new OpenIdException(403, "This is no answer of the OpenID provider. Please sign in again.", e);
        }
        if (response.getState() == null || !response.getState().equals(new State(question.state()))) {
            throw new OpenIdException(
                    403, "This answer of the OpenID provider is not for this browser. Please sign in again.");
        }
        // RFC 9207: an answer of another provider must not be taken for one of ours.
        if (response.getIssuer() != null && !response.getIssuer().getValue().equals(settings.issuer())) {
            throw new OpenIdException(403, "This answer comes from another OpenID provider. Please sign in again.");
        }
        if (!response.indicatesSuccess()) {
            LOG.info(
                    "The OpenID provider has refused somebody: {}",
                    text(response.toErrorResponse().getErrorObject()));
            throw new OpenIdException(403, "The OpenID provider has not let you in.");
        }
        return response.toSuccessResponse().getAuthorizationCode();
    }

    /** For the log, on one line. */
    private static String text(ErrorObject error) {
        return error == null
                ? "no reason"
                : (error.getCode() + " " + error.getDescription()).replaceAll("\\p{Cntrl}", " ");
    }

    private synchronized Known known() throws OpenIdException {
        Instant now = clock.instant();
        if (known == null || now.isAfter(known.read().plus(METADATA_KEPT))) {
            known = read(now);
        }
        return known;
    }

    private Known read(Instant now) throws OpenIdException {
        try {
            Issuer issuer = new Issuer(settings.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(
                    issuer, millis(settings.connectTimeout()), millis(settings.readTimeout()));
            if (metadata.getAuthorizationEndpointURI() == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getJWKSetURI() == null) {
                throw new OpenIdException(
                        502, "The OpenID provider's discovery document does not say where to sign in, or its keys.");
            }
            IDTokenValidator validator = new IDTokenValidator(
                    issuer,
                    new ClientID(settings.clientId()),
                    algorithm(metadata.getIDTokenJWSAlgs()),
                    metadata.getJWKSetURI().toURL(),
                    new DefaultResourceRetriever(
                            millis(settings.connectTimeout()), millis(settings.readTimeout()), LARGEST_KEYS));
            return new Known(metadata, validator, now);
        } catch (GeneralException | IOException e) {
            throw unreachable(e);
        }
    }

    /** Only signatures by a public key: never {@code none}, nor one that is made with the client's secret. */
    private static JWSAlgorithm algorithm(List<JWSAlgorithm> offered) {
        List<JWSAlgorithm> all = offered == null ? List.of() : offered;
        return List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.PS256).stream()
                .filter(all::contains)
                .findFirst()
                .orElse(JWSAlgorithm.RS256);
    }

    private static OpenIdException unreachable(Exception e) {
        LOG.warn("The OpenID provider cannot be asked: {}", e.getMessage());
        return new OpenIdException(
                502,
                "The OpenID provider cannot be reached, or does not answer as it should. Please try again later.",
                e);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
