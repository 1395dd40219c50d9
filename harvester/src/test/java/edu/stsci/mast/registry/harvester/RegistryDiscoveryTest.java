package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Registry of Registries lists becomes proposals, and by a curator's word, or at once, sources. */
class RegistryDiscoveryTest {
    private static final Ivoid OURSELVES = Ivoid.of("ivo://archive.stsci.edu/nvoregistry");
    private static final Ivoid A = Ivoid.of("ivo://a.org/registry");
    private static final Ivoid B = Ivoid.of("ivo://b.org/registry");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock("2024-05-01T12:00:00Z");
    private FakeRegistry rofr;
    private Database database;
    private HarvestSources sources;
    private Proposals proposals;
    private OaiClient client;

    @BeforeEach
    void open() throws Exception {
        rofr = new FakeRegistry("ivo://ivoa.net/rofr", "ivoa.net");
        database = TestDatabase.open(folder);
        sources = new HarvestSources(database.dataSource(), clock);
        proposals = new Proposals(database.dataSource(), clock);
        client = new OaiClient(OaiClientSettings.of("test"), clock, (pause, stop) -> {});
        list(A, "http://a.org/oai?");
        list(B, "http://b.org/oai");
        list(OURSELVES, "http://archive.stsci.edu/oai");
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
        rofr.close();
    }

