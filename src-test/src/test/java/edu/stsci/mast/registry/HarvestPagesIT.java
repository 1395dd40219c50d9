package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What the pages about harvests show, and the same in JSON. */
class HarvestPagesIT extends HarvestPagesFixture {
    @Test
    void theCountsOfARunAreTheSameOnAllPagesAndInJson() throws Exception {
        HarvestReport report = mast.harvesting().runs().latest(good.id(), 1).get(0);
        assertThat(report.created()).isGreaterThan(5);

        Element row = page("/staff/harvest/" + good.id())
                .select("table.runs tbody tr")
                .first();
        assertThat(row.select("th").text()).startsWith(Long.toString(report.run()));
        assertThat(cell(row, "New")).isEqualTo(Integer.toString(report.created()));
        assertThat(cell(row, "Unchanged")).isEqualTo(Integer.toString(report.unchanged()));
        assertThat(cell(row, "State")).isEqualTo("complete");

        Document run = page(row.select("th a").attr("href"));
        assertThat(run.select(".figures").text()).contains(report.created() + " new", "0 in quarantine");
        assertThat(facts(run).get("Asked for")).startsWith("all records in the set ivo_managed");

        JsonNode source = json("/api/harvest/sources/" + good.id());
        assertThat(source.path("health").asText()).isEqualTo("good");
        assertThat(source.path("registry").asText()).isEqualTo("ivo://observatory.example/registry");
        // The registry's own record comes with Identify, too, and before the list.
        int held = report.created() + report.unchanged();
        assertThat(source.path("records").asInt()).isEqualTo(held);
        assertThat(facts(page("/staff/harvest/" + good.id()))).containsEntry("Records held", Integer.toString(held));
        JsonNode inJson =
                json("/api/harvest/sources/" + good.id() + "/runs").path("runs").path(0);
        assertThat(inJson).isEqualTo(json("/api/harvest/runs/" + report.run()));
        assertThat(inJson.path("created").asInt()).isEqualTo(report.created());
        assertThat(inJson.path("requests").asInt()).isEqualTo(report.requests());
    }

    @Test
    void theOverviewShowsEachSourceWithItsHealthAndTrend() throws Exception {
        Document page = page("/staff/harvest");
        Element row = page.select("table.sources tbody tr:has(th a:contains(The Observatory))")
                .first();

        assertThat(row.select("th").text()).contains("ivo://observatory.example/registry", observatory.url() + "/oai");
        assertThat(cell(row, "Health")).startsWith("good");
        assertThat(row.select("svg[role=img]").attr("aria-label"))
                .contains("run", "none of them failed", "Records changed: ");
        JsonNode source = json("/api/harvest/sources/" + good.id());
        assertThat(row.select("svg g")).hasSize(source.path("trend").size());
        assertThat(cell(row, "Records")).isEqualTo(source.path("records").asText());
        assertThat(cell(row, "Last success"))
                .isEqualTo(source.path("lastSuccess").asText().substring(0, 19).replace('T', ' '));
        assertThat(page.select("main a[href^=/], main form").eachAttr("href")).contains("/staff/harvest/anomalies");
        assertThat(get("/static/htmx.js").statusCode()).isEqualTo(200);
    }

