package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynonymsTest {
    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        TestRecords.index(
                store,
                List.of(
                        TestRecords.service("hst", "Images of HST", "From orbit.", "misc", ""),
                        TestRecords.service("hubble", "The Hubble Space Telescope", "In orbit.", "misc", ""),
                        TestRecords.service("agn", "A sample of AGN", "Many.", "misc", ""),
                        TestRecords.service("active", "A list", "Many.", "active-galactic-nuclei", ""),
                        TestRecords.service("nucleus", "Nucleus of a comet", "Active one, not galactic.", "misc", ""),
                        TestRecords.service(
                                "band", "A map", "Dust.", "misc", "<coverage><waveband>Infrared</waveband></coverage>"),
                        TestRecords.service("supernova", "Supernova remnants", "Shells.", "misc", ""),
                        TestRecords.service("noise", "Spectra of high SNR", "Clean.", "misc", "")));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static List<String> found(String query) {
        return search.search(SearchRequest.of(query)).hits().stream()
                .map(hit -> hit.ivoid().withoutScheme().substring("test.example/".length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "hst, hst hubble",
        "Hubble Space Telescope, hubble hst",
        "hubble, hubble hst",
        "AGN, agn active",
        "active galactic nuclei, agn active nucleus",
        "active galactic nucleus, agn active nucleus",
        "Active Galactic-Nuclei many, active agn",
        "agn sample, agn",
        "ir, band",
        "IR map, band",
        "SNR, noise supernova",
        "supernova remnant, supernova",
        "title:hst, hst hubble",
    })
    void otherNamesOfAThingAreFoundToo(String query, String paths) {
        assertThat(found(query)).containsExactly(paths.split(" "));
    }

    @Test
    void anAbbreviationIsNotThePluralOfAnother() {
        assertThat(found("irs")).isEmpty();
        assertThat(found("agns")).containsExactly("agn", "active");
    }

    @Test
    void aPhraseInQuotationMarksIsFoundAsItStands() {
        assertThat(found("\"hst\"")).containsExactly("hst");
        assertThat(found("\"active galactic nuclei\"")).containsExactly("active");
    }

    @Test
    void oneOfSeveralNamesMayBeExcluded() {
        assertThat(found("hst -hubble -space")).isEmpty();
        assertThat(found("hst -\"hubble\"")).containsExactly("hst");
    }

    @Test
    void theListIsTidy() throws Exception {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Synonyms.class.getResourceAsStream("synonyms.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = in.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
            assertThat(lines).hasSizeGreaterThan(400).doesNotHaveDuplicates();
            StemmedWords stemmer = new StemmedWords();
            for (String line : lines) {
                List<List<String>> names =
                        Stream.of(line.split("=>|,", -1)).map(stemmer::of).toList();
                assertThat(names).as(line).hasSizeGreaterThan(1).doesNotContain(List.of());
                assertThat(names.subList(1, names.size())).as(line).anyMatch(name -> !name.equals(names.get(0)));
            }
        }
    }
}
