package edu.stsci.mast.registry.model.rules;

import static edu.stsci.mast.registry.model.rules.Samples.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** References between records. */
class RegistryRulesTest {
    private final Map<Ivoid, Holdings.Held> records = new HashMap<>();
    private final RegistryRules rules = new RegistryRules(new Holdings() {
        @Override
        public Map<Ivoid, Held> find(Collection<Ivoid> ivoids) {
            Map<Ivoid, Held> found = new HashMap<>(records);
            found.keySet().retainAll(ivoids);
            return found;
        }

        @Override
        public Set<String> managedAuthorities() {
            return Set.of("example.org");
        }
    });

    RegistryRulesTest() {
        hold("ivo://example.org", "vg:Authority", RecordStatus.ACTIVE);
        hold("ivo://example.org/org", "vr:Organisation", RecordStatus.ACTIVE);
        hold("ivo://example.org/survey", "vs:DataCollection", RecordStatus.ACTIVE);
    }

    private void hold(String ivoid, String type, RecordStatus status) {
        records.put(Ivoid.of(ivoid), new Holdings.Held(Ivoid.of(ivoid), status, type));
    }

    private Collection<String> codes(String record) {
        return rules.check(Samples.element(record), true).stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void findNothingWhenAllIsThere() {
        assertThat(codes(SERVICE)).isEmpty();
    }

    @Test
    void tellThatAnAuthorityIsNotOurs() {
        hold("ivo://example.net", "vg:Authority", RecordStatus.ACTIVE);
        String record = Samples.changed(SERVICE, "ivo://example.org/stars", "ivo://example.net/stars");

        assertThat(codes(record)).containsExactly("ID-04");
        assertThat(rules.check(Samples.element(record), false)).isEmpty();
    }

    @Test
    void tellThatAnAuthorityHasNoRecord() {
        hold("ivo://example.org", "vr:Organisation", RecordStatus.ACTIVE);

        assertThat(codes(SERVICE)).containsExactly("ID-05");
    }

    @Test
    void tellWhatReferencesLeadNowhere() {
        records.remove(Ivoid.of("ivo://example.org/survey"));

        assertThat(rules.check(Samples.element(SERVICE), true)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ID-06");
            assertThat(finding.element()).isEqualTo("Resource/content/relationship/relatedResource");
        });
    }

    @Test
    void tellWhatReferencesLeadToDeletedRecords() {
        hold("ivo://example.org/survey", "vs:DataCollection", RecordStatus.DELETED);

        assertThat(codes(SERVICE)).containsExactly("ID-07");
    }

    @Test
    void tellWhatReferencesAreSpelledOtherwise() {
        assertThat(codes(Samples.changed(SERVICE, "ivo://example.org/survey", "ivo://example.org/Survey")))
                .containsExactly("ID-08");
    }

    @Test
    void findNothingWhenNothingIsKnown() {
        assertThat(new RegistryRules(Holdings.UNKNOWN).check(Samples.element(SERVICE), true))
                .isEmpty();
    }
}
