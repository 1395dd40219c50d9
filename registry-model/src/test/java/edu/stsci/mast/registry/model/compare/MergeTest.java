package edu.stsci.mast.registry.model.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final String BASE = SampleRecords.organisationXml("ivo://archive.stsci.edu/hst", "Hubble", "active");

    private static Merge merge(String mine, String theirs) {
        return Merge.of(BASE.getBytes(UTF_8), mine.getBytes(UTF_8), theirs.getBytes(UTF_8));
    }

    @Test
    void whatEachHasChangedIsTakenFromBoth() {
        Merge merge = merge(
                BASE.replace("Hubble", "Hubble Space Telescope"),
                BASE.replace("<subject>stars</subject>", "<subject>stars</subject><subject>galaxies</subject>"));
        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text(List.of()))
                .contains("<title>Hubble Space Telescope</title>", "<subject>galaxies</subject>");
    }

    @Test
    void whatBothHaveChangedIsLeftToBeChosen() {
        Merge merge = merge(BASE.replace("Hubble", "HST"), BASE.replace("Hubble", "Hubble Telescope"));
        assertThat(merge.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.base()).singleElement().asString().contains("Hubble<");
            assertThat(conflict.mine()).singleElement().asString().contains("HST<");
            assertThat(conflict.theirs()).singleElement().asString().contains("Hubble Telescope<");
        });
        assertThat(merge.text(List.of(true))).contains("<title>HST</title>").doesNotContain("Hubble Telescope");
        assertThat(merge.text(List.of(false))).contains("<title>Hubble Telescope</title>");
        assertThatThrownBy(() -> merge.text(List.of())).hasMessageContaining("1 conflicts, and 0 choices");
    }

    @Test
    void changesOfLinesNextToEachOtherAreNoConflict() {
        Merge merge = merge(
                BASE.replace("Hubble", "HST").replace(">Short<", ">Mine<"), BASE.replace("Hubble", "Hubble Telescope"));
        assertThat(merge.conflicts()).hasSize(1);
        assertThat(merge.text(List.of(false)))
                .contains("<title>Hubble Telescope</title>", "<shortName>Mine</shortName>");
    }

    @Test
    void whiteSpaceBetweenElementsIsNoChange() {
        Merge merge = merge(BASE.replaceAll(">\\s+<", "><"), BASE.replace("Hubble", "HST"));
        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text(List.of())).contains("<title>HST</title>");
    }

    private static List<String> lines(List<Character> letters) {
        return letters.stream().map(String::valueOf).toList();
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    @Property
    void whatOneSideLeavesTheOtherDecides(
            @ForAll @Size(max = 12) List<@CharRange(from = 'a', to = 'd') Character> first,
            @ForAll @Size(max = 12) List<@CharRange(from = 'a', to = 'd') Character> second) {
        List<String> base = lines(first);
        List<String> other = lines(second);
        assertThat(Merge.of(base, other, base).text(List.of())).isEqualTo(text(other));
        assertThat(Merge.of(base, base, other).text(List.of())).isEqualTo(text(other));
        assertThat(Merge.of(base, other, other).text(List.of())).isEqualTo(text(other));
    }

    @Property
    void choosingOneSideEverywhereNeverLosesWhatTheOtherAloneHasDone(
            @ForAll @Size(max = 12) List<@CharRange(from = 'a', to = 'd') Character> first,
            @ForAll @Size(max = 12) List<@CharRange(from = 'a', to = 'd') Character> second,
            @ForAll @Size(max = 12) List<@CharRange(from = 'a', to = 'd') Character> third) {
        Merge one = Merge.of(lines(first), lines(second), lines(third));
        Merge other = Merge.of(lines(first), lines(third), lines(second));
        int conflicts = one.conflicts().size();
        assertThat(other.conflicts()).hasSize(conflicts);
        assertThat(one.text(Collections.nCopies(conflicts, true)))
                .isEqualTo(other.text(Collections.nCopies(conflicts, false)));
        if (conflicts == 0) {
            List<String> added = new ArrayList<>(lines(second));
            lines(first).forEach(added::remove);
            assertThat(one.text(List.of()).lines().toList()).containsAll(added);
        }
    }
}
