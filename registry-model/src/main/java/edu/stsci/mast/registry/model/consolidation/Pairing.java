package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which elements of two lists are the same thing. */
final class Pairing {
    private Pairing() {}

    /**
     * An element of the record, one that is told, or both.
     *
     * @param index the number among those of its name that the element has, or gets, in the record
     * @param have null when it is not in the record yet
     * @param told null when the service does not tell it
     */
    record Pair(int index, RecordElement have, RecordElement told) {}

    static List<Pair> of(String name, List<RecordElement> have, List<RecordElement> told) {
        RecordElement[] partner = new RecordElement[have.size()];
        List<RecordElement> left = new ArrayList<>(told);
        match(have, partner, left, element -> key(name, element));
        if (name.equals("interface")) {
            match(have, partner, left, element -> element.attribute("role") + " " + element.type());
        }
        if (left.stream().allMatch(element -> element.children().isEmpty())) {
            match(have, partner, left, element -> ""); // values take the places of values
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < have.size(); i++) {
            pairs.add(new Pair(i + 1, have.get(i), partner[i]));
        }
        for (int i = 0; i < left.size(); i++) {
            pairs.add(new Pair(have.size() + 1 + i, null, left.get(i)));
        }
        return pairs;
    }

    private static void match(
            List<RecordElement> have,
            RecordElement[] partner,
            List<RecordElement> left,
            Function<RecordElement, String> key) {
        Map<String, Deque<RecordElement>> byKey = new HashMap<>();
        left.forEach(element -> byKey.computeIfAbsent(key.apply(element), k -> new ArrayDeque<>())
                .add(element));
        Set<RecordElement> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < have.size(); i++) {
            Deque<RecordElement> same = partner[i] == null ? byKey.get(key.apply(have.get(i))) : null;
            if (same != null && !same.isEmpty()) {
                partner[i] = same.poll();
                taken.add(partner[i]);
            }
        }
        left.removeIf(taken::contains);
    }

    /** By what an element of a list is known: an identifier, a name, an address, or its text. */
    private static String key(String name, RecordElement element) {
        String key =
                switch (name) {
                    case "capability" -> capability(element);
                    case "interface" -> address(element.text("accessURL")) + " " + element.attribute("role");
                    case "accessURL", "mirrorURL" -> address(element.text());
                    case "language", "schema", "table", "column", "param" -> element.text("name");
                    case "languageFeatures" -> element.attribute("type");
                    case "feature" -> element.text("form");
                    case "outputFormat" -> element.text("mime") + " " + element.attribute("ivo-id");
                    case "dataModel", "uploadMethod" -> element.attribute("ivo-id");
                    case "foreignKey" -> element.text("targetTable") + " " + element.text("fkColumn/fromColumn");
                    case "fkColumn" -> element.text("fromColumn") + " " + element.text("targetColumn");
                    default -> element.text();
                };
        return key.toLowerCase(Locale.ROOT);
    }

    /** Capabilities of no standard are told apart by where they are. */
    private static String capability(RecordElement element) {
        String standard = element.attribute("standardID");
        return standard.isEmpty() ? "at " + address(element.text("interface/accessURL")) : standard;
    }

    private static String address(String url) {
        return url.replaceAll("[?&/]+$", "");
    }
}
