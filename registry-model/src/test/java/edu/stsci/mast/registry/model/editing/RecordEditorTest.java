package edu.stsci.mast.registry.model.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordEditorTest {
    private static final String CONE = SampleRecords.ofEveryType().get("cone search");
    private static final String ORGANISATION = SampleRecords.ofEveryType().get("organisation");

    private static String apply(String xml, Edit... edits) throws EditRefusedException {
        return new String(RecordEditor.apply(xml.getBytes(UTF_8), List.of(edits)), UTF_8);
    }

    private static Edit set(String path, String value) {
        return new Edit.Set(FieldPath.of(path), value);
    }

    private static Edit add(String path) {
        return new Edit.Add(FieldPath.of(path), Optional.empty());
    }

    private static Edit add(String path, String type) {
        return new Edit.Add(FieldPath.of(path), Optional.of(type));
    }

    private static Edit remove(String path) {
        return new Edit.Remove(FieldPath.of(path));
    }

    private static void assertValid(String xml) {
        ResourceDocument document = SampleRecords.normalised(xml);
        assertThat(document.findings()).as(xml).isEmpty();
    }

    @Test
    void changesOnlyTheTextThatIsSet() throws Exception {
        String changed = apply(ORGANISATION, set("title", "Magnitudes < 20 & more"));
        assertThat(changed)
                .isEqualTo(ORGANISATION.replace(
                        "<title>A Organisation</title>", "<title>Magnitudes &lt; 20 &amp; more</title>"));
        assertThat(apply(changed, set("title", "A Organisation"))).isEqualTo(ORGANISATION);
    }

    @Test
    void whiteSpaceThatMeansNothingIsNoChange() throws Exception {
        String wrapped =
                ORGANISATION.replace("<title>A Organisation</title>", "<title>\n   A\n   Organisation </title>");
        assertThat(apply(wrapped, set("title", "A Organisation"))).isEqualTo(wrapped);
        String description = RecordForm.of(ORGANISATION.getBytes(UTF_8), List.of())
                .field("content/description")
                .orElseThrow()
                .value();
        assertThat(apply(ORGANISATION, set("content/description", description.replace("\n", "\r\n"))))
                .isEqualTo(ORGANISATION);
    }

    @Test
    void newElementsComeWhereTheSchemaWantsThem() throws Exception {
        String changed = apply(
                ORGANISATION,
                set("altIdentifier", "doi:10.17909/t9"),
                set("curation/version", "2"),
                set("curation/contributor", "NASA"),
                set("curation/contact/address", "Baltimore"),
                set("curation/creator[2]/name", "B. Two"),
                set("curation/creator[2]/@ivo-id", "ivo://example.org/two"),
                set("content/source", "2020A&A...1....1A"),
                set("content/source/@format", "bibcode"),
                set("content/relationship/relationshipType", "IsPartOf"),
                set("content/relationship/relatedResource", "Other"),
                set("content/relationship/relatedResource/@ivo-id", "ivo://example.org/other"),
                set("instrument[2]", "ACS"));
        assertValid(changed);
        assertThat(changed)
                .contains("<source format=\"bibcode\">2020A&amp;A...1....1A</source>")
                .contains("<!-- A comment belongs to the record. -->");
        assertThat(apply(
                        changed,
                        set("altIdentifier", ""),
                        set("curation/version", ""),
                        set("curation/contributor", ""),
                        set("curation/contact/address", ""),
                        set("curation/creator[2]/name", ""),
                        set("curation/creator[2]/@ivo-id", ""),
                        set("content/source", ""),
                        set("content/source/@format", ""),
                        set("content/relationship/relationshipType", ""),
                        set("content/relationship/relatedResource", ""),
                        set("content/relationship/relatedResource/@ivo-id", ""),
                        set("instrument[2]", "")))
                .isEqualTo(ORGANISATION);
    }

    @Test
    void emptyOptionalElementsGoAndRequiredOnesStay() throws Exception {
        String changed = apply(ORGANISATION, set("shortName", ""), set("title", ""), set("content/subject", " "));
        assertThat(changed).doesNotContain("<shortName").contains("<title").contains("<subject");
        assertThat(RecordForm.of(changed.getBytes(UTF_8), List.of())
                        .field("title")
                        .orElseThrow()
                        .value())
                .isEmpty();
    }

    @Test
    void elementsAreAddedRemovedAndMoved() throws Exception {
        String three = apply(CONE, set("content/subject[2]", "galaxies"), set("content/subject[3]", "planets"));
        assertThat(subjects(three)).containsExactly("stars", "galaxies", "planets");
        assertThat(subjects(apply(three, new Edit.Move(FieldPath.of("content/subject[3]"), true))))
                .containsExactly("stars", "planets", "galaxies");
        assertThat(subjects(apply(three, new Edit.Move(FieldPath.of("content/subject"), true))))
                .containsExactly("stars", "galaxies", "planets");
        assertThat(subjects(apply(three, remove("content/subject[2]"), set("content/subject[3]", "moons"))))
                .as("paths are those of the document before the edits")
                .containsExactly("stars", "moons");
        assertThat(subjects(apply(three, add("content/subject[*]")))).hasSize(4);
    }

    private static List<String> subjects(String xml) throws EditRefusedException {
        return RecordForm.of(xml.getBytes(UTF_8), List.of()).fields().stream()
                .filter(field -> field.path().toString().startsWith("content/subject"))
                .map(RecordForm.Field::value)
                .toList();
    }

    @Test
    void aNewCapabilityHasItsTypeAndStandardAndDeclaresItsPrefix() throws Exception {
        String slim = CONE.replace(" xmlns:sia=\"http://www.ivoa.net/xml/SIA/v1.1\"", "");
        String changed = apply(slim, add("capability[*]", "sia:SimpleImageAccess"));
        assertThat(changed)
                .contains("xmlns:sia=\"http://www.ivoa.net/xml/SIA/v1.1\"")
                .contains("<capability xsi:type=\"sia:SimpleImageAccess\" standardID=\"ivo://ivoa.net/std/SIA\"");
        assertValid(apply(
                changed,
                set("capability[2]/imageServiceType", "Pointed"),
                set("capability[2]/interface/accessURL", "https://example.org/sia?"),
                set("capability[2]/interface/accessURL/@use", "base"),
                set("capability[2]/interface/@role", "std")));
    }

    @Test
    void aChangeOfTypeKeepsWhatFitsAndSaysWhatItDrops() throws Exception {
        Edit.ChangeType change = new Edit.ChangeType(FieldPath.of("capability"), "sia:SimpleImageAccess");
        assertThat(RecordEditor.losses(CONE.getBytes(UTF_8), change))
                .extracting(loss -> loss.path() + "=" + loss.text())
                .containsExactly(
                        "capability/maxSR=10",
                        "capability/verbosity=true",
                        "capability/testQuery/ra=10",
                        "capability/testQuery/dec=20",
                        "capability/testQuery/sr=0.1");
        String changed = apply(CONE, change);
        assertThat(changed)
                .contains("standardID=\"ivo://ivoa.net/std/SIA\"")
                .contains("<maxRecords>5000</maxRecords>")
                .doesNotContain("maxSR");
        assertValid(apply(changed, set("capability/imageServiceType", "Pointed")));
    }

    @Test
    void aRecordOfAnotherTypeIsPutInTheOtherOrder() throws Exception {
        String collection = SampleRecords.ofEveryType()
                .get("data collection")
                .replace("<facility>", "<!-- note -->\n<facility>")
                .replace("<format>", "<rights>public</rights><format>");
        Edit.ChangeType change = new Edit.ChangeType(FieldPath.ROOT, "vs:CatalogService");
        assertThat(RecordEditor.losses(collection.getBytes(UTF_8), change))
                .extracting(loss -> loss.path().toString())
                .containsExactly("format");
        String changed = apply(collection, change);
        assertValid(changed);
        assertThat(changed).contains("<!-- note -->").contains("xsi:type=\"vs:CatalogService\"");
    }

    @Test
    void foreignContentStays() throws Exception {
        String foreign = CONE.replace(
                        "<contentLevel>", "<x:note xmlns:x=\"urn:x\" x:a='1'>kept<!-- too --></x:note><contentLevel>")
                .replace("<capability ", "<capability x:own=\"&#233;\" xmlns:x=\"urn:y\" ");
        RecordForm form = RecordForm.of(foreign.getBytes(UTF_8), List.of());
        assertThat(form.kept())
                .extracting(kept -> kept.path() + " " + kept.what())
                .containsExactlyInAnyOrder("content <x:note>", "capability attribute x:own");
        String changed = apply(
                foreign,
                set("content/subject[2]", "galaxies"),
                set("capability/maxSR", "20"),
                set("capability/interface/accessURL", "https://example.org/new?"));
        assertThat(changed)
                .contains("<x:note xmlns:x=\"urn:x\" x:a='1'>kept<!-- too --></x:note>")
                .contains("x:own=\"&#233;\"");
    }

    @Test
    void documentsThatCannotBeEditedAreRefused() {
        assertThatThrownBy(() -> apply("<!DOCTYPE x [<!ENTITY e 'v'>]>" + CONE))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("document type");
        assertThatThrownBy(() -> apply(CONE.replace("</title>", "")))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> apply("<html/>"))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("'html'");
    }

    @Test
    void editsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> apply(CONE, set("content/colour", "red")))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> apply(CONE, set("title", "a\u0001b"))).hasMessageContaining("U+0001");
        assertThatThrownBy(() -> apply(CONE, remove("content/subject[7]"))).hasMessageContaining("content/subject[7]");
        assertThatThrownBy(() -> apply(CONE, add("title"))).hasMessageContaining("only one");
        assertThatThrownBy(() -> apply(CONE, new Edit.ChangeType(FieldPath.of("capability"), "vr:WebBrowser")))
                .hasMessageContaining("vr:WebBrowser");
        assertThatThrownBy(() -> FieldPath.of("a/b[0]")).isInstanceOf(IllegalArgumentException.class);
    }
}
