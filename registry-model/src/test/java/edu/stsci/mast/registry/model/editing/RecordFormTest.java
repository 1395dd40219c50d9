package edu.stsci.mast.registry.model.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFormTest {
    static Stream<String> samples() {
        return SampleRecords.ofEveryType().keySet().stream();
    }

    static Stream<TypeModel> resourceTypes() {
        return FormModel.shared().resourceTypes().stream();
    }

    private static RecordForm form(String xml) throws EditRefusedException {
        return RecordForm.of(xml.getBytes(UTF_8), List.of());
    }

    /** The texts and attributes of a document that are neither about XML itself nor in the namespaces that forms leave out. */
    private static List<String> values(String xml) throws Exception {
        List<String> values = new ArrayList<>();
        XMLStreamReader in = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
        StringBuilder text = new StringBuilder();
        int foreign = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    text.setLength(0);
                    boolean own =
                            in.getNamespaceURI() == null || in.getLocalName().equals("Resource");
                    foreign += own && foreign == 0 ? 0 : 1;
                    for (int i = 0; i < in.getAttributeCount() && foreign == 0; i++) {
                        if (in.getAttributeNamespace(i) == null) {
                            values.add(in.getAttributeValue(i));
                        }
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(in.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    if (foreign == 0 && !text.toString().isBlank()) {
                        values.add(text.toString().strip());
                    }
                    foreign = Math.max(0, foreign - 1);
                    text.setLength(0);
                }
                default -> {}
            }
        }
        return values.stream().map(value -> value.replaceAll("\\s+", " ")).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyValueOfARecordIsInAField(String name) throws Exception {
        String xml = SampleRecords.ofEveryType().get(name);
        assertThat(form(xml).fields())
                .extracting(field -> field.value().strip().replaceAll("\\s+", " "))
                .containsAll(values(xml));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFormThatIsSentBackUnchangedChangesNothing(String name) throws Exception {
        String xml = SampleRecords.ofEveryType().get(name);
        List<Edit.Set> all = form(xml).fields().stream()
                .map(field -> new Edit.Set(field.path(), field.value()))
                .toList();
        assertThat(new String(RecordEditor.apply(xml.getBytes(UTF_8), all), UTF_8))
                .isEqualTo(xml);
    }

    @ParameterizedTest
    @MethodSource("resourceTypes")
    void everyTypeOfRecordHasAForm(TypeModel type) throws Exception {
        String xml = SampleRecords.ofEveryType()
                .get("organisation")
                .replace("xsi:type=\"vr:Organisation\"", "xsi:type=\"" + FormModel.written(type.name()) + "\"")
                .replace(
                        "xmlns:ri=",
                        "xmlns:va=\"http://www.ivoa.net/xml/VOApplication/v1.0rc1\""
                                + " xmlns:dm=\"http://www.ivoa.net/xml/DataModel/v1\" xmlns:ri=");
        RecordForm form = form(xml);
        assertThat(form.type().current()).isEqualTo(FormModel.written(type.name()));
        assertThat(form.items())
                .extracting(RecordForm.Item::label)
                .doesNotContain("")
                .contains("Title", "Curation");
        type.elements()
                .forEach(element -> assertThat(form.items()).as(element.name()).anySatisfy(item -> assertThat(
                                item.path().toString().replace("[*]", ""))
                        .isEqualTo(element.name())));
    }

    static Stream<String> capabilityTypes() {
        return FormModel.shared().capabilityTypes().stream().map(type -> FormModel.written(type.name()));
    }

    @ParameterizedTest
    @MethodSource("capabilityTypes")
    void everyTypeOfCapabilityCanBeAddedAndHasAForm(String type) throws Exception {
        byte[] service = SampleRecords.ofEveryType().get("service").getBytes(UTF_8);
        byte[] added =
                RecordEditor.apply(service, List.of(new Edit.Add(FieldPath.of("capability[*]"), Optional.of(type))));
        RecordForm form = RecordForm.of(added, List.of());
        RecordForm.Repeated capabilities = (RecordForm.Repeated) form.items().stream()
                .filter(item -> item.path().equals(FieldPath.of("capability[*]")))
                .findFirst()
                .orElseThrow();
        RecordForm.Group capability =
                (RecordForm.Group) capabilities.occurrences().get(1);
        assertThat(capability.type().orElseThrow().current()).isEqualTo(type);
        TypeModel model = FormModel.shared().named(type).orElseThrow();
        assertThat(capability.items())
                .hasSize(model.attributes().size() + model.elements().size());
    }

    @Test
    void fieldsOfferTheTermsOfTheStandards() throws Exception {
        RecordForm form = form(SampleRecords.ofEveryType().get("cone search"));
        Input level = form.field("content/contentLevel").orElseThrow().input();
        assertThat(level.closed()).isFalse();
        assertThat(level.options()).extracting(Option::value).contains("Research", "Amateur");
        assertThat(form.field("@status").orElseThrow().input().closed()).isTrue();
        assertThat(form.field("content/subject").orElseThrow().input().suggestions())
                .isEqualTo(Suggestions.SUBJECT);
        assertThat(form.field("curation/date/@role").orElseThrow().input().options())
                .anySatisfy(option ->
                        assertThat(option.value() + option.replacedBy()).isEqualTo("creationCreated"));
        assertThat(form.field("capability/@standardID").orElseThrow().input().fixed())
                .isTrue();
        assertThat(form.field("tableset/schema/table/column/ucd")
                        .orElseThrow()
                        .input()
                        .suggestions())
                .isEqualTo(Suggestions.UCD);
        assertThat(form.field("coverage/waveband").orElseThrow().input().options())
                .extracting(Option::help)
                .contains("from 300 to 1000 nm");
    }

    @Test
    void everyFieldWithAListExistsInTheSchemas() {
        for (String field : PickLists.shared().fields()) {
            String[] parts = field.split("/");
            TypeModel type = FormModel.shared().named(parts[0]).orElseThrow();
            assertThat(
                            parts[1].startsWith("@")
                                    ? type.attribute(parts[1].substring(1)).isPresent()
                                    : type.element("", parts[1]).isPresent())
                    .as(field)
                    .isTrue();
        }
    }

    @Test
    void findingsStandAtTheirFields() throws Exception {
        String xml = SampleRecords.ofEveryType()
                .get("cone search")
                .replace("<contentLevel>", "<contentLevel>Research</contentLevel><contentLevel>")
                .replace("<maxSR>10</maxSR>", "<maxSR>ten</maxSR>")
                .replace("<shortName>Short</shortName>", "<shortName>Much longer than sixteen</shortName>");
        var findings = new DocumentNormaliser(SchemaValidator.shared())
                .normalise(xml.getBytes(UTF_8))
                .findings();
        RecordForm form = RecordForm.of(xml.getBytes(UTF_8), findings);
        assertThat(form.field("capability/maxSR").orElseThrow().findings()).isNotEmpty();
        assertThat(form.field("shortName").orElseThrow().findings()).isNotEmpty();
        assertThat(form.fields().stream().filter(field -> !field.findings().isEmpty()))
                .extracting(field -> field.path().toString())
                .containsExactly("shortName", "capability/maxSR");
    }
}
