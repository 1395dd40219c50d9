package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import eu.maveniverse.domtrip.Element;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elements of a document that the schemas know, by their paths as the document was read. */
final class Spots {
    private final EditedDocument document;
    private final Map<FieldPath, Spot> byPath = new LinkedHashMap<>();

    Spots(EditedDocument document) {
        this.document = document;
        add(FieldPath.ROOT, new Spot(document.root(), document.rootType(), null, null));
    }

    /** Adds an element and those in it. */
    void add(FieldPath path, Spot spot) {
        byPath.put(path, spot);
        if (spot.type() == null) {
            return;
        }
        Map<String, Integer> count = new HashMap<>();
        spot.element().childElements().forEach(child -> EditedDocument.declaration(child, spot.type())
                .filter(declared -> declared.namespace().isEmpty()) // others are not for forms
                .ifPresent(declared -> add(
                        path.child(declared.name(), count.merge(declared.name(), 1, Integer::sum)),
                        spot(child, declared, spot))));
    }

    /** The view of an element. */
    Spot spot(Element element, ElementModel declared, Spot parent) {
        TypeModel type = declared.type() == null
                ? null
                : document.type(element, declared.type()).orElse(null);
        return new Spot(element, type, declared, parent);
    }

    Optional<Spot> find(FieldPath path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The paths of all elements, in the order of the document. */
    List<FieldPath> paths() {
        return List.copyOf(byPath.keySet());
    }

    /** Lets a path mean an element that was made for it. */
    void put(FieldPath path, Spot spot) {
        byPath.put(path, spot);
    }
}
