package edu.stsci.mast.registry.model.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    private static final Template.Defaults MAST = new Template.Defaults(
            "Archive & \"Institute\"",
            "ivo://archive.stsci.edu/stsci-arc",
            "Archive Help Desk",
            "archive@stsci.edu",
            "Public.",
            "https://example.org/rights?a=1&b=2");
    private static final Ivoid IVOID = Ivoid.of("ivo://archive.stsci.edu/new");

    static Stream<Template> templates() {
        return Template.all().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateIsAValidRecordButForItsDatesAndHasMarks(Template template) throws Exception {
        byte[] document = template.document(IVOID, MAST);
        String text = new String(document, UTF_8);
        ResourceDocument record = SampleRecords.normalised(text.replace(
                "status=\"active\"",
                "status=\"active\" created=\"2026-01-01T00:00:00Z\" updated=\"2026-01-01T00:00:00Z\""));
        assertThat(record.findings().stream().map(Finding::toString)).isEmpty();
        assertThat(record.ivoid()).isEqualTo(IVOID);
        assertThat(record.summary().resourceType()).isEqualTo(template.type());
        assertThat(text).contains("TODO:").doesNotContainPattern("@[a-zA-Z]+@");
        RecordForm form = RecordForm.of(document, List.of());
        assertThat(form.kept()).isEmpty();
        assertThat(form.field("curation/publisher").orElseThrow().value()).isEqualTo("Archive & \"Institute\"");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void theChecksFindEachMarkThatIsLeftAtItsPlace(Template template) throws Exception {
        byte[] document = template.document(IVOID, new Template.Defaults("", "", "", "", "", ""));
        List<Finding> findings = new DocumentNormaliser(
                        SchemaValidator.shared(), new RecordRules(new ManualClock("2026-05-01T10:00:00Z")))
                .normalise(document)
                .findings();
        List<RecordForm.Field> marked = RecordForm.of(document, findings).fields().stream()
                .filter(field -> field.value().contains("TODO:"))
                .toList();
        assertThat(marked).hasSize(new String(document, UTF_8).split("TODO:", -1).length - 1);
        assertThat(marked).allSatisfy(field -> assertThat(field.findings())
                .as(field.path().toString())
                .extracting(Finding::code)
                .contains("RES-07"));
    }

    @Test
    void withoutDefaultsThereAreMarks() throws Exception {
        byte[] document = Template.named("cone-search")
                .orElseThrow()
                .document(IVOID, new Template.Defaults("", "", "", "", "", ""));
        RecordForm form = RecordForm.of(document, List.of());
        assertThat(form.field("curation/publisher").orElseThrow().value()).isEqualTo("TODO: publisher");
        assertThat(new String(document, UTF_8)).doesNotContain("ivo-id", "<rights");
    }

    @Test
    void aCopyIsWithoutWhatIsTrueOfTheOriginalOnly() throws Exception {
        String original = SampleRecords.ofEveryType()
                .get("cone search")
                .replace("<title>", "<validationLevel validatedBy=\"ivo://example.org/v\">2</validationLevel><title>")
                .replace(
                        "</identifier>",
                        "</identifier><altIdentifier>doi:10.17909/x</altIdentifier><altIdentifier>bibcode:2</altIdentifier>")
                .replace("status=\"active\"", "status=\"inactive\"");
        RecordForm copy = RecordForm.of(RecordCopy.of(original.getBytes(UTF_8), IVOID), List.of());
        assertThat(copy.field("identifier").orElseThrow().value()).isEqualTo(IVOID.toString());
        assertThat(copy.field("@status").orElseThrow().value()).isEqualTo("active");
        assertThat(copy.field("@created").orElseThrow().value()).isEmpty();
        assertThat(copy.fields())
                .extracting(field -> field.path().toString())
                .doesNotContain("altIdentifier", "curation/date", "validationLevel")
                .contains("capability/maxSR");
        assertThat(copy.field("title").orElseThrow().value()).isEqualTo("A CatalogService");
    }
}
