package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the capabilities of a record with those that its service tells at its VOSI endpoint (VOSI 1.1, section 4), by standard and access
 * URL. Nothing is fetched here.
 *
 * @param missing what the service tells and the record lacks
 * @param gone what the record has and the service does not tell
 * @param moved what both have, with other access URLs
 */
public record VosiComparison(List<Told> missing, List<Told> gone, List<Moved> moved) {
    /**
     * A capability.
     *
     * @param standardId the standard as it is written
     * @param urls its access URLs, in order
     * @param element the capability itself, in the record or in the service's answer
     */
    public record Told(String standardId, Set<String> urls, RecordElement element) {}

    /**
     * A capability that record and service tell differently.
     *
     * @param recorded as the record has it
     * @param told as the service has it
     */
    public record Moved(Told recorded, Told told) {}

    /**
     * Compares.
     *
     * @param record the record
     * @param capabilities the root of the service's answer, or another record
     */
    public static VosiComparison of(RecordElement record, RecordElement capabilities) {
        Map<String, Told> recorded = byStandard(record);
        Map<String, Told> told = byStandard(capabilities);
        List<Told> missing = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        told.forEach((key, capability) -> {
            Told own = recorded.get(key);
            if (own == null) {
                missing.add(capability);
            } else if (!keys(own.urls()).equals(keys(capability.urls()))) {
                moved.add(new Moved(own, capability));
            }
        });
        List<Told> gone = recorded.entrySet().stream()
                .filter(entry -> !told.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return new VosiComparison(missing, gone, moved);
    }

    /** Whether both tell the same. */
    public boolean same() {
        return missing.isEmpty() && gone.isEmpty() && moved.isEmpty();
    }

    /** The differences as findings on the record. */
    public List<Finding> findings(RecordElement record) {
        Findings found = new Findings();
        for (Told capability : missing) {
            found.add(
                    Rule.VOSI_01,
                    record,
                    "The service tells a capability " + capability.standardId() + " at "
                            + String.join(", ", capability.urls()) + ", which the record lacks. Add it.");
        }
        for (Told capability : gone) {
            found.add(
                    Rule.VOSI_02,
                    capability.element(),
                    "The service does not tell the capability " + capability.standardId()
                            + " that the record has. Remove it, or mend the service's answer.");
        }
        for (Moved capability : moved) {
            found.add(
                    Rule.VOSI_03,
                    capability.recorded().element(),
                    "The record has the capability " + capability.recorded().standardId() + " at "
                            + String.join(", ", capability.recorded().urls()) + ", the service tells "
                            + String.join(", ", capability.told().urls())
                            + ". Take the service's, or mend its answer.");
        }
        return found.list();
    }

    /** Capabilities of standards; the others cannot be told apart by what both sides know. */
    private static Map<String, Told> byStandard(RecordElement root) {
        Map<String, Told> told = new LinkedHashMap<>();
        for (RecordElement capability : root.all("capability")) {
            String id = capability.attribute("standardID");
            if (id.isEmpty()) {
                continue;
            }
            Set<String> urls = new TreeSet<>();
            capability.all("interface").stream()
                    .filter(face -> face.type().isEmpty() || !face.type().equals("WebBrowser"))
                    .flatMap(face -> face.all("accessURL").stream())
                    .map(RecordElement::text)
                    .filter(url -> !url.isEmpty())
                    .forEach(urls::add);
            told.merge(id.toLowerCase(Locale.ROOT), new Told(id, urls, capability), (one, more) -> {
                Set<String> all = new TreeSet<>(one.urls());
                all.addAll(more.urls());
                return new Told(one.standardId(), all, one.element());
            });
        }
        return told;
    }

    /** Addresses as they compare: without what separates parameters at the end, and without regard to case in scheme and host. */
    private static Set<String> keys(Set<String> urls) {
        Set<String> keys = new TreeSet<>();
        for (String url : urls) {
            String bare = url.replaceAll("[?&/]+$", "");
            int path = bare.indexOf('/', bare.indexOf("://") + 3);
            keys.add(
                    path < 0
                            ? bare.toLowerCase(Locale.ROOT)
                            : bare.substring(0, path).toLowerCase(Locale.ROOT) + bare.substring(path));
        }
        return keys;
    }
}