    @Test
    void newRegistriesAreProposedAndBecomeSourcesWhenAccepted() {
        rofr.putItem("ivo://old.org/registry", item("ivo://old.org/registry", "http://old.org/oai", "inactive"));
        rofr.putItem(
                "ivo://none.org/registry",
                item("ivo://none.org/registry", "http://none.org/oai", "active")
                        .replace("vg:OAIHTTP", "vr:WebBrowser"));
        rofr.put("ivo://a.org/something", "No registry");

        DiscoveryReport report = discover(false);

        assertThat(report.failure()).isEmpty();
        assertThat(report.registries()).isEqualTo(2);
        assertThat(report.proposals()).hasSize(2);
        assertThat(report.problems()).containsExactly("ivo://none.org/registry: the record has no OAI-PMH interface");
        assertThat(rofr.requests()).contains("verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_publishers");
        assertThat(sources.list()).isEmpty();
        assertThat(proposals.list(Proposal.State.OPEN, 10))
                .extracting(Proposal::kind, Proposal::registry, Proposal::newUrl)
                .containsExactly(
                        tuple(Proposal.Kind.NEW, A, "http://a.org/oai"),
                        tuple(Proposal.Kind.NEW, B, "http://b.org/oai"));

        long id = report.proposals().get(0);
        proposals.accept(id, "curator");

        assertThat(sources.list()).singleElement().satisfies(source -> {
            assertThat(source.registry()).contains(A);
            assertThat(source.baseUrl()).isEqualTo("http://a.org/oai");
            assertThat(source.set()).isEqualTo("ivo_managed");
            assertThat(source.discovered()).isTrue();
            assertThat(source.enabled()).isTrue();
        });
        assertThat(proposals.get(id).orElseThrow().decidedBy()).contains("curator");
        assertThatThrownBy(() -> proposals.reject(id, "another"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not open any more: it is accepted");
        assertThat(discover(false).proposals()).as("nothing is new").isEmpty();
    }

    @Test
    void aRejectedProposalComesBackOnlyWithOtherContent() {
        proposals.reject(discover(false).proposals().get(0), "curator");
        assertThat(discover(false).proposals()).isEmpty();
        assertThat(proposals.list(Proposal.State.OPEN, 10))
                .extracting(Proposal::registry)
                .containsExactly(B);

        list(A, "http://a.org/new-oai");

        assertThat(discover(false).proposals()).hasSize(1);
        assertThat(proposals.list(Proposal.State.OPEN, 10))
                .extracting(Proposal::newUrl)
                .containsExactlyInAnyOrder("http://b.org/oai", "http://a.org/new-oai");
    }

    @Test
    void changesAreAppliedAtOnceWhenConfiguredSo() {
        assertThat(discover(true).applied()).hasSize(2);
        assertThat(sources.list()).hasSize(2);

        list(A, "https://a.org/oai");
        rofr.delete(B.toString());
        DiscoveryReport report = discover(true);

        assertThat(report.applied()).hasSize(2);
        assertThat(source(A).baseUrl()).isEqualTo("https://a.org/oai");
        assertThat(source(B).enabled())
                .as("one that is gone is paused, not removed")
                .isFalse();
        assertThat(discover(true).proposals()).isEmpty();
    }

    @Test
    void aListThatLostMostRegistriesPausesNone() {
        FakeRegistry.names("ivo://many.org/registry", 20)
                .forEach(ivoid -> list(Ivoid.of(ivoid), "http://many.org/oai/" + ivoid.replaceAll(".*/", "")));
        discover(true);
        FakeRegistry.names("ivo://many.org/registry", 12).forEach(rofr::lose);

        DiscoveryReport report = discover(true);

        assertThat(report.proposals()).hasSize(12);
        assertThat(report.applied()).isEmpty();
        assertThat(sources.list()).hasSize(22).allMatch(HarvestSource::enabled);
        assertThat(proposals.list(Proposal.State.OPEN, 100)).hasSize(12).allMatch(p -> p.kind() == Proposal.Kind.GONE);
    }

    @Test
    void sourcesAddedByHandAreNeverGone() {
        sources.add(new NewSource(
                "hand", "http://hand.org/oai", Optional.of(Ivoid.of("ivo://hand.org/r")), "", Schedule.DAILY, true));
        sources.add(new NewSource("b", "http://b.org/oai", Optional.empty(), "", Schedule.DAILY, true));

        discover(false);

        assertThat(proposals.list(Proposal.State.OPEN, 10))
                .extracting(Proposal::registry)
                .as("b.org is known by its address")
                .containsExactly(A);
    }

    @Test
    void aProposalWhoseReasonIsOverIsWithdrawn() {
        long id = discover(false).proposals().get(0);
        rofr.lose(A.toString());

        discover(false);

        assertThat(proposals.get(id).orElseThrow().state()).isEqualTo(Proposal.State.WITHDRAWN);
        assertThatThrownBy(() -> proposals.accept(id, "curator")).hasMessageContaining("it is withdrawn");
    }

    @Test
    void nothingIsConcludedFromAFailure() {
        discover(true);
        Discoveries discoveries = new Discoveries(database.dataSource(), clock);
        Discovery first = discoveries.latest().orElseThrow();
        assertThat(first.registries()).isEqualTo(2);
        assertThat(first.applied()).isEqualTo(2);
        assertThat(first.lastSuccess()).isEqualTo(first.ended()).contains(clock.instant());
        rofr.close();

        DiscoveryReport report = discover(true);

        assertThat(discoveries.latest().orElseThrow().failure()).isEqualTo(report.failure());
        assertThat(discoveries.latest().orElseThrow().lastSuccess()).isEqualTo(first.lastSuccess());

        assertThat(report.failure()).isNotEmpty();
        assertThat(report.proposals()).isEmpty();
        assertThat(sources.list()).hasSize(2).allMatch(HarvestSource::enabled);
    }

    private DiscoveryReport discover(boolean apply) {
        return new RegistryDiscovery(
                        database.dataSource(),
                        new DocumentNormaliser(SchemaValidator.shared()),
                        client,
                        new DiscoverySettings(rofr.url(), Schedule.DAILY, apply, OURSELVES),
                        clock)
                .discover(new StopSignal());
    }

    private HarvestSource source(Ivoid registry) {
        return sources.find(registry.toString()).orElseThrow();
    }

    private void list(Ivoid registry, String url) {
        rofr.putItem(registry.toString(), item(registry.toString(), url, "active"));
    }

    private static String item(String registry, String url, String status) {
        String capability = "<capability xsi:type=\"vg:Search\" standardID=\"ivo://ivoa.net/std/Registry\">"
                + "<interface xsi:type=\"vr:WebService\" role=\"std\"><accessURL use=\"full\">http://wrong.org/</accessURL>"
                + "</interface></capability>"
                + "<capability xsi:type=\"vg:Harvest\" standardID=\"ivo://ivoa.net/std/Registry\">"
                + "<interface xsi:type=\"vg:OAIHTTP\" role=\"std\" version=\"1.0\"><accessURL use=\"base\"> " + url
                + " </accessURL></interface><maxRecords>0</maxRecords></capability>";
        return "<record><header><identifier>" + registry + "</identifier><datestamp>x</datestamp></header><metadata>"
                + Xml.registryRecord(registry, "x.org")
                        .replace("<full>", capability + "<full>")
                        .replace("status=\"active\"", "status=\"" + status + "\"")
                + "</metadata></record>";
    }
}
