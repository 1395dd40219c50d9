package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of documentation say of the code is true. */
class DocumentationTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern CITATION = Pattern.compile("// .*[Ss]ections? [2-6]");

    @Test
    void testsNamedInTheTablesOfClausesExistAndCiteThem() throws IOException {
        Map<String, Path> classes = testClasses();
        List<String> named = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> citingNothing = new ArrayList<>();
        for (MatchResult test : TEST.matcher(Files.readString(REPOSITORY.resolve("docs/oai-pmh.md")))
                .results()
                .toList()) {
            named.add(test.group());
            Path file = classes.get(test.group(1));
            String source = file == null ? "" : Files.readString(file);
            int method = source.indexOf("\n    void " + test.group(2) + "(");
            if (method < 0) {
                missing.add(test.group());
            } else if (!CITATION.matcher(source.substring(source.lastIndexOf("\n\n", method), method))
                    .find()) {
                citingNothing.add(test.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
        assertThat(citingNothing).isEmpty();
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.find(
                REPOSITORY,
                20,
                (path, attributes) -> path.toString().contains("src/test/java")
                        && path.toString().endsWith(".java"))) {
            return files.collect(Collectors.toMap(
                    path -> path.getFileName().toString().replace(".java", ""), Function.identity(), (a, b) -> a));
        }
    }
}
