package edu.stsci.mast.registry.model.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xmlunit.assertj3.XmlAssert;

/** What holds of all records and all edits. */
class EditingPropertiesTest {
    private static final Pattern MARK = Pattern.compile("<!--k\\d+-->|<u:k n='\\d+'>t</u:k>");

    @Provide
    Arbitrary<String> records() {
        return Arbitraries.of(SampleRecords.ofEveryType().values());
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withChars("ab<>&\"' \u00e9\u674e].-")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(value -> !value.isBlank());
    }

    private static List<RecordForm.Field> editable(RecordForm form) {
        return form.fields().stream()
                .filter(field ->
                        !field.input().fixed() && !field.path().toString().contains("[*]"))
                .toList();
    }

    private static byte[] set(byte[] xml, FieldPath path, String value) throws EditRefusedException {
        return RecordEditor.apply(xml, List.of(new Edit.Set(path, value)));
    }

    @Property(tries = 300)
    void aValueIsReadAsItWasSetAndSettingItBackRestoresTheRecord(
            @ForAll("records") String record, @ForAll("values") String value, @ForAll Random random) throws Exception {
        byte[] xml = record.getBytes(UTF_8);
        List<RecordForm.Field> fields = editable(RecordForm.of(xml, List.of()));
        RecordForm.Field field = fields.get(random.nextInt(fields.size()));
        byte[] changed = set(xml, field.path(), value);
        String shown = RecordForm.of(changed, List.of())
                .field(field.path().toString())
                .orElseThrow()
                .value();
        assertThat(shown.strip().replaceAll("\\s+", " "))
                .isEqualTo(value.strip().replaceAll("\\s+", " "));
        byte[] back = set(changed, field.path(), field.value());
        XmlAssert.assertThat(back).and(xml).normalizeWhitespace().areIdentical();
    }

    /** Puts comments and foreign elements in many places. */
    private static String marked(String record, Random random) {
        StringBuilder marked = new StringBuilder();
        Matcher tags = Pattern.compile(
                        "<(/?)(?:content|curation|capability|interface|schema|table|column|coverage|contact)\\b[^>]*>")
                .matcher(record);
        int count = 0;
        while (tags.find()) {
            String mark = random.nextBoolean() ? "<!--k" + count + "-->" : "<u:k n='" + count + "'>t</u:k>";
            count++;
            boolean end = !tags.group(1).isEmpty();
            tags.appendReplacement(marked, Matcher.quoteReplacement(end ? mark + tags.group() : tags.group() + mark));
        }
        tags.appendTail(marked);
        return marked.toString().replaceFirst("<ri:Resource ", "<ri:Resource xmlns:u='urn:u' ");
    }

    private static List<String> marks(String xml) {
        return MARK.matcher(xml)
                .results()
                .map(result -> result.group())
                .sorted()
                .toList();
    }

    @Property(tries = 200)
    void whatTheFormDoesNotKnowSurvivesEveryEdit(
            @ForAll("records") String record, @ForAll("values") String value, @ForAll Random random) throws Exception {
        String marked = marked(record, random);
        byte[] xml = marked.getBytes(UTF_8);
        List<RecordForm.Field> fields = editable(RecordForm.of(xml, List.of()));
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FieldPath path = fields.get(random.nextInt(fields.size())).path();
            edits.add(new Edit.Set(path, random.nextInt(3) == 0 ? "" : value));
        }
        edits.add(new Edit.Set(FieldPath.of("content/subject[2]"), value));
        edits.add(new Edit.Move(FieldPath.of("content/subject"), false));
        String changed = new String(RecordEditor.apply(xml, edits), UTF_8);
        assertThat(marks(changed)).isEqualTo(marks(marked));
        RecordForm.of(changed.getBytes(UTF_8), List.of());
    }

    @Property(tries = 30)
    void noEditsChangeNothing(@ForAll("records") String record, @ForAll Random random) throws Exception {
        byte[] xml = ("<?xml version='1.0'?>\r\n<!-- before -->\n" + marked(record, random) + "\n<!-- after -->\n")
                .getBytes(UTF_8);
        List<Edit.Set> all = RecordForm.of(xml, List.of()).fields().stream()
                .map(field -> new Edit.Set(field.path(), field.value()))
                .toList();
        assertThat(RecordEditor.apply(xml, List.of())).isEqualTo(xml);
        assertThat(new String(RecordEditor.apply(xml, all), UTF_8)).isEqualTo(new String(xml, UTF_8));
    }
}
