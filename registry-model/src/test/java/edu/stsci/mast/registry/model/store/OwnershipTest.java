package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From which registry a record is taken, and what is told of registries that do not agree. */
class OwnershipTest {
    private static final String AT_HOME = "ivo://shared.org/registry";
    private static final String OTHER = "ivo://aaa.org/registry";
    private static final Ivoid RECORD = Ivoid.of("ivo://shared.org/record");

    @TempDir
    Path folder;

    private Database database;
    private MasterCopy masterCopy;
    private Anomalies anomalies;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
        anomalies = new Anomalies(database.dataSource(), masterCopy.managedAuthorities());
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Both orders of the claims and of the deliveries: the letters say who delivers what, R its registry record, x the contested one. */
    @ParameterizedTest
    @ValueSource(strings = {"hR hx oR ox", "oR ox hR hx", "hR oR ox hx", "hx ox hR oR", "ox hx oR hR", "oR hR hx ox"})
    void twoRegistriesThatClaimOneAuthorityNeverTakeTurns(String deliveries) {
        for (String delivery : deliveries.split(" ")) {
            deliver(delivery);
        }
        // Each delivers everything once more, as full harvests do.
        deliver("oR");
        deliver("ox");
        deliver("hR");
        deliver("hx");
        int settled = masterCopy.history(RECORD).size();

        for (int round = 0; round < 5; round++) {
            deliver("ox");
            deliver("hx");
            deliver("oR");
            deliver("hR");
        }

        assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(Ivoid.of(AT_HOME));
        assertThat(masterCopy.find(RECORD).orElseThrow().title()).isEqualTo("From " + AT_HOME);
        assertThat(masterCopy.history(RECORD)).as("no further version").hasSize(settled);
    }

    @Test
    void ofTwoStrangersTheOlderRegistryIsPreferred() {
        String older = "ivo://zzz.org/registry";
        save(OTHER, registry(OTHER, "2020-01-01T00:00:00Z"));
        save(OTHER, SampleRecords.organisation(RECORD.toString(), "Newer"));
        save(older, registry(older, "2001-01-01T00:00:00Z"));

        assertThat(save(older, SampleRecords.organisation(RECORD.toString(), "Older"))
                        .refusals())
                .isEmpty();
        assertThat(save(OTHER, SampleRecords.organisation(RECORD.toString(), "Newer"))
                        .refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("both declare the authority shared.org"));
        assertThat(masterCopy.find(RECORD).orElseThrow().title()).isEqualTo("Older");
    }

    @Test
    void aLesserRegistryKeepsWhatOnlyItDelivers() {
        deliver("hR");
        deliver("oR");
        deliver("ox");

        assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(Ivoid.of(OTHER));
    }

    @Test
    void aLesserRegistryNeitherDeletesNorBringsBackWhatABetterOneHasDecided() {
        deliver("hR");
        deliver("oR");
        deliver("hx");
        assertThat(delete(OTHER).refusals()).hasSize(1);
        assertThat(masterCopy.find(RECORD).orElseThrow().status()).isEqualTo(RecordStatus.ACTIVE);

        delete(AT_HOME);
        deliver("ox");
        delete(AT_HOME);
        deliver("ox");

        assertThat(masterCopy.find(RECORD).orElseThrow().status()).isEqualTo(RecordStatus.DELETED);
        assertThat(masterCopy.history(RECORD)).hasSize(2);
    }

    @Test
    void whereNobodyDeclaresTheAuthorityTheFirstKeepsTheRecordUntilItDeletesIt() {
        deliver("ox");
        deliver("hx");
        deliver("ox");
        assertThat(masterCopy.history(RECORD)).hasSize(1);
        assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(Ivoid.of(OTHER));

        delete(OTHER);
        deliver("hx");
        delete(OTHER);

        assertThat(masterCopy.find(RECORD).orElseThrow().status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(Ivoid.of(AT_HOME));
    }

    @Test
    void aRegistryThatIsNotActiveClaimsNothing() {
        save(
                OTHER,
                SampleRecords.normalised(registry(OTHER, "2001-01-01T00:00:00Z")
                        .toString()
                        .replace("status=\"active\"", "status=\"inactive\"")));

        deliver("hx");

        assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(Ivoid.of(AT_HOME));
    }

    @Test
    void tellsWhatIsNotInOrder() {
        deliver("hR");
        deliver("hx");
        deliver("oR");
        save("ivo://shy.org/registry", SampleRecords.organisation("ivo://unknown.org/a", "A"));
        save("ivo://shy.org/registry", SampleRecords.organisation("ivo://unknown.org/b", "B"));
        save(
                "ivo://shy.org/registry",
                SampleRecords.normalised(SampleRecords.organisationXml("ivo://unknown.org/c", "C", "active")
                        .replace("<content>", "<content><wrong/>")));
        save("ivo://bold.org/registry", SampleRecords.registry("ivo://bold.org/registry", "archive.stsci.edu"));

        assertThat(anomalies.sharedAuthorities())
                .containsExactly(new Anomalies.SharedAuthority(
                        "shared.org", false, List.of(Ivoid.of(AT_HOME), Ivoid.of(OTHER))));
        assertThat(anomalies.claimsToOurs(Ivoid.of("ivo://archive.stsci.edu/registry")))
                .containsExactly(new Anomalies.SharedAuthority(
                        "archive.stsci.edu", true, List.of(Ivoid.of("ivo://bold.org/registry"))));
        assertThat(anomalies.undeclaredAuthorities())
                .contains(new Anomalies.UndeclaredAuthority(
                        "unknown.org", List.of(Ivoid.of("ivo://shy.org/registry")), 3))
                .noneMatch(authority -> authority.authority().equals("shared.org"));
        assertThat(anomalies.registriesWithoutRecord())
                .containsExactly(new Anomalies.RegistryWithoutRecord(Ivoid.of("ivo://shy.org/registry"), 3));
        assertThat(anomalies.invalidShares().get(0))
                .isEqualTo(new Anomalies.InvalidShare(Optional.of(Ivoid.of("ivo://shy.org/registry")), 3, 1));
    }

    private void deliver(String what) {
        String registry = what.charAt(0) == 'h' ? AT_HOME : OTHER;
        if (what.charAt(1) == 'R') {
            save(
                    registry,
                    registry(registry, registry.equals(OTHER) ? "2001-01-01T00:00:00Z" : "2020-01-01T00:00:00Z"));
        } else {
            save(registry, SampleRecords.organisation(RECORD.toString(), "From " + registry));
        }
    }

    private static ResourceDocument registry(String ivoid, String created) {
        return SampleRecords.normalised(SampleRecords.registry(ivoid, "shared.org")
                .toString()
                .replaceFirst("created=\"[^\"]*\"", "created=\"" + created + "\""));
    }

    private CommitResult save(String registry, ResourceDocument document) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(List.of(document), Origin.harvestedFrom(Ivoid.of(registry)));
            return transaction.commit();
        }
    }

    private CommitResult delete(String registry) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.delete(List.of(RECORD), Origin.harvestedFrom(Ivoid.of(registry)));
            return transaction.commit();
        }
    }
}
