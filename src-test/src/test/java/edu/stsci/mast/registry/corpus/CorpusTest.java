package edu.stsci.mast.registry.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
    private static final long SEED = 20_240_229;

    @Test
    void theSameSeedGivesTheSameBytes(@TempDir Path one, @TempDir Path other) throws IOException {
        new Corpus(SEED, 450).writeTo(one, 100, written -> {});
        new Corpus(SEED, 450).writeTo(other, 100, written -> {});

        assertThat(files(one)).hasSize(5);
        for (Path file : files(one)) {
            assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void anotherSeedGivesOtherRecords() {
        Corpus corpus = new Corpus(SEED, 100);
        Corpus other = new Corpus(SEED + 1, 100);

        assertThat(IntStream.range(0, 100)
                        .filter(i -> corpus.record(i).equals(other.record(i)))
                        .filter(i -> !corpus.isDeleted(i)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRecordDependsOnSeedAndIndexAlone(CorpusProfile profile) {
        Corpus large = new Corpus(SEED, 1_000_000, profile);
        Corpus small = new Corpus(SEED, 3_000, profile);

        for (int index = 2_999; index >= 0; index -= 97) {
            assertThat(large.record(index)).isEqualTo(small.record(index));
            assertThat(large.ivoid(index)).isEqualTo(small.ivoid(index));
            assertThat(large.datestamp(index)).isEqualTo(small.datestamp(index));
        }
    }

    @Test
    void progressIsToldAfterEachPage(@TempDir Path directory) throws IOException {
        List<Integer> progress = new ArrayList<>();

        new Corpus(SEED, 25, CorpusProfile.SMALL).writeTo(directory.resolve("new/folder"), 10, progress::add);

        assertThat(progress).containsExactly(10, 20, 25);
    }

    @Test
    void ivoidsAreUniqueWhateverTheirCase() {
        Corpus corpus = new Corpus(SEED, 300_000, CorpusProfile.SMALL);
        Set<String> ivoids = new HashSet<>();

        IntStream.range(0, 300_000).forEach(i -> ivoids.add(corpus.ivoid(i).toLowerCase(Locale.ROOT)));

        assertThat(ivoids).hasSize(300_000);
    }

    @ParameterizedTest
    @EnumSource
    void datestampsAscendOverYearsAndSomeAreShared(CorpusProfile profile) {
        int records = profile == CorpusProfile.FULL ? 30_000 : 1_000_000;
        Corpus corpus = new Corpus(SEED, records, profile);
        List<Instant> datestamps =
                IntStream.range(0, 5_000).mapToObj(corpus::datestamp).toList();

        assertThat(datestamps).isSorted();
        assertThat(new HashSet<>(datestamps)).hasSizeLessThan(4_900);
        assertThat(corpus.datestamp(records - 1)).isBetween("2024-06-01T00:00:00Z", "2025-12-31T00:00:00Z");
    }

    @Test
    void noRecordIsUpdatedAfterItsDatestampOrBeforeItsCreation() {
        RecordPlanner planner = new RecordPlanner(SEED, CorpusProfile.FULL);

        assertThat(IntStream.range(0, 2_000).mapToObj(planner::plan))
                .allMatch(plan -> !plan.updated().isAfter(plan.datestamp())
                        && !plan.created().isAfter(plan.updated()));
    }

    @Test
    void kindsAndFatesHaveTheSharesOfTheVirtualObservatory() {
        RecordPlanner planner = new RecordPlanner(SEED, CorpusProfile.FULL);
        List<RecordPlan> plans =
                IntStream.range(0, 30_000).mapToObj(planner::plan).toList();
        Map<RecordKind.Family, Integer> families = new EnumMap<>(RecordKind.Family.class);
        plans.forEach(plan -> families.merge(plan.kind().family(), 1, Integer::sum));

        assertThat(share(families.get(RecordKind.Family.CATALOGUE))).isCloseTo(0.80, within(0.01));
        assertThat(share(families.get(RecordKind.Family.SERVICE))).isCloseTo(0.13, within(0.01));
        assertThat(share(families.get(RecordKind.Family.INFRASTRUCTURE))).isCloseTo(0.07, within(0.01));
        assertThat(share(plans.stream().filter(RecordPlan::deleted).count())).isCloseTo(0.02, within(0.003));
        assertThat(share(plans.stream()
                        .filter(plan -> plan.fate() == RecordPlan.Fate.INACTIVE)
                        .count()))
                .isCloseTo(0.01, within(0.002));
        assertThat(share(plans.stream()
                        .flatMap(plan -> plan.flaw().stream())
                        .filter(Flaw::breaksSchema)
                        .count()))
                .isCloseTo(0.01, within(0.002));
        assertThat(share(plans.stream()
                        .filter(plan -> plan.authority() == Authority.vizier())
                        .count()))
                .isBetween(0.7, 0.8);
        assertThat(plans.stream().map(RecordPlan::authority).distinct()).hasSize(40);
        assertThat(plans.stream().map(RecordPlan::kind).distinct()).containsExactlyInAnyOrder(RecordKind.values());
    }

    @Test
    void fullRecordsHaveAboutFortyColumnsAndSmallOnesAboutOneAndAHalfKilobytes() {
        Corpus full = new Corpus(SEED, 30_000);
        Corpus small = new Corpus(SEED, 30_000, CorpusProfile.SMALL);
        int[] sample = IntStream.range(0, 2_000).map(i -> i * 15).toArray();

        assertThat(IntStream.of(sample)
                        .mapToLong(i -> occurrences(full.record(i), "<column>"))
                        .average()
                        .orElseThrow())
                .isCloseTo(40, within(3.0));
        assertThat(IntStream.of(sample)
                        .map(i -> small.record(i).length())
                        .average()
                        .orElseThrow())
                .isBetween(1_300.0, 1_700.0);
    }

    @Test
    void theLandmarksThatRecordsReferToExist() {
        Corpus corpus = new Corpus(SEED, 1_000);
        Set<String> ivoids =
                new HashSet<>(IntStream.range(0, 1_000).mapToObj(corpus::ivoid).toList());

        assertThat(ivoids).contains(Corpus.homeRegistry());
        assertThat(Authority.all()).hasSize(40).allSatisfy(authority -> {
            assertThat(ivoids).contains(authority.ivoid(), authority.organisation(), authority.tapService());
            assertThat(corpus.record(authority.number() * 25 + 17))
                    .contains("<identifier>" + authority.tapService() + "<", ">" + authority.tapUrl() + "<");
            assertThat(corpus.record(0)).contains("<managedAuthority>" + authority.id() + "</managedAuthority>");
        });
    }

    @Test
    void textsHoldLettersOfManyScripts() {
        Corpus corpus = new Corpus(SEED, 2_000);
        String all = String.join(
                "", IntStream.range(0, 2_000).mapToObj(corpus::record).toList());

        assertThat(all).contains("Müller", "José", "Łukasz", "李", "Ångström", "µ", "𝜎", "A&amp;A", "&lt;", "&quot;");
    }

    @Test
    void noAddressLeadsToARealHost() {
        Corpus corpus = new Corpus(SEED, 1_000);

        assertThat(IntStream.range(0, 1_000).mapToObj(corpus::record).flatMap(record -> Stream.of(
                                record.split("<(?:accessURL|referenceURL|mirrorURL|wsdlURL)[^>]*>"))
                        .skip(1)))
                .allMatch(url -> url.startsWith("<") || url.matches("(?s)https?://[^/]*\\.example\\.org/.*"));
    }

    @Test
    void mostCataloguesPointToTheTapServiceOfTheirAuthority() {
        Corpus corpus = new Corpus(SEED, 2_000);
        List<String> catalogues = IntStream.range(0, 2_000)
                .filter(i -> corpus.type(i).equals("vs:CatalogResource") && !corpus.isDeleted(i))
                .mapToObj(corpus::record)
                .toList();

        assertThat(catalogues.stream().filter(record -> record.contains("TAP#aux") && record.contains("/tap\">")))
                .hasSizeGreaterThan(catalogues.size() * 9 / 10);
    }

    @Test
    void onlyActiveRecordsSaySo() {
        Corpus corpus = new Corpus(SEED, 3_000);

        assertThat(IntStream.range(0, 3_000)
                        .filter(i -> !corpus.isDeleted(i) && !corpus.breaksSchema(i))
                        .boxed())
                .allMatch(i -> corpus.record(i).contains(" status=\"active\"") == corpus.isActive(i));
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Corpus(SEED, 0))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Corpus(SEED, 1).writeTo(Path.of("."), 0, written -> {}));
        assertThatThrownBy(() -> new Corpus(SEED, 10).record(10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void noStrideLeadsBackToAColumnOfTheSameTable() {
        assertThat(TablesetWriter.STRIDES).allMatch(stride -> stride == 1 || ColumnTemplate.DRAWN.size() % stride != 0);
        assertThat(ColumnTemplate.DRAWN).hasSizeGreaterThan(230);
    }

    private static double share(long count) {
        return count / 30_000.0;
    }

    private static long occurrences(String text, String part) {
        return text.split(part, -1).length - 1L;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
