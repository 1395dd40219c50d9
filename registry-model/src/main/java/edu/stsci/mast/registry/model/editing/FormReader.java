package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.editing.RecordForm.Field;
import edu.stsci.mast.registry.model.editing.RecordForm.Grid;
import edu.stsci.mast.registry.model.editing.RecordForm.GridRow;
import edu.stsci.mast.registry.model.editing.RecordForm.Group;
import edu.stsci.mast.registry.model.editing.RecordForm.Item;
import edu.stsci.mast.registry.model.editing.RecordForm.Kept;
import edu.stsci.mast.registry.model.editing.RecordForm.Repeated;
import edu.stsci.mast.registry.model.editing.RecordForm.TypeChoice;
import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.schemas.form.AttributeModel;
import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import eu.maveniverse.domtrip.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/** Makes the form of a document; for one use. */
final class FormReader {
    /** Columns that a grid has, whether they are filled in or not; others when a row uses them. */
    private static final List<ColumnGrid.Header> USUAL = List.of(
            ColumnGrid.Header.NAME,
            ColumnGrid.Header.DESCRIPTION,
            ColumnGrid.Header.UNIT,
            ColumnGrid.Header.UCD,
            ColumnGrid.Header.UTYPE,
            ColumnGrid.Header.DATATYPE,
            ColumnGrid.Header.ARRAYSIZE,
            ColumnGrid.Header.XTYPE,
            ColumnGrid.Header.FLAGS,
            ColumnGrid.Header.STD,
            ColumnGrid.Header.USE);

    /** How deep elements that are not there are shown. */
    private static final int DEEPEST_ABSENT = 4;

    private final EditedDocument document;
    private final PickLists lists = PickLists.shared();
    private final List<Kept> kept = new ArrayList<>();

    FormReader(EditedDocument document) {
        this.document = document;
    }

    RecordForm form(List<Finding> findings, FindingPlaces places) {
        TypeModel type = document.rootType();
        List<Item> items = items(FieldPath.ROOT, document.root(), type, 0);
        Set<FieldPath> shown = new HashSet<>();
        shown.add(FieldPath.ROOT);
        items.forEach(item -> paths(item, shown));
        Map<FieldPath, List<Finding>> byPlace = places.byPlace(findings, shown);
        TypeChoice choice = new TypeChoice(
                FormModel.written(type.name()), options(document.model().resourceTypes()));
        return new RecordForm(
                choice,
                items.stream().map(item -> with(item, byPlace)).toList(),
                kept,
                byPlace.getOrDefault(FieldPath.ROOT, List.of()));
    }

    // ---- what is in an element

    /** The items of an element's attributes, text and elements; {@code element} is null for one that is not there. */
    private List<Item> items(FieldPath path, Element element, TypeModel type, int absent) {
        keep(path, element, type);
        List<Item> items = new ArrayList<>();
        for (AttributeModel attribute : type.attributes()) {
            if (attribute.namespace().isEmpty()) {
                items.add(attribute(path, element, type, attribute));
            }
        }
        for (ElementModel declared : type.elements()) {
            if (declared.namespace().isEmpty()) {
                items.add(child(path, element, type, declared, absent));
            }
        }
        return items;
    }

    private Field attribute(FieldPath path, Element element, TypeModel type, AttributeModel attribute) {
        String there = element == null ? null : element.attribute(attribute.name());
        return new Field(
                path.attribute(attribute.name()),
                attribute.label(),
                attribute.help(),
                there == null ? "" : Values.attribute(there, attribute.value()),
                attribute.required(),
                lists.of(type, attribute),
                List.of());
    }

