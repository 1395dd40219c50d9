package edu.stsci.mast.registry.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaValidatorTest {
    private static final String ORGANISATION = """
            <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:type="vr:Organisation" created="2020-01-01T00:00:00" updated="2020-01-01T00:00:00" status="active">
              <title>An archive</title>
              <identifier>ivo://example.org/org</identifier>
              <curation><publisher>The archive</publisher><contact><name>Help desk</name></contact></curation>
              <content>
                <subject>archives</subject>
                <description>What it is.</description>
                <referenceURL>https://example.org/</referenceURL>
              </content>
            </ri:Resource>
            """;

    private static List<SchemaProblem> validate(String document) throws XMLStreamException {
        return SchemaValidator.shared().validate(new ByteArrayInputStream(document.getBytes(UTF_8)));
    }

    @Test
    void acceptsAValidRecord() throws Exception {
        assertThat(validate(ORGANISATION)).isEmpty();
    }

    // DaCHS publishes documents in the second, GAVO's older records are in the first.
    @ParameterizedTest
    @ValueSource(strings = {"http://www.ivoa.net/xml/DocRegExt/v1.0", "http://www.ivoa.net/xml/DocRegExt/v1"})
    void knowsBothNamespacesOfDocuments(String namespace) throws Exception {
        String document = ORGANISATION
                .replace("vr:Organisation", "doc:Document")
                .replace("xmlns:xsi", "xmlns:doc=\"" + namespace + "\" xmlns:xsi")
                .replace(
                        "</ri:Resource>",
                        "<language>en</language><accessURL>https://example.org/d</accessURL></ri:Resource>");

        assertThat(validate(document)).isEmpty();
        assertThat(validate(document.replace("language>", "tongue>")))
                .anySatisfy(p -> assertThat(p.message()).contains("tongue"));
        assertThat(VoNamespace.ofUri(namespace)).map(VoNamespace::prefix).contains("doc");
    }

    @Test
    void reportsEachProblemWithLineColumnAndElement() throws Exception {
        String broken = ORGANISATION
                .replace("<publisher>The archive</publisher>", "<publisher>The archive</publisher><colour>red</colour>")
                .replace("https://example.org/", "not a%zz url")
                .replace("updated=\"2020-01-01T00:00:00\"", "updated=\"yesterday\"");

        List<SchemaProblem> problems = validate(broken);

        assertThat(problems)
                .extracting(SchemaProblem::element)
                .containsSubsequence("Resource", "Resource/curation/colour");
        assertThat(problems).anySatisfy(p -> {
            assertThat(p.element()).isEqualTo("Resource/curation/colour");
            assertThat(p.line()).isEqualTo(7);
            assertThat(p.column()).isPositive();
            assertThat(p.message()).contains("colour").doesNotContain("cvc-");
        });
        assertThat(problems).anySatisfy(p -> assertThat(p.message()).contains("yesterday"));
    }

    @Test
    void resolvesTypesWhosePrefixIsDeclaredOutsideOfTheRecord() throws Exception {
        String inner = ORGANISATION.replaceFirst("(?s)<ri:Resource.*?xsi:type", "<ri:Resource xsi:type");
        String wrapped = """
                <ri:VOResources xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0" xmlns:x="http://www.ivoa.net/xml/VOResource/v1.0"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" from="1" numberReturned="1" more="false">""" + inner.replace("vr:Organisation", "x:Organisation") + "</ri:VOResources>";

        assertThat(validate(wrapped)).isEmpty();
        assertThat(validate(wrapped.replace("x:Organisation", "unbound:Organisation")))
                .anySatisfy(p -> assertThat(p.message()).contains("unbound:Organisation"));
    }

    @Test
    void forgetsTheNamespacesOfOneDocumentBeforeTheNext() throws Exception {
        String vr = "xmlns:vr=\"" + VoNamespace.VR.uri() + "\"";
        String wrapped = "<metadata " + vr + ">" + ORGANISATION.replace(vr, "") + "</metadata>";
        XMLStreamReader in = SchemaValidator.safeInputFactory()
                .createXMLStreamReader(new ByteArrayInputStream(wrapped.getBytes(UTF_8)));
        in.nextTag();
        in.nextTag();
        SchemaValidation validation = SchemaValidator.shared().start(in);
        validation.event();
        while (!(in.next() == XMLStreamReader.END_ELEMENT && in.getLocalName().equals("Resource"))) {
            validation.event();
        }
        validation.event();

        assertThat(validation.end()).isEmpty();
        assertThat(validate(ORGANISATION.replace(vr, "")))
                .anySatisfy(p -> assertThat(p.message()).contains("vr:Organisation"));
    }

    @Test
    void refusesWhatIsNotWellFormed() {
        assertThatThrownBy(() -> validate(ORGANISATION.replace("</title>", ""))).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void neverReadsExternalEntities() {
        String attack = "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + ORGANISATION.replace("An archive", "&e;");

        assertThatThrownBy(() -> validate(attack)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> checks = IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> validate(i % 2 == 0 ? ORGANISATION : ORGANISATION.replace("active", "asleep"))
                                    .size())
                    .toList();
            List<Future<Integer>> results = threads.invokeAll(checks);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get() == 0)
                        .as("document %d is valid", i)
                        .isEqualTo(i % 2 == 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VoNamespace.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"XSI"})
    void hasTheSchemaOfEachNamespace(VoNamespace namespace) throws Exception {
        try (var schema = SchemaCatalogue.open(namespace)) {
            assertThat(new String(schema.readAllBytes(), UTF_8))
                    .contains("targetNamespace=\"" + namespace.uri() + "\"");
        }
    }
}
