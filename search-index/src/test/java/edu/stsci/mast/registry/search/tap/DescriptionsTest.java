package edu.stsci.mast.registry.search.tap;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.adql.CatalogueFunctions;
import edu.stsci.mast.registry.search.uws.JobLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The documents by which a service describes itself, against the official schemas. */
class DescriptionsTest {
    private final VosiTables tables = new VosiTables(SkyTable.schemas());

    private static String valid(byte[] document) throws Exception {
        assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(document)))
                .isEmpty();
        return new String(document, StandardCharsets.UTF_8);
    }

    @Test
    void tablesWithAndWithoutColumns() throws Exception {
        assertThat(valid(tables.all(true)))
                .contains(
                        "<name>sky.stars</name>", "<name>\"size\"</name>", "extendedType=\"point\"", "tap_schema.keys")
                .contains("<targetTable>sky.numbers</targetTable>");
        assertThat(valid(tables.all(false))).contains("<name>sky.stars</name>").doesNotContain("<column");
    }

    @Test
    void oneTable() throws Exception {
        assertThat(valid(tables.one("SKY.Stars").orElseThrow())).contains("<name>mag</name>");
        assertThat(tables.one("sky.moons")).isEmpty();
    }

    @Test
    void capabilities() throws Exception {
        byte[] document = new TapCapabilities(
                        "http://x.org/tap",
                        List.of(new TapCapabilities.DataModel("ivo://ivoa.net/std/RegTAP#1.1", "Registry 1.1")),
                        CatalogueFunctions.all(),
                        SkyTable.LIMITS,
                        new JobLimits(1, 1, 1, Duration.ofHours(1), Duration.ofDays(7), 1, 1, 1, 1, 1))
                .document();

        assertThat(valid(document))
                .contains("ivo_hasword(haystack VARCHAR, needle VARCHAR) -> INTEGER")
                .contains(
                        "ivo_geom_transform(",
                        "ivo_epoch_prop_pos(",
                        "TAPRegExt#features-adql-unit",
                        "<form>IN_UNIT</form>")
                .contains("<mime>application/vnd.apache.parquet</mime>", "<alias>parquet</alias>")
                .contains("<form>UNION</form>", "<form>MOC</form>", "http://x.org/tap/availability");
    }

    @Test
    void availability() throws Exception {
        assertThat(valid(VosiAvailability.document(Instant.EPOCH, Optional.empty(), "Good.")))
                .contains("available>true<", "upSince>1970-01-01T00:00:00Z<");
        assertThat(valid(VosiAvailability.document(Instant.EPOCH, Optional.of("The tables are being built"), "Good.")))
                .contains("available>false<", "The tables are being built");
    }
}