    @Test
    void aSourceThatFailsIsShownWithTheReason() throws Exception {
        // Answers, but not as a registry does.
        HarvestSource source =
                add("zz Broken", server("ivo://broken.example/registry", query -> "<html><p>Sorry</html>"));
        HarvestReport report = harvest(source, false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        Document overview = page("/staff/harvest");
        Element row = overview.select("table.sources tbody tr:has(th a:contains(Broken))")
                .first();
        assertThat(cell(row, "Health")).startsWith("failing").contains(report.failure());
        assertThat(row.elementSiblingIndex())
                .as("what needs attention comes first")
                .isLessThan(overview.select("table.sources tbody tr:has(a[href=/staff/harvest/" + good.id() + "])")
                        .first()
                        .elementSiblingIndex());
        assertThat(row.select("svg g.failed")).hasSize(1);
        assertThat(row.select("svg").attr("aria-label")).contains("1 of them failed");
        assertThat(cell(row, "Last success")).isEqualTo("never");
        assertThat(page("/staff/harvest/" + source.id()).select("#live > p").text())
                .contains(report.failure());
        JsonNode json = json("/api/harvest/sources/" + source.id());
        assertThat(json.path("health").asText()).isEqualTo("failing");
        assertThat(json.path("sentence").asText()).contains(report.failure());
        assertThat(json.path("lastSuccess").isNull()).isTrue();
        mast.sources().remove(source.id());
    }

    @Test
    void aRunningHarvestIsShownAsFarAsItHasCome() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        HarvestSource source = add("Slow", server("ivo://slow.example/registry", query -> {
            if (!query.contains("resumptionToken")) {
                return OaiXml.page("more", OaiXml.item("ivo://slow.example/a"), OaiXml.item("ivo://slow.example/b"));
            }
            awaitQuietly(goOn);
            return OaiXml.page("", OaiXml.item("ivo://slow.example/c"));
        }));
        String address = "/staff/harvest/" + source.id();
        submit(form(page(address), "/harvest"), Map.of());

        Document page = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").text().contains("2 records so far"));

        assertThat(page.select(".progress .figures").text()).contains("1 page ", "records a second");
        // Without JavaScript the page itself is asked for again, with it a part of it.
        assertThat(page.select("head noscript").html()).contains("http-equiv=\"refresh\"");
        assertThat(page.select("#live").attr("hx-get")).startsWith(address);
        assertThat(page.select("#live").attr("hx-trigger")).isEqualTo("every 2s");
        assertThat(page("/staff/harvest")
                        .select("tr:has(a:contains(Slow)) .running")
                        .text())
                .contains("running");
        JsonNode running = json("/api/harvest/sources/" + source.id()).path("running");
        assertThat(running.path("created").asInt()).isEqualTo(2);
        assertThat(running.path("state").asText()).isEqualTo("RUNNING");

        goOn.countDown();
        Document after = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").isEmpty());
        assertThat(cell(after.select("table.runs tbody tr").first(), "New")).isEqualTo("3");
        assertThat(after.select("head noscript")).isEmpty();
        mast.sources().remove(source.id());
    }

