package edu.stsci.mast.registry.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import net.ivoa.xml.voresource.v1.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.xmlunit.assertj3.XmlAssert;
import org.xmlunit.util.Predicate;

class DocumentNormaliserTest {
    private final DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());

    /** Schema locations are the one thing that is written anew. */
    private static final Predicate<Attr> CONTENT = a -> !"schemaLocation".equals(a.getLocalName());

    /** The same elements, attributes, text, comments and meaning of xsi:type, white space included; prefixes may differ. */
    private static void assertSameContent(ResourceDocument document, String xml) {
        XmlAssert.assertThat(document.toString())
                .and(xml)
                .withAttributeFilter(CONTENT)
                .areSimilar();
    }

    static Stream<Arguments> everyType() {
        return SampleRecords.ofEveryType().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private ResourceDocument normalise(String xml) throws Exception {
        return normaliser.normalise(xml.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyType")
    void keepsEveryTypeWithoutLoss(String name, String xml) throws Exception {
        ResourceDocument document = normalise(xml);

        assertThat(document.findings()).isEmpty();
        assertSameContent(document, xml);
        assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(document.xml())))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyType")
    void isTheSameHoweverPrefixesAreChosen(String name, String xml) throws Exception {
        String odd = xml;
        for (String prefix :
                new String[] {"ri", "vr", "vs", "vg", "vstd", "doc", "cs", "sia", "ssap", "slap", "tr", "stc", "xsi"}) {
            // "vs" is somebody else's prefix in this one
            String other = prefix.equals("vr") ? "vs0" : prefix.equals("ri") ? "vr0" : "x-" + prefix;
            odd = odd.replace("xmlns:" + prefix + "=", "xmlns:" + other + "=")
                    .replaceAll("(</?| |\")" + prefix + ":", "$1" + other + ":");
        }

        assertThat(normalise(odd).toString()).isEqualTo(normalise(xml).toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyType")
    void isTheSameWhereverNamespacesAreDeclared(String name, String xml) throws Exception {
        String declarations = xml.substring(xml.indexOf(" xmlns:ri"), xml.indexOf(" xsi:type"));
        String wrapped =
                "<metadata" + declarations + ">" + xml.replaceFirst(" xmlns:ri.*?(?= xsi:type)", "") + "</metadata>";
        XMLStreamReader in = SchemaValidator.safeInputFactory()
                .createXMLStreamReader(new ByteArrayInputStream(wrapped.getBytes(UTF_8)));
        in.nextTag();
        in.nextTag();

        ResourceDocument document = normaliser.normalise(in);

        assertThat(document.toString()).isEqualTo(normalise(xml).toString());
        assertThat(document.findings()).isEmpty();
        assertThat(in.getEventType()).isEqualTo(XMLStreamReader.END_ELEMENT);
        assertThat(in.getLocalName()).isEqualTo("Resource");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyType")
    void changesNothingTheSecondTime(String name, String xml) throws Exception {
        ResourceDocument once = normalise(xml);

        ResourceDocument twice = normalise(once.toString());

        assertThat(twice.xml()).isEqualTo(once.xml());
        assertThat(twice.sha256()).isEqualTo(once.sha256());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyType")
    void canBeReadThroughTheGeneratedClassesAndWrittenBackValid(String name, String xml) throws Exception {
        JAXBContext context = JAXBContext.newInstance(
                net.ivoa.xml.registryinterface.v1.ObjectFactory.class,
                net.ivoa.xml.voregistry.v1.ObjectFactory.class,
                net.ivoa.xml.vodataservice.v1.ObjectFactory.class,
                net.ivoa.xml.tapregext.v1.ObjectFactory.class,
                net.ivoa.xml.conesearch.v1.ObjectFactory.class,
                net.ivoa.xml.sia.v1.ObjectFactory.class,
                net.ivoa.xml.ssa.v1.ObjectFactory.class,
                net.ivoa.xml.slap.v1.ObjectFactory.class,
                net.ivoa.xml.standardsregext.v1.ObjectFactory.class,
                net.ivoa.xml.docregext.v1.ObjectFactory.class);
        JAXBElement<Resource> read = context.createUnmarshaller()
                .unmarshal(
                        new StreamSource(new ByteArrayInputStream(normalise(xml).xml())), Resource.class);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        context.createMarshaller()
                .marshal(
                        new net.ivoa.xml.registryinterface.v1.ObjectFactory().createResource(read.getValue()), written);

        assertThat(normalise(written.toString(UTF_8)).findings()).isEmpty();
        assertThat(read.getValue().getTitle()).startsWith("A ");
    }

    @Test
    void declaresOnlyWhatItUsesUnderCanonicalPrefixesWithPublishedSchemaLocations() throws Exception {
        String document =
                normalise(SampleRecords.ofEveryType().get("cone search")).toString();

        assertThat(document)
                .startsWith("<ri:Resource xmlns:cs=\"" + VoNamespace.CS.uri() + "\" xmlns:ri=\"" + VoNamespace.RI.uri()
                        + "\"")
                .doesNotContain("xmlns:tr", "xmlns:stc", "<?xml")
                .contains(VoNamespace.VS.uri() + " " + VoNamespace.VS.schemaLocation())
                .endsWith("</ri:Resource>");
    }

    @Test
    void keepsWhatNoSchemaKnowsAndNotesIt() throws Exception {
        String strange = SampleRecords.organisationXml("ivo://example.org/odd", "Odd", "active")
                .replace(
                        "</content>",
                        "</content><vs:extra xmlns:vs=\"urn:mine\" vs:kind=\"x\">kept <b xmlns=\"urn:b\"/></vs:extra><?pi data?>");

        ResourceDocument document = normalise(strange);

        assertSameContent(document, strange);
        assertThat(document.toString()).contains("<?pi data?>");
        assertThat(document.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(Finding.SCHEMA);
            assertThat(f.element()).isEqualTo("Resource/extra");
            assertThat(f.line()).isEqualTo(19);
        });
        assertThat(normalise(document.toString()).xml()).isEqualTo(document.xml());
    }

    @Test
    void tellsTwoVersionsOfOneExtensionApart() throws Exception {
        String both = SampleRecords.ofEveryType()
                .get("image access")
                .replace("</content>", "</content><old:x xmlns:old=\"" + VoNamespace.SIA_1_0.uri() + "\"/>");

        assertSameContent(normalise(both), both);
    }

    @Test
    void saysWhatTheRegistryHasToKnow() throws Exception {
        ResourceDocument document = normalise(SampleRecords.ofEveryType().get("registry"));

        assertThat(document.ivoid()).isEqualTo(Ivoid.of("ivo://example.org/vg/registry"));
        assertThat(document.summary().resourceType()).isEqualTo("vg:Registry");
        assertThat(document.summary().title()).isEqualTo("A Registry");
        assertThat(document.summary().shortName()).isEqualTo("Short");
        assertThat(document.summary().status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(document.summary().created()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(document.summary().updated()).isEqualTo(Instant.parse("2021-02-03T04:05:06Z"));
        assertThat(document.summary().managedAuthorities()).containsExactly("example.org");
    }

    @Test
    void readsTheDatesThatRegistriesWrite() throws Exception {
        Map<String, Instant> dates = Map.of(
                "2021-02-03", Instant.parse("2021-02-03T00:00:00Z"),
                "2021-02-03T04:05:06Z", Instant.parse("2021-02-03T04:05:06Z"),
                "2021-02-03T04:05:06.789", Instant.parse("2021-02-03T04:05:06.789Z"));
        for (var date : dates.entrySet()) {
            String xml = SampleRecords.organisationXml("ivo://example.org/o", "O", "active")
                    .replace("2021-02-03T04:05:06", date.getKey());
            assertThat(normalise(xml).summary().updated()).isEqualTo(date.getValue());
        }
        String never = SampleRecords.organisationXml("ivo://example.org/o", "O", "active")
                .replace("2021-02-03T04:05:06", "last week");
        assertThat(normalise(never).summary().updated()).isNull();
    }

    @Test
    void cannotUseARecordWithoutIdentifier() {
        String xml = SampleRecords.organisationXml("ivo://example.org/o", "The title", "active")
                .replaceFirst("<identifier>.*</identifier>", "");

        UnusableRecordException e = catchThrowableOfType(UnusableRecordException.class, () -> normalise(xml));

        assertThat(e).hasMessage("The record 'The title' has no identifier");
        assertThat(new String(e.xml(), UTF_8)).contains("The title");
    }

    @Test
    void cannotUseARecordWhoseIdentifierIsNoIvoid() {
        assertThatThrownBy(() -> normalise(SampleRecords.organisationXml("http://example.org/o", "T", "active")))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("must begin with ivo://");
    }

    @Test
    void refusesWhatIsNotARecordOrNotWellFormed() {
        assertThatThrownBy(() -> normalise("<html/>"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("'html'");
        assertThatThrownBy(() ->
                        normalise(SampleRecords.organisationXml("ivo://example.org/o", "T", "active") + "<more/>"))
                .isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> normalise("<!DOCTYPE x [<!ENTITY e \"e\">]>"
                        + SampleRecords.organisationXml("ivo://example.org/o", "&e;", "active")))
                .isInstanceOf(XMLStreamException.class);
    }
}
