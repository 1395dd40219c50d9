package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A record under check.
 *
 * @param type the local name of its type, such as {@code CatalogService}; {@code Resource} when it names none
 * @param capabilities its capabilities in document order
 * @param now the present time
 */
record Subject(RecordElement root, String type, List<RecordElement> capabilities, Instant now) {
    private static final Set<String> DATA =
            Set.of("CatalogService", "DataService", "CatalogResource", "DataResource", "DataCollection");
    private static final Set<String> SERVICES = Set.of("Service", "DataService", "CatalogService", "TableService");

    static Subject of(RecordElement root, Instant now) {
        String type = root.type();
        return new Subject(root, type.isEmpty() ? "Resource" : type, root.all("capability"), now);
    }

    /** Whether it is about data, by themselves or with a service. */
    boolean isData() {
        return DATA.contains(type);
    }

    /** Whether it is a service that one can use. */
    boolean isService() {
        return SERVICES.contains(type);
    }

    /** Whether it has a capability of a standard, by its key in {@link StandardIds}. */
    boolean has(String standard) {
        return capabilities.stream().anyMatch(c -> StandardIds.find(c.attribute("standardID"))
                .filter(s -> s.key().equals(standard))
                .isPresent());
    }

    /** Shows all elements but those of tables, which are most of a large record and name no resources. */
    void eachBesideTables(Consumer<RecordElement> use) {
        for (RecordElement child : root.children()) {
            if (!child.name().equals("tableset")) {
                child.each(use);
            }
        }
    }
}
