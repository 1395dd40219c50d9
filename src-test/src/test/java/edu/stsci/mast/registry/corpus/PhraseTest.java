package edu.stsci.mast.registry.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhraseTest {
    @Test
    void holesAreFilledFromTheVocabulary() {
        StringBuilder text = new StringBuilder();

        Phrase.compile("{Roman} and {roman} of {n:7-7}", Vocabulary.standard()).appendTo(text, Dice.of(1, 1, "test"));

        assertThat(text.toString()).matches("[IVX]+ and [IVX]+ of 7");
    }

    @Test
    void noTextOfTheVocabularyKeepsAHole() {
        Dice dice = Dice.of(2, 2, "test");

        for (String section :
                List.of("titles", "sentences", "services", "organisations", "documents", "phrases", "targets")) {
            assertThat(IntStream.range(0, 500)
                            .mapToObj(i -> Vocabulary.standard().text(section, dice)))
                    .noneMatch(text -> text.contains("{") || text.contains("}") || text.isBlank());
        }
    }

    @Test
    void wordsFollowZipfsLaw() {
        ZipfList<Integer> list =
                new ZipfList<>(IntStream.rangeClosed(1, 100).boxed().toList());
        Dice dice = Dice.of(3, 3, "test");
        Map<Integer, Integer> counts = new HashMap<>();
        IntStream.range(0, 100_000).forEach(i -> counts.merge(list.pick(dice), 1, Integer::sum));

        assertThat(counts).hasSize(100);
        assertThat(counts.get(1) / (double) counts.get(2)).isBetween(1.8, 2.2);
        assertThat(counts.get(1) / (double) counts.get(10)).isBetween(9.0, 11.0);
    }
}
