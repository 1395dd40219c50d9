package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WordsProperties {
    private final Words words = new Words();

    /** Few characters, so that words are found: letters of one and two units, digits, a roman numeral, a fraction, and what is between words. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(List.of(
                        "a",
                        "A",
                        "b",
                        "\u00c9",
                        "\u00e9",
                        "1",
                        "\u2167",
                        "\u00bd",
                        "\ud835\udc9c",
                        " ",
                        " ",
                        "-",
                        "_",
                        "\ud83d\ude00",
                        "\u0301"))
                .list()
                .ofMaxSize(12)
                .map(characters -> String.join("", characters));
    }

    private static Set<String> takenApart(String text) {
        Set<String> parts =
                new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
        parts.remove("");
        return parts;
    }

    @Property
    void findsWhatTakingBothTextsApartFinds(@ForAll("texts") String haystack, @ForAll("texts") String needle) {
        boolean found = !takenApart(needle).isEmpty() && takenApart(haystack).containsAll(takenApart(needle));

        assertThat(words.areIn(haystack, needle)).isEqualTo(found);
        assertThat(words.areIn(haystack + " " + needle, needle))
                .isEqualTo(!takenApart(needle).isEmpty());
    }
}
