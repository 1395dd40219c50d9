package edu.stsci.mast.registry.server.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.editing.RecordForm;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example records can be edited in forms. */
class ExampleFormsTest {
    static List<Path> examples() throws Exception {
        List<Path> all = new ArrayList<>();
        for (String set : List.of("mast", "observatory")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/resources/examples", set))) {
                files.filter(file -> file.toString().endsWith(".xml")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void allThatARecordSaysIsInItsFormAndComesBackUnchanged(Path file) throws Exception {
        byte[] xml = Files.readAllBytes(file);
        RecordForm form = RecordForm.of(xml, List.of());
        assertThat(form.kept()).isEmpty();
        List<String> shown = form.fields().stream()
                .map(field -> field.value().strip().replaceAll("\\s+", " "))
                .toList();
        assertThat(shown).containsAll(texts(new String(xml, UTF_8)));
        List<Edit.Set> all = form.fields().stream()
                .map(field -> new Edit.Set(field.path(), field.value()))
                .toList();
        assertThat(new String(RecordEditor.apply(xml, all), UTF_8)).isEqualTo(new String(xml, UTF_8));
    }

    /** The texts of elements without elements; flags of columns are words in one field. */
    private static List<String> texts(String xml) throws Exception {
        List<String> texts = new ArrayList<>();
        XMLStreamReader in = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
        StringBuilder text = new StringBuilder();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> text.setLength(0);
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(in.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    if (!text.toString().isBlank() && !in.getLocalName().equals("flag")) {
                        texts.add(text.toString().strip().replaceAll("\\s+", " "));
                    }
                    text.setLength(0);
                }
                default -> {}
            }
        }
        return texts;
    }
}
