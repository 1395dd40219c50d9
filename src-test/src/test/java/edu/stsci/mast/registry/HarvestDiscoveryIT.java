package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The Registry of Registries is asked by a form or a command, and what it lists becomes proposals that a person decides upon. */
class HarvestDiscoveryIT extends HarvestPagesFixture {
    private static final String A = "ivo://a.example/registry";
    private static final String B = "ivo://b.example/registry";

    private static void list(String... registries) {
        rofrAnswers.set(query -> OaiXml.records("ListRecords", registries));
    }

    private Document ask(String outcome) throws Exception {
        Document asked = submit(form(page("/staff/harvest"), "/discover"), Map.of());
        assertThat(asked.select(".told").text()).contains("is asked as soon as a server is free");
        return await().atMost(LIMIT).until(() -> page("/staff/harvest"), page -> page.select("#discovery .outcome")
                .text()
                .contains(outcome));
    }

    @Test
    void whatIsListedIsProposedAndDecidedUpon() throws Exception {
        list(OaiXml.registry(A, "http://127.0.0.1:1/a"), OaiXml.registry(B, "http://127.0.0.1:1/b"));

        Document proposed = ask("lists 2 other registries; 2 new proposals");

        assertThat(proposed.select("#discovery article").eachText())
                .hasSize(2)
                .allMatch(text -> text.startsWith("new"));
        Document accepted = submit(
                proposed.select("form:has(button[aria-label='Accept: " + A + "'])")
                        .first(),
                Map.of());
        assertThat(accepted.select(".told").text()).isEqualTo("The proposal was carried out.");
        assertThat(accepted.select("table.sources th").text()).contains(A, "http://127.0.0.1:1/a");
        assertThat(mast.sources().find(A).orElseThrow().discovered()).isTrue();
        HttpResponse<String> twice = post(
                proposed.select("form:has(button[aria-label='Accept: " + A + "'])")
                        .attr("action"),
                Map.of("csrf", accepted.select("input[name=csrf]").first().attr("value")),
                "Origin",
                mast.url());
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("is not open any more: it is accepted");

        Document rejected = submit(
                accepted.select("form:has(button[aria-label='Reject: " + B + "'])")
                        .first(),
                Map.of());
        assertThat(rejected.select("#discovery article")).isEmpty();
        assertThat(mast.sources().find(B)).isEmpty();
        assertThat(ask("lists 2 other registries; nothing new").select("#discovery article"))
                .isEmpty();
        assertThat(json("/api/harvest/proposals?state=rejected")
                        .path("proposals")
                        .path(0)
                        .path("registry")
                        .asText())
                .isEqualTo(B);

        rofrAnswers.set(query -> "<html><p>Sorry</html>");
        assertThat(ask("its list could not be read")
                        .select("#discovery .outcome")
                        .text())
                .contains("That last succeeded at 2");
        JsonNode json = json("/api/harvest/discovery");
        assertThat(json.path("last").path("failure").asText()).isNotBlank();
        assertThat(json.path("last").path("lastSuccess").asText()).isNotBlank();
        assertThat(mast.sources().find(A).orElseThrow().enabled())
                .as("a failure says nothing about registries")
                .isTrue();
        mast.sources().remove(mast.sources().find(A).orElseThrow().id());
    }

    @Test
    void theCommandAsksBesideTheServer() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("rofr.conf"),
                "registry.harvest.registry-of-registries = \""
                        + json("/api/harvest/discovery").path("url").asText() + "\"");
        String[] command = {
            "harvest",
            "--discover",
            "--config",
            settings.toString(),
            "--data",
            folder.resolve("mast").toString()
        };
        list(OaiXml.registry("ivo://c.example/registry", "http://127.0.0.1:1/c"));

        RegistryProcess found = RegistryProcess.run(folder, command);

        assertThat(found.exitCode()).as(found.err()).isZero();
        assertThat(found.out())
                .startsWith(
                        "The Registry of Registries lists 1 other registry; 1 new proposal, 0 carried out, 1 to decide upon")
                .contains("new   ivo://c.example/registry: http://127.0.0.1:1/c");
        assertThat(page("/staff/harvest").select("#discovery").text())
                .contains("lists one other registry", "ivo://c.example/registry");

        rofrAnswers.set(query -> "<html><p>Sorry</html>");
        RegistryProcess failed = RegistryProcess.run(folder, command);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).startsWith("The Registry of Registries could not be read; nothing was proposed: ");
    }
}
