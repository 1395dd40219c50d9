package edu.stsci.mast.registry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IVOA Identifiers 2.0. */
class IvoidTest {
    @Test
    void isKeptAsWrittenAndComparedWithoutCase() {
        Ivoid written = Ivoid.of(" ivo://Archive.STScI.edu/SIAP/hla ");

        assertThat(written).hasToString("ivo://Archive.STScI.edu/SIAP/hla");
        assertThat(written).isEqualTo(Ivoid.of("IVO://archive.stsci.edu/siap/HLA"));
        assertThat(written.key()).isEqualTo("ivo://archive.stsci.edu/siap/hla");
        assertThat(written.authority()).isEqualTo("archive.stsci.edu");
        assertThat(written.authorityIvoid()).isEqualTo(Ivoid.of("ivo://archive.stsci.edu"));
        assertThat(written.withoutScheme()).isEqualTo("Archive.STScI.edu/SIAP/hla");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivo://archive.stsci.edu",
                "ivo://CDS.VizieR/J/A+A/123/45",
                "ivo://org.gavo.dc/~",
                "ivo://nasa.heasarc/rosmaster",
                "ivo://x-y.z_0/a/b;c=d,(e)!*'"
            })
    void acceptsWhatTheWorldUses(String text) {
        assertThat(Ivoid.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "archive.stsci.edu/x",
                "ivo:/archive.stsci.edu/x",
                "ivo://",
                "ivo://ab/x",
                "ivo://-abc/x",
                "ivo://archive.stsci.edu//x",
                "ivo://archive.stsci.edu/x/",
                "ivo://archive.stsci.edu/a b",
                "ivo://archive.stsci.edu/x?y",
                "ivo://archive.stsci.edu/x#y",
                "ivo://archive.stsci.edu/é",
                "http://archive.stsci.edu/x"
            })
    void refusesWithASentence(String text) {
        assertThat(Ivoid.parse(text)).isEmpty();
        assertThatThrownBy(() -> Ivoid.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)'.*' is not .+: .+");
    }

    @Test
    void refusesNullAndTheEndless() {
        assertThat(Ivoid.parse(null)).isEmpty();
        assertThat(Ivoid.parse("ivo://authority/" + "x".repeat(Ivoid.MAX_LENGTH)))
                .isEmpty();
    }

    @Property
    void caseNeverMatters(@ForAll("ivoids") String text) {
        Ivoid ivoid = Ivoid.of(text);
        Ivoid shouted = Ivoid.of(text.toUpperCase(Locale.ROOT));

        assertThat(shouted).isEqualTo(ivoid).hasSameHashCodeAs(ivoid).isEqualByComparingTo(ivoid);
        assertThat(Ivoid.of(ivoid.toString())).hasToString(text);
    }

    @Provide
    Arbitrary<String> ivoids() {
        Arbitrary<String> authority = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars(".-_~09")
                .ofMinLength(3)
                .ofMaxLength(20)
                .filter(s -> Character.isLetterOrDigit(s.charAt(0)));
        Arbitrary<String> segment = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("._~!$&'()*+,;=:@-09")
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(authority, segment.list().ofMaxSize(5))
                .as((a, path) -> "ivo://" + a
                        + String.join("", path.stream().map(s -> "/" + s).toList()));
    }
}
