package edu.stsci.mast.registry.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaConformanceTest {
    private static final long SEED = 7;
    private static final int SAMPLE = 3_000;

    @ParameterizedTest
    @EnumSource
    void recordsAreValidExceptThoseThatAreFlawedOnPurpose(CorpusProfile profile) {
        Corpus corpus = new Corpus(SEED, SAMPLE, profile);

        assertThat(IntStream.range(0, SAMPLE).filter(i -> !corpus.isDeleted(i)).boxed())
                .allSatisfy(index -> {
                    String record = corpus.record(index);
                    assertThat(OfficialSchemas.problem(record).isPresent())
                            .as("%s %s: %s", index, corpus.plan(index).flaw(), OfficialSchemas.problem(record))
                            .isEqualTo(corpus.breaksSchema(index));
                });
    }

    @ParameterizedTest
    @EnumSource
    void eachFlawDoesWhatItSays(Flaw flaw) {
        Corpus corpus = new Corpus(SEED, 200_000);
        List<Integer> flawed = IntStream.range(0, corpus.records())
                .filter(i -> corpus.plan(i).flaw().filter(flaw::equals).isPresent())
                .limit(8)
                .boxed()
                .toList();

        assertThat(flawed).hasSize(8);
        assertThat(flawed).allSatisfy(index -> {
            Page.parse(corpus.record(index));
            assertThat(OfficialSchemas.problem(corpus.record(index)).isPresent())
                    .isEqualTo(flaw.breaksSchema());
            assertThat(corpus.breaksSchema(index)).isEqualTo(flaw.breaksSchema());
        });
    }

    @Test
    void everyKindIsAmongTheValidated() {
        Corpus corpus = new Corpus(SEED, SAMPLE);

        assertThat(IntStream.range(0, SAMPLE)
                        .filter(i -> !corpus.record(i).isEmpty())
                        .mapToObj(i -> corpus.plan(i).kind())
                        .distinct())
                .containsExactlyInAnyOrder(RecordKind.values());
    }
}
