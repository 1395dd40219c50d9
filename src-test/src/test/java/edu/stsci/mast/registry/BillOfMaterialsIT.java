package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of what the program is made of (CycloneDX), in the program. */
class BillOfMaterialsIT {
    private static final Path PROGRAM = Path.of("../server/target/registry.jar");
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void namesEachLibraryWithItsVersionAndLicence() throws Exception {
        try (JarFile jar = new JarFile(PROGRAM.toFile())) {
            JsonNode bill =
                    new ObjectMapper().readTree(jar.getInputStream(jar.getJarEntry("META-INF/sbom/registry.cdx.json")));
            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(bill.path("metadata").path("component").path("name").asText())
                    .isEqualTo("server");
            Set<String> listed = new TreeSet<>();
            int licensed = 0;
            for (JsonNode component : bill.path("components")) {
                Matcher classifier = CLASSIFIER.matcher(component.path("purl").asText());
                listed.add(component.path("name").asText() + "-"
                        + component.path("version").asText()
                        + (classifier.find() ? "-" + classifier.group(1) : ""));
                assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
                licensed += component.path("licenses").isEmpty() ? 0 : 1;
            }
            Set<String> shipped = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length(), name.length() - ".jar".length()))
                    // the part of Spring Boot that reads jars in jars, put there by the packaging
                    .filter(name -> !name.startsWith("spring-boot-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(shipped).hasSizeGreaterThan(100);
            assertThat(listed).containsAll(shipped);
            assertThat(licensed).isGreaterThan(100);
        }
    }
}