    @Test
    void whatDoesNotExistIsSaidInAPageAndInJson() throws Exception {
        for (String address : List.of("/staff/harvest/999999", "/staff/harvest/runs/999999")) {
            HttpResponse<String> page = get(address);
            assertThat(page.statusCode()).as(address).isEqualTo(404);
            assertThat(Jsoup.parse(page.body()).select("h1").text()).startsWith("No such");
        }
        for (String address : List.of(
                "/api/harvest/sources/999999",
                "/api/harvest/sources/999999/runs",
                "/api/harvest/runs/999999",
                "/api/harvest/quarantine?source=999999",
                "/api/harvest/nothing")) {
            HttpResponse<String> answer = get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotBlank();
        }
        HttpResponse<String> wrong = get("/api/harvest/quarantine?limit=many");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(wrong.body()).path("error").asText()).contains("limit", "many");
    }

    @Test
    void theAnomaliesTellTheSharesOfInvalidRecordsByRegistry() throws Exception {
        Document page = page("/staff/harvest/anomalies");
        JsonNode json = json("/api/harvest/anomalies");
        Element row = page.select(".shares tr:has(th:contains(ivo://observatory.example/registry))")
                .first();

        assertThat(cell(row, "Records"))
                .isEqualTo(json("/api/harvest/sources/" + good.id())
                        .path("records")
                        .asText());
        assertThat(cell(row, "Share")).isEqualTo("0 %");
        assertThat(json.path("invalidShares").toString()).contains("ivo://observatory.example/registry");
        assertThat(page.select("h2").eachText())
                .containsExactly(
                        "Claims of others to our authorities",
                        "Authorities that several registries declare",
                        "Authorities that no registry declares",
                        "One record from two registries",
                        "Registries without a record of themselves",
                        "Records that break their schema");
    }

    @Test
    void theCommandListsTheSourcesBesideTheServer() throws Exception {
        RegistryProcess table = RegistryProcess.run(
                folder, "harvest", "--list", "--data", folder.resolve("mast").toString());
        RegistryProcess inJson = RegistryProcess.run(
                folder,
                "harvest",
                "The Observatory",
                "--list",
                "--json",
                "--data",
                folder.resolve("mast").toString());

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out()).containsPattern("The Observatory +good +0 0 0 1 1 \\? 2099 +\\d{4}-\\d\\d-\\d\\d ");
        assertThat(inJson.out()).startsWith("{");
        JsonNode source = JSON.readTree(inJson.out()).path("sources").path(0);
        assertThat(source).isEqualTo(json("/api/harvest/sources/" + good.id()));
    }

    @Test
    void whatAServerSendsIsShownAsTextAndNeverAsPartOfThePage() throws Exception {
        String script = "<script>document.title='taken'</script>";
        HarvestSource source = add("Scripted", server("ivo://scripted.example/registry", query -> {
            if (query.contains("resumptionToken")) {
                return "<html>" + script + "</html>";
            }
            return OaiXml.page(
                    "more",
                    OaiXml.item("ivo://archive.stsci.edu/stolen")
                            .replace("<description>d</description>", "<description>" + script + "</description>"));
        }));
        HarvestReport report = harvest(source, false);
        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.quarantined()).isEqualTo(1);

        for (String address :
                List.of("/staff/harvest", "/staff/harvest/" + source.id(), "/staff/harvest/runs/" + report.run())) {
            Document page = page(address);
            assertThat(page.select("script")).as(address).allMatch(element -> element.attr("src")
                    .equals("/static/htmx.js"));
        }
        Document run = page("/staff/harvest/runs/" + report.run());
        assertThat(run.select(".problems pre").text()).contains(script);
        assertThat(run.select("article.quarantined pre").text()).contains(script);
        assertThat(json("/api/harvest/runs/" + report.run() + "/problems").toString())
                .contains(script);
        mast.sources().remove(source.id());
    }

    @Test
    void theAnomaliesTellOfClaimsToOursAndOfOneRecordFromTwoRegistries() throws Exception {
        String ours =
                "<managedAuthority>archive.stsci.edu</managedAuthority><managedAuthority>both.example</managedAuthority>";
        String theirs = "<managedAuthority>both.example</managedAuthority>";
        String record = OaiXml.item("ivo://both.example/one");
        HarvestSource claimant = add(
                "Claimant",
                server(
                        "ivo://both.example/registry",
                        query ->
                                OaiXml.records("ListRecords", declaring("ivo://both.example/registry", ours), record)));
        HarvestSource other = add(
                "Other",
                server(
                        "ivo://other.example/registry",
                        query -> OaiXml.records(
                                "ListRecords", declaring("ivo://other.example/registry", theirs), record)));
        harvest(claimant, true);
        harvest(other, true);

        Document page = page("/staff/harvest/anomalies");
        assertThat(page.select("#claims ~ table").first().text())
                .contains("archive.stsci.edu", "ivo://both.example/registry");
        assertThat(page.select("#shared ~ table").first().text())
                .contains("both.example", "ivo://both.example/registry", "ivo://other.example/registry");
        Element contested = page.select("#contested ~ table tbody tr").first();
        assertThat(contested.select("th").text()).isEqualTo("ivo://both.example/one");
        assertThat(cell(contested, "Kept from")).isEqualTo("ivo://both.example/registry");
        assertThat(cell(contested, "Also delivered by")).isEqualTo("ivo://other.example/registry");
        assertThat(cell(contested, "Why")).contains("both.example");
        JsonNode json = json("/api/harvest/anomalies");
        assertThat(json.path("claimsToOurs").path(0).path("registries").path(0).asText())
                .isEqualTo("ivo://both.example/registry");
        assertThat(json.path("contestedRecords").path(0).path("ivoid").asText()).isEqualTo("ivo://both.example/one");
        mast.sources().remove(claimant.id());
        mast.sources().remove(other.id());
    }

    private static String declaring(String registry, String authorities) {
        return OaiXml.registry(registry, "http://127.0.0.1:1/oai")
                .replace("<full>false</full>", "<full>false</full>" + authorities);
    }
}
