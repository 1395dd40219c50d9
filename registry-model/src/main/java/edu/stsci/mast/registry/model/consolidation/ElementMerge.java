package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.FieldPath;
import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the edits that bring elements of a record to what a service tells. For each element: the attributes and text that the service gives are
 * set; of children, those names that the service uses are brought to what it tells, and the others stay. For one use.
 */
final class ElementMerge {
    /** Ours to say, not the service's: how good a validator finds it. */
    private static final String VALIDATION_LEVEL = "validationLevel";

    private static final String WEB_BROWSER = "WebBrowser";

    private final FormModel model = FormModel.shared();
    private final List<Edit> edits = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    List<Edit> edits() {
        return edits;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Brings the record's capabilities to those told; those of which the service says nothing stay, with a note. */
    void capabilities(TypeModel type, RecordElement record, RecordElement told) {
        ElementModel declared = type.element("", "capability").orElse(null);
        if (declared == null) {
            notes.add("Records of the type " + FormModel.written(type.name())
                    + " have no capabilities. Give it another type.");
            return;
        }
        List<RecordElement> ours = record.all("capability");
        List<Pairing.Pair> pairs = Pairing.of("capability", ours, told.all("capability"));
        for (Pairing.Pair pair : pairs) {
            if (pair.told() != null) {
                bring(FieldPath.ROOT.child("capability", pair.index()), declared, pair.have(), pair.told());
            } else if (!pair.have().attribute("standardID").isEmpty()) {
                notes.add("The service does not tell the capability "
                        + pair.have().attribute("standardID")
                        + ", which the record keeps. Remove it if the service does not have it any more.");
            }
        }
    }

    /** Brings the record's tables to those told. */
    void tables(TypeModel type, RecordElement record, RecordElement told) {
        ElementModel declared = type.element("", "tableset").orElse(null);
        RecordElement tables = told.first("tableset").orElseThrow();
        if (declared == null) {
            notes.add("Records of the type " + FormModel.written(type.name())
                    + " have no tables. Give it the type vs:CatalogService to describe them.");
        } else if (tables.all("schema/table").isEmpty()) {
            notes.add("The service tells no tables; those of the record stay.");
        } else {
            bring(
                    FieldPath.ROOT.child("tableset", 1),
                    declared,
                    record.first("tableset").orElse(null),
                    tables);
        }
    }

    /** Brings one element to what is told; {@code have} is null when it is not there yet. */
    private void bring(FieldPath path, ElementModel declared, RecordElement have, RecordElement told) {
        TypeModel own = type(path, declared, have, told);
        if (own == null) { // text without attributes
            edits.add(new Edit.Set(path, told.text()));
            return;
        }
        for (String name : told.attributeNames()) {
            if (own.attribute(name).isPresent()) {
                edits.add(new Edit.Set(path.attribute(name), told.attribute(name)));
            } else if (!name.startsWith("xsi:")) {
                notes.add("The attribute '" + name + "' of '" + declared.name()
                        + "' is not in the schemas, and was not taken over.");
            }
        }
        if (own.text() != null && !told.text().isEmpty()) {
            edits.add(new Edit.Set(path, told.text()));
        }
        Set<String> names = new LinkedHashSet<>();
        told.children().forEach(child -> names.add(child.name()));
        for (String name : names) {
            children(path, own, name, have == null ? List.of() : have.all(name), told.all(name));
        }
    }

    /** The type that the element is to have; changes that of the record, or makes the element, where that is needed. */
    private TypeModel type(FieldPath path, ElementModel declared, RecordElement have, RecordElement told) {
        if (declared.type() == null) {
            return null;
        }
        Optional<TypeModel> wanted = typeOf(told, declared);
        if (have == null) {
            edits.add(new Edit.Add(path, wanted.map(type -> FormModel.written(type.name()))));
            return wanted.or(() -> usual(declared)).orElseThrow();
        }
        TypeModel present =
                typeOf(have, declared).or(() -> model.type(declared.type())).orElseThrow();
        if (wanted.isPresent() && !wanted.get().name().equals(present.name())) {
            edits.add(new Edit.ChangeType(path, FormModel.written(wanted.get().name())));
            return wanted.get();
        }
        return present;
    }

    private Optional<TypeModel> typeOf(RecordElement element, ElementModel declared) {
        return Optional.of(element.attribute("xsi:type"))
                .filter(written -> !written.isEmpty())
                .flatMap(model::named)
                .filter(type -> !type.isAbstract() && model.isA(type.name(), declared.type()));
    }

    /** What {@link Edit.Add} makes when it is not told which type. */
    private Optional<TypeModel> usual(ElementModel declared) {
        return model.type(declared.type())
                .filter(type -> !type.isAbstract())
                .or(() -> model.choices(declared.type()).stream()
                        .filter(type -> type.name().getLocalPart().matches("ParamHTTP|VOTableType"))
                        .findFirst())
                .or(() -> model.choices(declared.type()).stream().findFirst());
    }

    private void children(
            FieldPath path, TypeModel type, String name, List<RecordElement> have, List<RecordElement> told) {
        ElementModel declared = type.element("", name).orElse(null);
        if (declared == null) {
            notes.add("The element '" + name + "' is not in the schema of " + FormModel.written(type.name())
                    + ", and was not taken over.");
            return;
        }
        if (name.equals(VALIDATION_LEVEL)) {
            return;
        }
        if (!declared.repeatable()) {
            bring(path.child(name, 1), declared, have.isEmpty() ? null : have.get(0), told.get(0));
            return;
        }
        for (Pairing.Pair pair : Pairing.of(name, have, told)) {
            if (pair.told() != null) {
                bring(path.child(name, pair.index()), declared, pair.have(), pair.told());
            } else if (!pair.have().type().equals(WEB_BROWSER)) {
                edits.add(new Edit.Remove(path.child(name, pair.index())));
            }
        }
    }
}
