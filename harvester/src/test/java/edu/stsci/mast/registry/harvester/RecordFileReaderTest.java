package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileReaderTest {
    private final DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());

    @TempDir
    Path folder;

    @Test
    void readsASingleRecord() throws Exception {
        assertThat(ivoids(read("record.txt", "<?xml version='1.0'?>\n<!-- x -->\n" + Xml.record("ivo://x.org/a", "A"))))
                .containsExactly("ivo://x.org/a");
    }

    @Test
    void readsAWrapperWithPrefixesOnIt() throws Exception {
        List<Delivery> all = read(
                "many",
                "<ri:VOResources " + Xml.NAMESPACES + ">\n" + Xml.bareRecord("ivo://x.org/a", "A") + "\n<other/>\n"
                        + Xml.bareRecord("ivo://x.org/b", "B") + Xml.bareRecord("nonsense", "C") + "</ri:VOResources>");

        assertThat(ivoids(all)).containsExactly("ivo://x.org/a", "ivo://x.org/b", "unusable");
        assertThat(all).extracting(Delivery::line).containsExactly(2, 4, 4);
    }

    @Test
    void readsASavedResponse() throws Exception {
        assertThat(ivoids(read(
                        "page.oai",
                        Xml.page(
                                "2024-01-01T00:00:00Z",
                                "more",
                                Xml.item("ivo://x.org/a", "A"),
                                Xml.tombstone("ivo://x.org/b")))))
                .containsExactly("ivo://x.org/a", "deleted ivo://x.org/b");
        assertThat(ivoids(read(
                        "one.xml",
                        Xml.response(
                                "2024-01-01T00:00:00Z",
                                "<GetRecord>" + Xml.item("ivo://x.org/a", "A") + "</GetRecord>"))))
                .containsExactly("ivo://x.org/a");
    }

    @Test
    void readsGzipWhateverItsName() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Xml.record("ivo://x.org/a", "A").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(ivoids(read("record.xml", zipped.toByteArray()))).containsExactly("ivo://x.org/a");
        assertThatThrownBy(() -> read("half.gz", Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2)))
                .isInstanceOf(RecordFileException.class)
                .hasMessageContaining("half.gz");
    }

    @Test
    void namesThePlaceOfAFault() {
        assertThatThrownBy(() ->
                        read("broken.xml", Xml.record("ivo://x.org/a", "A").replace("<content>", "\n  <contents>")))
                .isInstanceOfSatisfying(RecordFileException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isPositive();
                    assertThat(e.getMessage())
                            .startsWith(folder.resolve("broken.xml") + ", line 2, column ")
                            .doesNotContain("\n");
                });
    }

    @Test
    void saysWhatAFileIsInstead() {
        assertThatThrownBy(() -> read("page.html", "<html/>"))
                .isInstanceOf(RecordFileException.class)
                .hasMessageContaining("The root element is 'html'");
        assertThatThrownBy(() -> read("notes.txt", "some words")).isInstanceOf(RecordFileException.class);
        assertThatThrownBy(() -> read("empty", "")).isInstanceOf(RecordFileException.class);
        assertThatThrownBy(() -> read("error", Xml.error("2024-01-01T00:00:00Z", "badVerb")))
                .isInstanceOf(RecordFileException.class)
                .hasMessageContaining("badVerb");
        assertThatThrownBy(() -> read("identify", Xml.identify("ivo://x.org/registry")))
                .isInstanceOf(RecordFileException.class)
                .hasMessageContaining("Identify");
        assertThatThrownBy(() -> RecordFileReader.open(folder.resolve("nowhere"), normaliser))
                .isInstanceOf(RecordFileException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aFolderMeansItsFilesInOrderWithoutHiddenOnes() throws Exception {
        for (String name : List.of("b.xml", "a/z.xml", "a/.hidden.xml", ".git/config", "c")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "x");
        }

        assertThat(RecordFiles.in(List.of(folder, folder.resolve("a/.hidden.xml"))))
                .extracting(f -> folder.relativize(f).toString())
                .containsExactly("a/z.xml", "b.xml", "c", "a/.hidden.xml");
        assertThatThrownBy(() -> RecordFiles.in(List.of(folder.resolve("nowhere"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    private List<Delivery> read(String name, String text) throws Exception {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Delivery> read(String name, byte[] bytes) throws Exception {
        List<Delivery> all = new ArrayList<>();
        try (RecordFileReader reader = RecordFileReader.open(Files.write(folder.resolve(name), bytes), normaliser)) {
            for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
            assertThat(reader.next()).isEmpty();
        }
        return all;
    }

    private static List<String> ivoids(List<Delivery> all) {
        return all.stream()
                .map(delivery -> {
                    if (delivery instanceof Delivery.Resource resource) {
                        return resource.document().ivoid().toString();
                    }
                    return delivery instanceof Delivery.Tombstone tombstone
                            ? "deleted " + tombstone.ivoid()
                            : "unusable";
                })
                .toList();
    }
}
