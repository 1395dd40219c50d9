package edu.stsci.mast.registry.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VOResource 1.1, section 3.1.4. */
class ValidationLevelTest {
    private static Finding finding(Rule rule) {
        return new Finding(rule.severity(), rule.code(), 1, 1, "Resource", "It is so.");
    }

    @Test
    void isZeroForRecordsWithErrors() {
        assertThat(ValidationLevel.of(List.of(finding(Rule.RES_01)), true).number())
                .isZero();
        assertThat(ValidationLevel.of(List.of(Finding.error(Finding.SCHEMA, 1, 1, "", "x")), true))
                .isEqualTo(ValidationLevel.STORED);
    }

    @Test
    void isOneForRecordsWithoutErrorsWhoseServicesWereNotAskedOrDoNotAnswer() {
        assertThat(ValidationLevel.of(List.of(finding(Rule.CAP_04)), false).number())
                .isEqualTo(1);
        assertThat(ValidationLevel.of(List.of(finding(Rule.LINK_02)), true).number())
                .isEqualTo(1);
    }

    @Test
    void isTwoWhenEverythingAnswered() {
        assertThat(ValidationLevel.of(List.of(finding(Rule.CAP_04), finding(Rule.LINK_06)), true)
                        .number())
                .isEqualTo(2);
    }

    @Test
    void leavesTheLevelsOfPersonsToThem() {
        assertThat(ValidationLevel.said(Samples.element(Samples.changed(
                        Samples.SERVICE,
                        "<title>",
                        "<validationLevel validatedBy=\"ivo://example.net/r\">3</validationLevel><title>"))))
                .containsExactly(new ValidationLevel.Said("ivo://example.net/r", 3));
        assertThat(ValidationLevel.of(3)).isEmpty();
    }
}
