package edu.stsci.mast.registry.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestKindTest {
    @ParameterizedTest
    @CsvSource({
        "/, , page, front",
        "/oai, ListRecords, oai, ListRecords",
        "/oai, listrecords, oai, ListRecords",
        "/oai, Nonsense, oai, other",
        "/oai, , oai, other",
        "/tap, , tap, page",
        "/tap/sync, , tap, sync",
        "/tap/async/j1/results/result, , tap, async",
        "/api/records/archive.stsci.edu/hst, , api, records",
        "/api/whatever, , api, other",
        "/resource/archive.stsci.edu/hst, , page, record",
        "/staff/login/openid/return, , staff, other",
        "/NVORegInt.asmx/VOTKeyword, , nvo, other",
        "/capabilities, , vosi, capabilities",
        "/health, , operation, health",
        "/static/registry.css, , static, other",
        "/wp-login.php, , other, other"
    })
    void pathsAndVerbsMakeKinds(String path, String verb, String protocol, String question) {
        assertThat(RequestKind.of(path, Optional.ofNullable(verb))).isEqualTo(new RequestKind(protocol, question));
    }

    private static final Set<RequestKind> SEEN = new HashSet<>();

    @Property
    void whateverIsAskedThereAreFewKinds(
            @ForAll @AlphaChars @StringLength(max = 6) String first,
            @ForAll @AlphaChars @StringLength(max = 6) String second,
            @ForAll @AlphaChars @StringLength(max = 6) String verb) {
        for (String start : Set.of("/", "/oai/", "/tap/", "/api/", "/resource/", "/" + first + "/")) {
            SEEN.add(RequestKind.of(start + second, Optional.of(verb)));
        }
        assertThat(SEEN).hasSizeLessThan(40);
    }
}
