package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resumption tokens (OAI-PMH 2.0, section 3.5). */
class ResumptionTokenTest {
    private static final TokenSeal SEAL = new TokenSeal("the secret of all nodes".getBytes(StandardCharsets.UTF_8));

    @Property
    void tokensComeBackAsTheyWere(@ForAll("tokens") ResumptionToken token) {
        assertThat(SEAL.open(SEAL.seal(token))).contains(token);
    }

    @Property
    void tokensNeedNoEscapingInUrlsAndXml(@ForAll("tokens") ResumptionToken token) {
        assertThat(SEAL.seal(token)).matches("[A-Za-z0-9_-]+");
    }

    // Any other character at any place, also one that means the same bytes in Base64.
    @Property(tries = 300)
    void tokensWithAnyCharacterChangedAreRefused(@ForAll("tokens") ResumptionToken token, @ForAll char other) {
        String sealed = SEAL.seal(token);
        for (int i = 0; i < sealed.length(); i++) {
            for (char c : new char[] {other, (char) (sealed.charAt(i) + 1), '=', 'A'}) {
                if (c != sealed.charAt(i)) {
                    assertThat(SEAL.open(sealed.substring(0, i) + c + sealed.substring(i + 1)))
                            .as("%s at %d", c, i)
                            .isEmpty();
                }
            }
        }
    }

    @Property(tries = 100)
    void cutOrLengthenedTokensAreRefused(@ForAll("tokens") ResumptionToken token) {
        String sealed = SEAL.seal(token);
        for (int i = 0; i < sealed.length(); i++) {
            assertThat(SEAL.open(sealed.substring(0, i))).isEmpty();
        }
        assertThat(SEAL.open(sealed + "A")).isEmpty();
        assertThat(SEAL.open(sealed + "=")).isEmpty();
        assertThat(SEAL.open(" " + sealed)).isEmpty();
    }

    @Property(tries = 100)
    void tokensOfAnotherRegistryAreRefused(@ForAll("tokens") ResumptionToken token) {
        TokenSeal other = new TokenSeal("another secret".getBytes(StandardCharsets.UTF_8));
        assertThat(other.open(SEAL.seal(token))).isEmpty();
    }

    @Provide
    Arbitrary<ResumptionToken> tokens() {
        Arbitrary<Moment> moments = Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().between(0, 253_402_300_799L))
                .as((sequence, second) -> new Moment(sequence, Instant.ofEpochSecond(second)));
        Arbitrary<Optional<String>> sets = Arbitraries.of("", "ivo_managed", "type_vs.CatalogService")
                .map(s -> Optional.of(s).filter(x -> !x.isEmpty()));
        return Combinators.combine(
                        Arbitraries.of(Verb.LIST_RECORDS, Verb.LIST_IDENTIFIERS),
                        Arbitraries.of(MetadataFormat.values()),
                        sets,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().greaterOrEqual(0).tuple2(),
                        moments,
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.integers().greaterOrEqual(1))
                .as((verb, format, set, harvested, range, moment, cursor, size) -> new ResumptionToken(
                        verb, format, set, harvested, range.get1(), range.get2(), moment, cursor, size));
    }

    // What a later version of the registry may find in a harvester's hands.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 ListRecords ivo_vor - all 1 2 3 4 5 6",
                "3 ListRecords marc21 - all 1 2 3 4 5 6",
                "3 Harvest ivo_vor - all 1 2 3 4 5 6",
                "3 ListRecords ivo_vor - all 1 2 3 4 5",
                "",
            })
    void tokensOfAnotherLayoutAreRefused(String text) {
        assertThat(ResumptionToken.decode(text)).isEmpty();
    }

    // Section 3.6, badResumptionToken.
    @Test
    void tokenThatIsNotOursIsBadResumptionToken(@TempDir Path folder) {
        try (TestRegistry registry = TestRegistry.filled(folder)) {
            OaiProvider provider = registry.provider(10);
            String token = TestRegistry.ask(provider, "verb", "ListRecords", "metadataPrefix", "ivo_vor")
                    .token();
            String forged = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("1 ListRecords ivo_vor - 0 99 99 0 1 1".getBytes(StandardCharsets.US_ASCII));
            for (String bad : new String[] {"x", "é", token.substring(1), token + "A", forged, "a b&c<d>\"e'"}) {
                Reply reply = TestRegistry.ask(provider, "verb", "ListRecords", "resumptionToken", bad);
                assertThat(reply.errorCodes()).containsExactly("badResumptionToken");
                assertThat(reply.messages()).contains("begin the list again");
                assertThat(reply.value("//oai:request/@resumptionToken")).isEqualTo(bad);
            }
        }
    }
}
