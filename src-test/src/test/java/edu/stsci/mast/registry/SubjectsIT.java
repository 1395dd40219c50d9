package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry whose operator has fetched the terms that subjects are to be of. */
class SubjectsIT {
    @TempDir
    Path folder;

    @Test
    void termsAreSuggestedInFormsWithTheirNames() throws Exception {
        Path terms = Files.writeString(folder.resolve("terms.json"), """
                {"uri": "http://www.example.org/rdf/subjects", "terms": {
                  "paper-stars": {"label": "Stars of paper"}, "stars": {"label": "Stars"}}}
                """);
        try (Registry registry = TestRegistry.start(
                folder.resolve("data"),
                "registry.tap.enabled",
                false,
                "registry.vocabularies.subjects",
                terms.toString())) {
            registry.loadExamples("mast");
            HttpClient editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
            Document options = Jsoup.parse(
                    StaffBrowser.get(editor, registry.url() + "/staff/suggestions/subject?content.subject=paper")
                            .body());
            assertThat(options.select("option").eachAttr("value")).containsExactly("paper-stars");
            assertThat(options.select("option").text()).isEqualTo("Stars of paper");
        }
    }
}
