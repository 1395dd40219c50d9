package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VOSI 1.1 of the registry as a whole. */
class VosiIT {
    private static final String HARVEST = "ivo://ivoa.net/std/Registry";

    @TempDir
    Path folder;

    private Registry start(boolean tap) {
        return TestRegistry.start(folder, "registry.oai.page-size", 77, "registry.tap.enabled", tap);
    }

    private static Document valid(Registry registry, String path) throws Exception {
        RawHttp.Answer answer = new RawHttp(URI.create(registry.url())).get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("text/xml;charset=UTF-8");
        assertThat(SchemaValidator.shared()
                        .validate(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        return Jsoup.parse(answer.text(), "", Parser.xmlParser());
    }

    private static List<String> standards(Document capabilities) {
        return capabilities.select("capability").eachAttr("standardID");
    }

    @Test
    void theRegistrysOwnRecordIsTheSourceOfItsCapabilities() throws Exception {
        try (Registry registry = start(true)) {
            registry.loadExamples("mast");

            Document capabilities = valid(registry, "/capabilities");

            assertThat(standards(capabilities))
                    .containsExactly(
                            HARVEST,
                            "ivo://ivoa.net/std/TAP",
                            "ivo://ivoa.net/std/VOSI#capabilities",
                            "ivo://ivoa.net/std/VOSI#availability");
            String record = new String(
                    registry.storage()
                            .masterCopy()
                            .find(Ivoid.of("ivo://archive.stsci.edu/nvoregistry"))
                            .orElseThrow()
                            .document(),
                    StandardCharsets.UTF_8);
            Element published = Jsoup.parse(record, "", Parser.xmlParser()).selectFirst("capability");
            Element told = capabilities.selectFirst("capability");
            assertThat(told.attr("xsi:type")).isEqualTo("vg:Harvest");
            assertThat(told.text()).isEqualTo(published.text()).contains(registry.url() + "/oai", "100");
            Document tap = Jsoup.parse(
                    new RawHttp(URI.create(registry.url()))
                            .get("/tap/capabilities")
                            .text(),
                    "",
                    Parser.xmlParser());
            assertThat(capabilities
                            .select("capability[standardID=ivo://ivoa.net/std/TAP]")
                            .text())
                    .isEqualTo(tap.selectFirst("capability").text());
            assertThat(capabilities.select("accessURL").eachText())
                    .contains(
                            registry.url() + "/capabilities",
                            registry.url() + "/availability",
                            registry.url() + "/search");
        }
    }

    @Test
    void withoutARecordItTellsWhereItCanBeHarvested() throws Exception {
        try (Registry registry = start(false)) {
            Document capabilities = valid(registry, "/capabilities");

            assertThat(standards(capabilities))
                    .containsExactly(
                            HARVEST, "ivo://ivoa.net/std/VOSI#capabilities", "ivo://ivoa.net/std/VOSI#availability");
            assertThat(capabilities.selectFirst("accessURL").text()).isEqualTo(registry.url() + "/oai");
            assertThat(capabilities.select("maxRecords").text()).isEqualTo("77");
        }
    }

    @Test
    void tellsThatItIsAvailable() throws Exception {
        try (Registry registry = start(false)) {
            Document availability = valid(registry, "/availability");

            assertThat(availability.select("avl|available").text()).isEqualTo("true");
            assertThat(availability.select("avl|upSince").text()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        }
    }
}
