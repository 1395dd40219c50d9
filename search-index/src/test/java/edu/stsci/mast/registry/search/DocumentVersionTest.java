package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DocumentVersionTest {
    @Property
    void comparesAsGenerationAndSequenceDo(
            @ForAll @LongRange(min = 0) long generation,
            @ForAll @LongRange(min = 0) long sequence,
            @ForAll @LongRange(min = 0) long otherGeneration,
            @ForAll @LongRange(min = 0) long otherSequence) {
        int expected = Comparator.<long[]>comparingLong(pair -> pair[0])
                .thenComparingLong(pair -> pair[1])
                .compare(new long[] {generation, sequence}, new long[] {otherGeneration, otherSequence});

        assertThat(Integer.signum(DocumentVersion.of(generation, sequence)
                        .compareTo(DocumentVersion.of(otherGeneration, otherSequence))))
                .isEqualTo(Integer.signum(expected));
    }

    @Property
    void aWholeIndexIsNewerThanARebuildingOfTheSameChange(
            @ForAll @LongRange(min = 0) long generation, @ForAll @LongRange(min = 0) long sequence) {
        IndexCursor rebuilding = new IndexCursor(sequence, generation, true);

        assertThat(DocumentVersion.of(rebuilding)).isLessThan(DocumentVersion.of(rebuilding.rebuilt()));
        if (sequence < Long.MAX_VALUE) {
            assertThat(DocumentVersion.of(rebuilding.rebuilt()))
                    .isLessThan(DocumentVersion.of(rebuilding.at(sequence + 1)));
        }
    }
}