    private Item child(FieldPath path, Element parent, TypeModel parentType, ElementModel declared, int absent) {
        List<Element> there = parent == null ? List.of() : EditedDocument.children(parent, declared);
        boolean many = declared.repeatable() || there.size() > 1;
        if (!many) {
            Element only = there.isEmpty() ? null : there.get(0);
            return one(path.child(declared.name(), 1), only, parentType, declared, absent);
        }
        FieldPath all = path.child(declared.name(), FieldPath.Step.ALL);
        if (declared.type() != null && document.model().isA(declared.type(), FormModel.PARAM)) {
            return grid(all, there, declared);
        }
        List<Item> occurrences = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            occurrences.add(one(path.child(declared.name(), i + 1), there.get(i), parentType, declared, absent));
        }
        if (there.isEmpty() && declared.required() && absent < DEEPEST_ABSENT) {
            occurrences.add(one(path.child(declared.name(), 1), null, parentType, declared, absent));
        }
        boolean addable = declared.max() == ElementModel.UNBOUNDED || there.size() < declared.max();
        return new Repeated(
                all,
                declared.label(),
                declared.help(),
                declared.required(),
                occurrences,
                addable,
                typesOfNew(declared));
    }

    private Item one(FieldPath path, Element element, TypeModel parentType, ElementModel declared, int absent) {
        TypeModel type = declared.type() == null
                ? null
                : element == null
                        ? typeOfAbsent(declared)
                        : document.type(element, declared.type()).orElse(null);
        if (type == null) {
            String value = element == null || declared.value() == null
                    ? ""
                    : Values.shown(Objects.toString(element.textContent(), ""), declared.value());
            keep(path, element, null);
            return new Field(
                    path,
                    declared.label(),
                    declared.help(),
                    value,
                    declared.required(),
                    lists.of(parentType, declared, declared.value()),
                    List.of());
        }
        // Text with attributes is asked for at once; what holds elements is added first, unless the schema wants it.
        boolean open = element != null || type.elements().isEmpty() || declared.required() && absent < DEEPEST_ABSENT;
        List<Item> items = new ArrayList<>();
        if (open) {
            if (type.text() != null) {
                items.add(text(path, element, parentType, declared, type));
            }
            items.addAll(items(path, element, type, element == null ? absent + 1 : absent));
        }
        List<Option> types = typesOfNew(declared);
        return new Group(
                path,
                declared.label(),
                declared.help().isEmpty() ? type.help() : declared.help(),
                element != null,
                declared.required(),
                types.isEmpty() ? Optional.empty() : Optional.of(new TypeChoice(FormModel.written(type.name()), types)),
                items,
                List.of());
    }

    private Field text(FieldPath path, Element element, TypeModel parentType, ElementModel declared, TypeModel type) {
        return new Field(
                path,
                declared.label(),
                "",
                element == null ? "" : Values.shown(Objects.toString(element.textContent(), ""), type.text()),
                declared.required(),
                lists.ofText(parentType, declared, type),
                List.of());
    }

    private TypeModel typeOfAbsent(ElementModel declared) {
        return document.model()
                .type(declared.type())
                .filter(type -> !type.isAbstract())
                .or(() -> document.model().choices(declared.type()).stream().findFirst())
                .orElse(null);
    }

    private List<Option> typesOfNew(ElementModel declared) {
        List<TypeModel> choices =
                declared.type() == null ? List.of() : document.model().choices(declared.type());
        return choices.size() < 2 ? List.of() : options(choices);
    }

    private static List<Option> options(List<TypeModel> types) {
        return types.stream()
                .map(type -> new Option(FormModel.written(type.name()), type.label(), type.help(), ""))
                .toList();
    }

    // ---- columns

    private Grid grid(FieldPath all, List<Element> columns, ElementModel declared) {
        List<ColumnGrid.Header> headers = new ArrayList<>();
        for (ColumnGrid.Header header : ColumnGrid.Header.values()) {
            boolean applies =
                    header.appliesTo(document.model().type(declared.type()).orElse(null));
            if (applies && (USUAL.contains(header) || uses(columns, header))) {
                headers.add(header);
            }
        }
        List<GridRow> rows = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            FieldPath path = all.parent().child(declared.name(), i + 1);
            Element column = columns.get(i);
            TypeModel type = document.type(column, declared.type()).orElseThrow();
            keep(path, column, type);
            keepWithin(path, column, type);
            rows.add(new GridRow(
                    path,
                    headers.stream()
                            .map(header -> cell(path, column, type, header))
                            .toList(),
                    List.of()));
        }
        return new Grid(all, declared.label(), declared.help(), headers, rows);
    }

    private static boolean uses(List<Element> columns, ColumnGrid.Header header) {
        return columns.stream().anyMatch(column -> !raw(column, header).isBlank());
    }

    /** A cell's text as it is in the document. */
    private static String raw(Element column, ColumnGrid.Header header) {
        FieldPath relative = header.path(FieldPath.ROOT);
        if (relative.steps().isEmpty()) {
            return Objects.toString(column.attribute(relative.attribute()), "");
        }
        FieldPath.Step step = relative.steps().get(0);
        Stream<Element> children = column.childElements(step.name());
        if (step.index() == FieldPath.Step.ALL) {
            return children.map(
                            child -> Objects.toString(child.textContent(), "").strip())
                    .collect(Collectors.joining(" "));
        }
        return children.findFirst()
                .map(child -> relative.isAttribute() ? child.attribute(relative.attribute()) : child.textContent())
                .orElse("");
    }

    private Field cell(FieldPath path, Element column, TypeModel type, ColumnGrid.Header header) {
        FieldPath at = header.path(path);
        FieldPath relative = header.path(FieldPath.ROOT);
        String value = header == ColumnGrid.Header.DELIM
                ? raw(column, header)
                : raw(column, header).strip().replaceAll("\\s+", " ");
        return new Field(
                at,
                header.label(),
                "",
                value,
                header == ColumnGrid.Header.NAME,
                input(column, type, relative),
                List.of());
    }

    private Input input(Element column, TypeModel type, FieldPath relative) {
        if (relative.steps().isEmpty()) {
            return lists.of(type, type.attribute(relative.attribute()).orElseThrow());
        }
        String name = relative.steps().get(0).name();
        ElementModel declared = type.element("", name).orElseThrow();
        if (declared.value() != null) {
            return lists.of(type, declared, declared.value());
        }
        TypeModel within = column.childElement(name)
                .flatMap(child -> document.type(child, declared.type()))
                .orElseGet(() -> typeOfAbsent(declared));
        return relative.isAttribute()
                ? within.attribute(relative.attribute())
                        .map(attribute -> lists.of(within, attribute))
                        .orElseGet(() -> new Input(
                                edu.stsci.mast.registry.schemas.form.ValueType.Kind.TOKEN,
                                List.of(),
                                false,
                                "",
                                -1,
                                "",
                                false))
                : lists.ofText(type, declared, within);
    }

    private void keepWithin(FieldPath path, Element column, TypeModel type) {
        for (ElementModel declared : type.elements()) {
            List<Element> children = EditedDocument.children(column, declared);
            for (int i = 0; i < children.size(); i++) {
                TypeModel within = declared.type() == null
                        ? null
                        : document.type(children.get(i), declared.type()).orElse(null);
                keep(path.child(declared.name(), i + 1), children.get(i), within);
            }
        }
    }

    // ---- what the form does not show

    private void keep(FieldPath path, Element element, TypeModel type) {
        if (element == null) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        if (type != null) {
            type.attributes().stream()
                    .filter(attribute -> attribute.namespace().isEmpty())
                    .forEach(attribute -> known.add(attribute.name()));
        }
        element.attributes().keySet().stream()
                .filter(name -> !known.contains(name) && !isPlumbing(element, name))
                .forEach(name -> kept.add(new Kept(path, "attribute " + name)));
        element.childElements()
                .filter(child -> type == null
                        || EditedDocument.declaration(child, type)
                                .filter(declared -> declared.namespace().isEmpty())
                                .isEmpty())
                .forEach(child -> kept.add(new Kept(path, "<" + child.name() + ">")));
        Optional<QName> own = document.ownType(element);
        if (own.isPresent() && (type == null || !own.get().equals(type.name()))) {
            kept.add(new Kept(
                    path,
                    "type " + element.attribute(document.typeAttribute(element).orElseThrow())));
        }
    }

    /** Whether an attribute is about XML itself. */
    private static boolean isPlumbing(Element element, String name) {
        int colon = name.indexOf(':');
        String prefix = colon < 0 ? "" : name.substring(0, colon);
        return name.equals("xmlns")
                || prefix.equals("xmlns")
                || !prefix.isEmpty() && VoNamespace.XSI.uri().equals(EditedDocument.namespace(element, prefix));
    }

    // ---- findings

    private static void paths(Item item, Set<FieldPath> shown) {
        shown.add(item.path());
        if (item instanceof Group group) {
            group.items().forEach(within -> paths(within, shown));
        } else if (item instanceof Repeated repeated) {
            repeated.occurrences().forEach(within -> paths(within, shown));
        } else if (item instanceof Grid grid) {
            grid.rows().forEach(row -> {
                shown.add(row.path());
                row.fields().forEach(field -> shown.add(field.path()));
            });
        }
    }

    private static Item with(Item item, Map<FieldPath, List<Finding>> findings) {
        List<Finding> own = findings.getOrDefault(item.path(), List.of());
        if (item instanceof Field field) {
            return with(field, findings);
        }
        if (item instanceof Group group) {
            // The text of an element is a field at the same place, which shows what is wrong with it.
            boolean shownWithin = group.items().stream()
                    .anyMatch(within -> within instanceof Field && within.path().equals(group.path()));
            return new Group(
                    group.path(),
                    group.label(),
                    group.help(),
                    group.present(),
                    group.required(),
                    group.type(),
                    group.items().stream().map(within -> with(within, findings)).toList(),
                    shownWithin ? List.of() : own);
        }
        if (item instanceof Repeated repeated) {
            return new Repeated(
                    repeated.path(),
                    repeated.label(),
                    repeated.help(),
                    repeated.required(),
                    repeated.occurrences().stream()
                            .map(within -> with(within, findings))
                            .toList(),
                    repeated.addable(),
                    repeated.types());
        }
        Grid grid = (Grid) item;
        List<GridRow> rows = grid.rows().stream()
                .map(row -> new GridRow(
                        row.path(),
                        row.fields().stream()
                                .map(field -> with(field, findings))
                                .toList(),
                        findings.getOrDefault(row.path(), List.of())))
                .toList();
        return new Grid(grid.path(), grid.label(), grid.help(), grid.headers(), rows);
    }

    private static Field with(Field field, Map<FieldPath, List<Finding>> findings) {
        return new Field(
                field.path(),
                field.label(),
                field.help(),
                field.value(),
                field.required(),
                field.input(),
                findings.getOrDefault(field.path(), List.of()));
    }
}
