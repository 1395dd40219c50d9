package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsetTest {
    @TempDir
    Path folder;

    @Test
    void theSchemasNameCarriesTheLayout() throws Exception {
        Configset.write(folder);

        assertThat(folder.resolve("conf/schema.xml"))
                .content()
                .contains("<schema name=\"registry-" + IndexLayout.NUMBER + "\"");
    }

    @Test
    void theFolderAndTheZipHoldTheSame() throws Exception {
        Configset.write(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Configset.zip(bytes);

        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files++;
                assertThat(folder.resolve("conf").resolve(entry.getName()))
                        .content()
                        .isEqualTo(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try (var written = Files.list(folder.resolve("conf"))) {
            assertThat(written).hasSize(files);
        }
    }

    @Test
    void theNameSaysLayoutAndContent() throws Exception {
        assertThat(Configset.name("ours")).matches("ours-v" + IndexLayout.NUMBER + "-[0-9a-f]{8}");
    }
}
