package edu.stsci.mast.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The encoding of arguments (OAI-PMH 2.0, section 3.1.1.3); how requests fare as a whole is in OaiHttpIT. */
class OaiArgumentsTest {
    // Section 3.1.1.3: special characters are percent-encoded.
    @Property(tries = 300)
    void encodedArgumentsAreReadFromQueryAndForm(
            @ForAll @Size(max = 5) Map<@AlphaChars @StringLength(min = 1, max = 8) String, String> arguments) {
        Map<String, List<String>> expected = arguments.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(text(e.getValue()))));
        String encoded = arguments.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));

        assertThat(OaiArguments.read(encoded, new byte[0])).isEqualTo(expected);
        assertThat(OaiArguments.read(null, encoded.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(expected);
    }

    /** What remains of a string in UTF-8, where URLEncoder writes a '?' for a lone surrogate. */
    private static String text(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Property(tries = 500)
    void nothingIsAnErrorHere(@ForAll @Size(max = 40) byte[] form) {
        Map<String, List<String>> read = OaiArguments.read("%&=%&&a=" + form.length, form);

        assertThat(read.get("a")).contains(Integer.toString(form.length));
    }

    @Test
    void whatCannotBeDecodedIsNoText() {
        assertThat(OaiArguments.read("a=x%zy&b=%C3&c=%&d=%4&e=\u00ff", new byte[0])
                        .values())
                .allSatisfy(values -> assertThat(values.get(0)).contains("\uDC00"));
    }

    @Test
    void valuesOfQueryAndFormAreJoinedInTheirOrder() {
        assertThat(OaiArguments.read("a=1&b=2&a=3", "a=4&c".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Map.of("a", List.of("1", "3", "4"), "b", List.of("2"), "c", List.of("")));
    }
}
