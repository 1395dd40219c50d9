package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.oai.Granularity;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class OaiResponseReaderTest {
    private final DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());

    @Test
    void readsRecordsOneByOneAndThenTheToken() throws Exception {
        try (OaiResponseReader response = open(
                Xml.response(
                        "2024-05-01T12:00:00Z",
                        "<ListRecords>" + Xml.item("ivo://x.org/a", "A") + Xml.tombstone("ivo://x.org/b")
                                + "<resumptionToken completeListSize=\"17\" cursor=\"2\">a&amp;b = c</resumptionToken></ListRecords>"))) {
            List<Delivery> all = all(response);

            assertThat(all).hasSize(2);
            assertThat(all.get(0)).isInstanceOfSatisfying(Delivery.Resource.class, resource -> {
                assertThat(resource.document().ivoid()).isEqualTo(Ivoid.of("ivo://x.org/a"));
                assertThat(resource.document().findings()).isEmpty();
                assertThat(resource.header().orElseThrow().sets()).containsExactly("ivo_managed");
            });
            assertThat(all.get(1))
                    .isInstanceOfSatisfying(Delivery.Tombstone.class, tombstone -> assertThat(tombstone.ivoid())
                            .isEqualTo(Ivoid.of("ivo://x.org/b")));
            assertThat(response.responseDate()).contains(Instant.parse("2024-05-01T12:00:00Z"));
            ResumptionToken token = response.resumptionToken().orElseThrow();
            assertThat(token.value()).isEqualTo("a&b = c");
            assertThat(token.completeListSize()).hasValue(17);
            assertThat(token.cursor()).hasValue(2);
            assertThat(response.errors()).isEmpty();
        }
    }

    @Test
    void prefixesMayBeDeclaredOnAncestors() throws Exception {
        String page = Xml.page(
                        "2024-05-01T12:00:00Z",
                        null,
                        "<record><header><identifier>ivo://x.org/a</identifier></header><metadata>"
                                + Xml.bareRecord("ivo://x.org/a", "A") + "</metadata></record>")
                .replace("<OAI-PMH ", "<OAI-PMH " + Xml.NAMESPACES + " ");

        try (OaiResponseReader response = open(page)) {
            Delivery.Resource resource = (Delivery.Resource) response.next().orElseThrow();

            assertThat(resource.document().findings()).isEmpty();
            assertThat(resource.document().summary().resourceType()).isEqualTo("vr:Service");
        }
    }

    @Test
    void theProtocolMayHaveAPrefix() throws Exception {
        String page =
                "<oai:OAI-PMH xmlns:oai=\"http://www.openarchives.org/OAI/2.0/\"><oai:responseDate>2024-05-01T12:00:00"
                        + "</oai:responseDate><oai:ListRecords><oai:record><oai:header status=\"deleted\"><oai:identifier> ivo://x.org/a\n"
                        + "</oai:identifier></oai:header></oai:record></oai:ListRecords></oai:OAI-PMH>";

        try (OaiResponseReader response = open(page)) {
            assertThat(all(response)).hasSize(1).first().isInstanceOf(Delivery.Tombstone.class);
            assertThat(response.responseDate()).contains(Instant.parse("2024-05-01T12:00:00Z"));
        }
    }

    @Test
    void anEmptyTokenEndsTheList() throws Exception {
        try (OaiResponseReader response = open(Xml.page("2024-05-01T12:00:00Z", "", Xml.item("ivo://x.org/a", "A")))) {
            all(response);

            assertThat(response.resumptionToken()).isEmpty();
        }
    }

    @Test
    void saysWhyARecordIsUnusable() throws Exception {
        try (OaiResponseReader response = open(
                Xml.page(
                        "2024-05-01T12:00:00Z",
                        null,
                        Xml.item("ivo://x.org/a", "No identifier")
                                .replace("</title><identifier>ivo://x.org/a</identifier>", "</title>"),
                        Xml.item("not-an-ivoid", "Bad"),
                        Xml.tombstone("also bad"),
                        "<record><header><identifier>ivo://x.org/c</identifier></header></record>",
                        "<record><header><identifier>ivo://x.org/d</identifier></header><metadata><dc/></metadata></record>"))) {
            List<Delivery> all = all(response);

            assertThat(all).hasSize(5).allMatch(Delivery.Unusable.class::isInstance);
            List<Delivery.Unusable> unusable =
                    all.stream().map(Delivery.Unusable.class::cast).toList();
            assertThat(unusable)
                    .extracting(u -> u.identifier().orElse(null))
                    .containsExactly("ivo://x.org/a", "not-an-ivoid", "also bad", "ivo://x.org/c", "ivo://x.org/d");
            assertThat(unusable.get(0).reason()).contains("No identifier").contains("has no identifier");
            assertThat(new String(unusable.get(0).xml(), StandardCharsets.UTF_8))
                    .contains("<title>No identifier</title>");
            assertThat(unusable.get(1).reason()).contains("must begin with ivo://");
            assertThat(unusable.get(1).line()).isEqualTo(3);
            assertThat(unusable.get(3).reason()).contains("no metadata");
            assertThat(unusable.get(4).reason()).contains("'dc'");
        }
    }

    @Test
    void aRecordThatIsMarkedAsDeletedIsATombstoneEvenWithMetadata() throws Exception {
        try (OaiResponseReader response = open(Xml.page(
                "2024-05-01T12:00:00Z",
                null,
                Xml.item("ivo://x.org/a", "A").replace("<header>", "<header status='deleted'>")))) {
            assertThat(all(response)).hasSize(1).first().isInstanceOf(Delivery.Tombstone.class);
        }
    }

    @Test
    void reportsErrors() throws Exception {
        try (OaiResponseReader response = open(Xml.error("2024-05-01T12:00:00Z", "noRecordsMatch"))) {
            assertThat(all(response)).isEmpty();
            assertThat(response.errors()).containsExactly(new OaiError("noRecordsMatch", "no luck"));
            assertThat(response.verb()).isEmpty();
        }
    }

    @Test
    void readsWhatAServerSaysAboutItself() throws Exception {
        try (OaiResponseReader response = open(Xml.identify("ivo://x.org/registry", "x.org", "y.org"))) {
            assertThat(response.next()).isEmpty();
            OaiIdentity identity = response.identity().orElseThrow();

            assertThat(identity.repositoryName()).isEqualTo("Example");
            assertThat(identity.baseUrl()).isEqualTo("http://example.org/oai");
            assertThat(identity.granularity()).isEqualTo(Granularity.SECOND);
            assertThat(identity.earliestDatestamp()).isEqualTo("2001-01-01T00:00:00Z");
            assertThat(identity.registry()).contains(Ivoid.of("ivo://x.org/registry"));
        }
    }

    @Test
    void aDescriptionThatIsNoRegistryIsIgnored() throws Exception {
        try (OaiResponseReader response = open(Xml.response(
                "2024-05-01T12:00:00Z",
                "<Identify><granularity>YYYY-MM-DD</granularity><description><other/></description><description>"
                        + Xml.record("ivo://x.org/a", "A") + "</description></Identify>"))) {
            response.next();
            OaiIdentity identity = response.identity().orElseThrow();

            assertThat(identity.registry()).isEmpty();
            assertThat(identity.granularity()).isEqualTo(Granularity.DAY);
        }
    }

    @Test
    void handsOutWhatComesBeforeAFaultAndNamesItsPlace() throws Exception {
        try (OaiResponseReader response = open(
                Xml.page("2024-05-01T12:00:00Z", null, Xml.item("ivo://x.org/a", "A"), "<record><header></record>"))) {
            assertThat(response.next()).isPresent();
            assertThatThrownBy(response::next).isInstanceOfSatisfying(XMLStreamException.class, e -> {
                XmlFault fault = XmlFault.of(e);
                assertThat(fault.line()).isEqualTo(3);
                assertThat(fault.sentence())
                        .contains("header")
                        .doesNotContain("\n")
                        .doesNotContain("row,col");
            });
        }
    }

    @Test
    void aFaultWithinTextIsAFaultOfTheDocument() throws Exception {
        try (OaiResponseReader response =
                open(Xml.page("2024-05-01T12:00:00Z", null, Xml.item("ivo://x.org/a", "A & B")))) {
            assertThatThrownBy(response::next).isInstanceOf(XMLStreamException.class);
        }
    }

    @Test
    void aRecordOf100MegabytesIsPassedOver() throws Exception {
        String page =
                Xml.page("2024-05-01T12:00:00Z", null, Xml.item("ivo://x.org/a", "A"), Xml.item("ivo://x.org/b", "B"));
        int place = page.indexOf("<description>") + "<description>".length();
        byte[] text = "word ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(page.substring(0, place).getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 1000; i++) {
            parts.add(new ByteArrayInputStream(text));
        }
        parts.add(new ByteArrayInputStream(page.substring(place).getBytes(StandardCharsets.UTF_8)));

        try (OaiResponseReader response = OaiResponseReader.open(
                new SequenceInputStream(Collections.enumeration(parts)),
                new DocumentNormaliser(SchemaValidator.shared(), 1_000_000))) {
            List<Delivery> all = all(response);

            assertThat(all.get(0)).isInstanceOfSatisfying(Delivery.Unusable.class, large -> {
                assertThat(large.identifier()).contains("ivo://x.org/a");
                assertThat(large.reason()).isEqualTo("The record has more than the 1000000 bytes that are allowed");
                assertThat(large.xml()).hasSizeLessThan(100_000);
            });
            assertThat(all.get(1)).isInstanceOf(Delivery.Resource.class);
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void refusesOtherDocumentsAndEntities() {
        assertThatThrownBy(() -> open("<html/>"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("html");
        assertThatThrownBy(() -> all(open("<!DOCTYPE OAI-PMH [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                        + Xml.page("2024-05-01T12:00:00Z", null, Xml.item("ivo://x.org/a", "&e;"))
                                .replaceFirst("<\\?xml.*\\?>", ""))))
                .isInstanceOf(XMLStreamException.class);
    }

    private OaiResponseReader open(String xml) throws XMLStreamException {
        return OaiResponseReader.open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), normaliser);
    }

    private static List<Delivery> all(OaiResponseReader response) throws XMLStreamException {
        List<Delivery> all = new ArrayList<>();
        for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
            all.add(next.get());
        }
        return all;
    }
}
