package edu.stsci.mast.registry.schemas.form;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.schemas.form.ValueType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormModelTest {
    private final FormModel model = FormModel.shared();

    private TypeModel type(String written) {
        return model.named(written).orElseThrow();
    }

    private static List<String> written(List<TypeModel> types) {
        return types.stream().map(type -> FormModel.written(type.name())).toList();
    }

    @Test
    void listsTheTypesOfNewResources() {
        assertThat(written(model.resourceTypes()))
                .contains(
                        "vr:Resource",
                        "vr:Organisation",
                        "vr:Service",
                        "vs:DataCollection",
                        "vs:DataService",
                        "vs:DataResource",
                        "vs:CatalogResource",
                        "vs:CatalogService",
                        "vg:Authority",
                        "vg:Registry",
                        "vstd:Standard",
                        "vstd:ServiceStandard",
                        "vstd:StandardKeyEnumeration",
                        "doc:Document",
                        "va:Application")
                .doesNotHaveDuplicates();
    }

    @Test
    void listsTheTypesOfNewCapabilitiesAndInterfaces() {
        assertThat(written(model.capabilityTypes()))
                .startsWith("vr:Capability")
                .contains(
                        "cs:ConeSearch",
                        "sia:SimpleImageAccess",
                        "ssap:SimpleSpectralAccess",
                        "slap:SimpleLineAccess",
                        "tr:TableAccess",
                        "vg:Harvest")
                .doesNotContain("cs:CSCapRestriction")
                .doesNotHaveDuplicates();
        assertThat(written(model.interfaceTypes()))
                .contains("vr:WebBrowser", "vr:WebService", "vs:ParamHTTP", "vg:OAIHTTP")
                .doesNotContain("vr:Interface");
        assertThat(written(model.choices(FormModel.COLUMN_TYPE))).containsExactly("vs:TAPType", "vs:VOTableType");
    }

    @Test
    void elementsComeInTheOrderThatDocumentsMustHave() {
        assertThat(type("vs:CatalogService").elements())
                .extracting(ElementModel::name)
                .containsExactly(
                        "validationLevel",
                        "title",
                        "shortName",
                        "identifier",
                        "altIdentifier",
                        "curation",
                        "content",
                        "rights",
                        "capability",
                        "facility",
                        "instrument",
                        "coverage",
                        "tableset");
        ElementModel subject = type("vr:Content").element("", "subject").orElseThrow();
        assertThat(subject.required()).isTrue();
        assertThat(subject.repeatable()).isTrue();
        ElementModel title = type("vr:Resource").element("", "title").orElseThrow();
        assertThat(title.repeatable()).isFalse();
        assertThat(title.help()).isEqualTo("the full name given to the resource");
    }

    @Test
    void valuesHaveKindsListsAndLimits() {
        assertThat(type("vr:Resource")
                        .element("", "identifier")
                        .orElseThrow()
                        .value()
                        .kind())
                .isEqualTo(Kind.IVOID);
        ValueType shortName =
                type("vr:Resource").element("", "shortName").orElseThrow().value();
        assertThat(shortName.maxLength()).isEqualTo(16);
        assertThat(shortName.collapses()).isTrue();
        assertThat(type("vr:Content").element("", "description").orElseThrow().value())
                .satisfies(value -> assertThat(value.kind()).isEqualTo(Kind.TEXT))
                .satisfies(value -> assertThat(value.collapses()).isFalse());
        assertThat(type("vr:Resource").attribute("status").orElseThrow().value().terms())
                .extracting(ValueType.Term::value)
                .containsExactly("active", "inactive", "deleted");
        assertThat(type("vr:Date").text().kind()).isEqualTo(Kind.DATE);
        assertThat(type("vr:Date").attribute("role").orElseThrow().defaultValue())
                .isEqualTo("representative");
        assertThat(type("cs:ConeSearch").attribute("standardID").orElseThrow().fixedValue())
                .isEqualTo("ivo://ivoa.net/std/ConeSearch");
        assertThat(type("cs:ConeSearch")
                        .element("", "maxRecords")
                        .orElseThrow()
                        .value()
                        .kind())
                .isEqualTo(Kind.INTEGER);
        assertThat(type("vs:ParamHTTP").element("", "queryType").orElseThrow().max())
                .isEqualTo(2);
    }

    @Test
    void namesBecomeLabels() {
        assertThat(Labels.of("referenceURL")).isEqualTo("Reference URL");
        assertThat(Labels.of("shortName")).isEqualTo("Short name");
        assertThat(Labels.of("ivo-id")).isEqualTo("IVOID");
        assertThat(Labels.of("standardID")).isEqualTo("Standard ID");
        assertThat(Labels.of("maxFileSize")).isEqualTo("Max file size");
    }

    @Test
    void everyTypeOfAnElementIsKnown() {
        assertThat(model.types()).allSatisfy(type -> assertThat(type.elements())
                .allSatisfy(element -> assertThat(element.type() == null).isNotEqualTo(element.value() == null))
                .allSatisfy(element -> assertThat(element.type() == null
                                || model.type(element.type()).isPresent()
                                || element.type().getNamespaceURI().endsWith("XMLSchema"))
                        .as(type.name() + "/" + element.name())
                        .isTrue()));
    }

    @Test
    void aFormerVersionOfATypeIsKnownByItsNamespaceOnly() {
        assertThat(type("sia:SimpleImageAccess").name().getNamespaceURI()).isEqualTo(VoNamespace.SIA.uri());
        assertThat(model.types())
                .extracting(type ->
                        type.name().getNamespaceURI() + " " + type.name().getLocalPart())
                .contains(VoNamespace.SIA_1_0.uri() + " SimpleImageAccess");
    }
}
