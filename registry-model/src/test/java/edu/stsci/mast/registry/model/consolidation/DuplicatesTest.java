package edu.stsci.mast.registry.model.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void store(String kind, String path, String title, String alternative) {
        String other = alternative.isEmpty() ? "" : "<altIdentifier>" + alternative + "</altIdentifier>";
        desk.store(SampleRecords.ofEveryType()
                .get(kind)
                .replaceFirst("<title>[^<]*", "<title>" + title)
                .replaceFirst(
                        "<identifier>[^<]*</identifier>",
                        "<identifier>ivo://archive.stsci.edu/" + path + "</identifier>" + other));
    }

    private List<Duplicate> found() {
        return new Duplicates(desk.records, desk.masterCopy).find();
    }

    @Test
    void recordsThatHaveSomethingInCommonAreFound() {
        store("organisation", "org-1", "The Space Télescope", "doi:10.17909/X1");
        store("organisation", "org1", "the space telescope!", "");
        store("data collection", "data", "Some data", "https://doi.org/10.17909/x1");
        store("cone search", "cone", "Stars", "");
        store("cone search", "cone/again", "More stars", "");
        store("image access", "images", "Images", ""); // at the same address, by another standard
        assertThat(found())
                .extracting(duplicate ->
                        duplicate.reason() + " " + duplicate.records().size())
                .containsExactly("ALT_IDENTIFIER 2", "ACCESS_URL 2", "TITLE 2", "IVOID 2");
        assertThat(found().get(1).value()).isEqualTo("https://example.org/q? (ivo://ivoa.net/std/ConeSearch)");
    }

    @Test
    void whatManyRecordsRightlyHaveInCommonIsNone() throws Exception {
        store("catalogue resource", "cat1", "One catalogue", "");
        store("catalogue resource", "cat2", "Another catalogue", "");
        store("organisation", "same1", "Same title", "");
        store("organisation", "same2", "Same title", "");
        desk.publication.retire(Desk.ivoid("same2"), 1, Desk.CURATOR, "it was one too many");
        assertThat(found()).isEmpty();
    }
}
