package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What the forms of the pages about harvests do, and for whom. */
class HarvestSteeringIT extends HarvestPagesFixture {
    @Test
    void recordsInQuarantineCanBeRetriedAndDiscarded() throws Exception {
        Map<String, String> records = new HashMap<>();
        // Both belong to an authority that is ours, so that they cannot be taken.
        records.put("ivo://archive.stsci.edu/theirs", "One");
        records.put("ivo://archive.stsci.edu/other", "Two");
        Map<String, String> answers = new HashMap<>();
        HarvestSource source = add("Quarantined", server("ivo://q.example/registry", query -> {
            if (query.contains("verb=GetRecord")) {
                return answers.getOrDefault(
                        query.replaceAll(".*identifier=([^&]*).*", "$1"),
                        OaiXml.error("idDoesNotExist", "never heard of it"));
            }
            return OaiXml.records(
                    "ListRecords", records.keySet().stream().map(OaiXml::item).toArray(String[]::new));
        }));
        assertThat(harvest(source, false).quarantined()).isEqualTo(2);
        String address = "/staff/harvest/" + source.id();

        Document page = page(address);
        assertThat(page.select("#quarantine h3").eachText()).hasSize(2).contains("ivo://archive.stsci.edu/theirs");
        assertThat(page.select("#quarantine article").text()).contains("is ours");
        assertThat(page.select("#quarantine pre").text()).contains("<identifier>ivo://archive.stsci.edu/theirs");
        assertThat(page.select("#live .health").first().text()).isEqualTo("troubled");
        JsonNode inJson = json("/api/harvest/quarantine?source=" + source.id());
        assertThat(inJson.path("total").asInt()).isEqualTo(2);
        assertThat(inJson.path("records").path(0).path("reason").asText()).contains("is ours");

        // It is as it was.
        answers.put(
                "ivo://archive.stsci.edu/theirs",
                OaiXml.records("GetRecord", OaiXml.item("ivo://archive.stsci.edu/theirs")));
        Document refused = submit(retry(page, "ivo://archive.stsci.edu/theirs"), Map.of());
        assertThat(refused.select(".told").text()).contains("still cannot be taken");
        assertThat(refused.select("#quarantine article")).hasSize(2);

        // It was mended: it has another identifier now.
        answers.put(
                "ivo://archive.stsci.edu/theirs", OaiXml.records("GetRecord", OaiXml.item("ivo://q.example/mended")));
        Document taken = submit(retry(page, "ivo://archive.stsci.edu/theirs"), Map.of());
        assertThat(taken.select(".told").text()).contains("could be taken");
        assertThat(taken.select("#quarantine h3").eachText()).containsExactly("ivo://archive.stsci.edu/other");
        assertThat(get("/resource/q.example/mended").statusCode()).isEqualTo(200);

        Document discarded =
                submit(taken.select("#quarantine form[action$=discard]").first(), Map.of());
        assertThat(discarded.select(".told").text()).contains("taken out of quarantine");
        assertThat(discarded.select("#quarantine article")).isEmpty();
        assertThat(json("/api/harvest/quarantine?source=" + source.id())
                        .path("total")
                        .asInt())
                .isZero();

        harvest(source, true);
        Document again = page(address);
        assertThat(again.select("#quarantine article")).hasSize(2);
        answers.clear();
        Document gone = submit(retry(again, "ivo://archive.stsci.edu/other"), Map.of());
        assertThat(gone.select(".told").text()).contains("does not have the record any more");
        assertThat(gone.select("#quarantine article")).hasSize(1);
        mast.sources().remove(source.id());
    }

    private static Element retry(Document page, String identifier) {
        return page.select("#quarantine article:has(h3:contains(" + identifier + ")) form[action$=retry]")
                .first();
    }

