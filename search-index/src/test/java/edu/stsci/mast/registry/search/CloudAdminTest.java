package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudAdminTest {
    @ParameterizedTest
    @CsvSource({
        "8.11.4, false",
        "9.8.1, false",
        "9.9.0, true",
        "9.10.1, true",
        "9.11.0-SNAPSHOT, true",
        "10.0.0, true",
        "unknown, true"
    })
    void tellsWhichVersionsOfSolrAreNewEnough(String version, boolean enough) {
        assertThat(CloudAdmin.isNewEnough(version)).isEqualTo(enough);
    }
}