    @Test
    void sourcesAreAddedPausedAndRescheduledByForms() throws Exception {
        Document page = submit(
                form(page("/staff/harvest"), "/sources"),
                Map.of("url", "http://127.0.0.1:1/oai?", "name", "By hand", "schedule", "0 0 0 1 1 ? 2098"));
        String address = page.location().replaceAll("^.*(/staff/harvest/\\d+).*$", "$1");
        assertThat(page.select("h1").text()).isEqualTo("By hand");

        Document paused = submit(form(page(address), "/enabled"), Map.of());
        assertThat(paused.select("#live .tag").text()).isEqualTo("paused");
        Document changed = submit(form(paused, "/schedule"), Map.of("schedule", "every 12 hours"));
        assertThat(facts(changed).get("Schedule")).startsWith("every 12 hours");
        assertThat(mast.sources().find("By hand").orElseThrow().schedule())
                .isEqualTo(new Schedule.Every(Duration.ofHours(12)));

        String token = token(changed);
        HttpResponse<String> wrong =
                post(address + "/schedule", Map.of("schedule", "now and then", "csrf", token), "Origin", mast.url());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(wrong.body()).select(".notice").text()).contains("'now and then' is not a schedule");
        HttpResponse<String> twice = post(
                "/staff/harvest/sources", Map.of("url", "http://127.0.0.1:1/oai", "csrf", token), "Origin", mast.url());
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("has the base URL");
        mast.sources().remove(mast.sources().find("By hand").orElseThrow().id());
    }

    private static String token(Document page) {
        return page.select("input[name=csrf]").first().attr("value");
    }

    @Test
    void onlyAdministratorsSeeTheFormsAndStrangersNothing() throws Exception {
        String address = "/staff/harvest/" + good.id();
        assertThat(page(address).select("main form[action^=/staff/harvest]")).isNotEmpty();
        for (Role role : List.of(Role.EDITOR, Role.CURATOR)) {
            HttpResponse<String> looking = StaffBrowser.signedIn(mast, role)
                    .send(
                            HttpRequest.newBuilder(URI.create(mast.url() + address))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(looking.statusCode()).isEqualTo(200);
            assertThat(Jsoup.parse(looking.body()).select("main form").eachAttr("action"))
                    .containsExactly("/staff/logout");
            assertThat(looking.body()).contains("Only administrators may change something here.");
        }
        HttpResponse<String> stranger = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(mast.url() + address))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(stranger.statusCode()).isEqualTo(303);
        assertThat(stranger.headers().firstValue("Location"))
                .contains(mast.url() + "/staff/login?next=%2Fstaff%2Fharvest%2F" + good.id());
    }

    @Test
    void whatAnAdministratorDoesIsInTheAuditLog() throws Exception {
        String address = "/staff/harvest/" + good.id();
        submit(form(page(address), "/enabled"), Map.of());
        submit(form(page(address), "/enabled"), Map.of());

        assertThat(mast.accounts().audit().read(AuditLog.Filter.NONE, Long.MAX_VALUE, 2))
                .extracting(AuditEntry::act, AuditEntry::subject, AuditEntry::actor, AuditEntry::outcome)
                .containsExactly(
                        tuple("enable source", good.name(), "administrator", AuditEntry.Outcome.DONE),
                        tuple("pause source", good.name(), "administrator", AuditEntry.Outcome.DONE));
    }

    @Test
    void aHarvestThatHangsCanBeStopped() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HarvestSource source = add("Hanging", server("ivo://hanging.example/registry", query -> {
            if (!query.contains("resumptionToken")) {
                return OaiXml.page("more", OaiXml.item("ivo://hanging.example/a"));
            }
            awaitQuietly(never);
            return OaiXml.page("");
        }));
        String address = "/staff/harvest/" + source.id();
        submit(form(page(address), "/harvest"), Map.of());
        Document running = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").text().contains("1 record so far"));

        Document stopping = submit(form(running, "/stop"), Map.of());

        assertThat(stopping.select(".told").text()).isEqualTo("The harvest was told to stop.");
        Document stopped = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").isEmpty());
        Element row = stopped.select("table.runs tbody tr").first();
        assertThat(cell(row, "State")).startsWith("failed").contains("stopped by a person");
        assertThat(cell(row, "New")).isEqualTo("1");
        assertThat(get("/resource/hanging.example/a").statusCode()).isEqualTo(200);
        assertThat(submit(form(stopped, "/stop"), Map.of()).select(".told").text())
                .isEqualTo("No harvest of this source was running.");
        never.countDown();
        mast.sources().remove(source.id());
    }

    @Test
    void removalsThatAreTooManyWaitForADecision() throws Exception {
        String[] all = IntStream.range(0, 40)
                .mapToObj(i -> OaiXml.item("ivo://fewer.example/r" + i))
                .toArray(String[]::new);
        String[] fewer = IntStream.range(0, 40)
                .mapToObj(i -> i < 30 ? OaiXml.tombstone("ivo://fewer.example/r" + i) : all[i])
                .toArray(String[]::new);
        AtomicReference<String[]> present = new AtomicReference<>(all);
        HarvestSource source = add(
                "Fewer", server("ivo://fewer.example/registry", query -> OaiXml.records("ListRecords", present.get())));
        String address = "/staff/harvest/" + source.id();
        assertThat(harvest(source, true).created()).isEqualTo(40);
        present.set(fewer);
        assertThat(harvest(source, true).state()).isEqualTo(HarvestReport.State.HELD);

        Document held = page(address);
        assertThat(held.select("#live .health").first().text()).isEqualTo("held");
        assertThat(held.select("#removals h2").text()).endsWith(": 30");
        assertThat(held.select("#removals li")).hasSize(30);
        assertThat(facts(held)).containsEntry("Records held", "41"); // with the registry's own
        assertThat(json("/api/harvest/sources/" + source.id() + "/removals")
                        .path("total")
                        .asInt())
                .isEqualTo(30);
        assertThat(page("/staff/harvest").select("tr:has(a:contains(Fewer))").text())
                .contains("held", "30 removals held");

        Document approved = submit(form(held, "/removals/approve"), Map.of());
        assertThat(approved.select(".told").text()).contains("were approved");
        harvest(source, true);
        Document after = page(address);
        assertThat(after.select("#removals")).isEmpty();
        assertThat(facts(after)).containsEntry("Records held", "11");
        assertThat(get("/resource/fewer.example/r3").statusCode()).isEqualTo(410);
        mast.sources().remove(source.id());
    }

    @Test
    void rejectedRemovalsStayUndone() throws Exception {
        String[] all = IntStream.range(0, 30)
                .mapToObj(i -> OaiXml.item("ivo://kept.example/r" + i))
                .toArray(String[]::new);
        String[] none = IntStream.range(0, 30)
                .mapToObj(i -> OaiXml.tombstone("ivo://kept.example/r" + i))
                .toArray(String[]::new);
        AtomicReference<String[]> present = new AtomicReference<>(all);
        HarvestSource source = add(
                "Kept", server("ivo://kept.example/registry", query -> OaiXml.records("ListRecords", present.get())));
        String address = "/staff/harvest/" + source.id();
        harvest(source, true);
        present.set(none);
        assertThat(harvest(source, true).state()).isEqualTo(HarvestReport.State.HELD);

        Document rejected = submit(form(page(address), "/removals/reject"), Map.of());

        assertThat(rejected.select(".told").text()).contains("were rejected");
        assertThat(rejected.select("#removals")).isEmpty();
        assertThat(harvest(source, true).state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(facts(page(address))).containsEntry("Records held", "31"); // with the registry's own
        assertThat(get("/resource/kept.example/r3").statusCode()).isEqualTo(200);
        mast.sources().remove(source.id());
    }

    @Test
    void aComparisonFindsWhatHasVanished() throws Exception {
        AtomicReference<List<String>> names = new AtomicReference<>(
                List.of("ivo://vanish.example/a", "ivo://vanish.example/b", "ivo://vanish.example/c"));
        HarvestSource source = add("Vanishing", server("ivo://vanish.example/registry", query -> {
            if (query.contains("verb=GetRecord")) {
                return OaiXml.error("idDoesNotExist", "no such record");
            } else if (query.contains("verb=ListIdentifiers")) {
                return OaiXml.records(
                        "ListIdentifiers",
                        names.get().stream().map(OaiXml::header).toArray(String[]::new));
            }
            return OaiXml.records(
                    "ListRecords", names.get().stream().map(OaiXml::item).toArray(String[]::new));
        }));
        String address = "/staff/harvest/" + source.id();
        harvest(source, true);
        names.set(names.get().subList(0, 2));

        Document ordered = submit(form(page(address), "/reconcile"), Map.of());

        assertThat(ordered.select(".told").text()).contains("comparison with what we hold was ordered");
        Document compared = await().atMost(LIMIT).until(() -> page(address), p -> p.select("#reconciliations .health")
                .text()
                .equals("complete"));
        Element row = compared.select("#reconciliations tbody tr").first();
        assertThat(cell(row, "Listed")).isEqualTo("2");
        assertThat(cell(row, "Vanished")).isEqualTo("1");
        assertThat(cell(row, "Removed")).isEqualTo("1");
        assertThat(get("/resource/vanish.example/c").statusCode()).isEqualTo(410);
        assertThat(get("/resource/vanish.example/a").statusCode()).isEqualTo(200);
        mast.sources().remove(source.id());
    }

    @Test
    void aNewScheduleTakesEffectAtOnce() throws Exception {
        HarvestSource source = add(
                "Rescheduled",
                server(
                        "ivo://times.example/registry",
                        query -> OaiXml.records("ListRecords", OaiXml.item("ivo://times.example/a"))));
        String address = "/staff/harvest/" + source.id();
        assertThat(facts(page(address)).get("Schedule")).endsWith("next 2099-01-01 00:00:00 UTC");

        Document changed = submit(form(page(address), "/schedule"), Map.of("schedule", "0 0 0 1 1 ? 2098"));
        assertThat(facts(changed).get("Schedule")).endsWith("next 2098-01-01 00:00:00 UTC");
        assertThat(mast.harvesting().runs().latest(source.id(), 1)).isEmpty();

        submit(form(changed, "/schedule"), Map.of("schedule", "* * * * * ?"));
        await().atMost(LIMIT)
                .until(
                        () -> mast.harvesting().runs().latest(source.id(), 1),
                        runs -> !runs.isEmpty() && runs.get(0).state() == HarvestReport.State.COMPLETE);
        assertThat(facts(submit(form(page(address), "/schedule"), Map.of("schedule", "0 0 0 1 1 ? 2097")))
                        .get("Schedule"))
                .contains("0 0 0 1 1 ? 2097");
        mast.sources().setEnabled(source.id(), false);
        mast.scheduler().arrangeTimes();
    }
}
