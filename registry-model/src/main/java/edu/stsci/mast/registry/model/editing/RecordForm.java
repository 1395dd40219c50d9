package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.schemas.form.FormModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource record as a form: its fields in groups, in the order of the schemas, with those that are not filled in yet. What the schemas do
 * not know is listed and stays in the document.
 *
 * @param type the record's type, and the others that it could have
 * @param items what the form shows
 * @param kept what it does not show
 * @param findings what is wrong with the record as a whole
 */
public record RecordForm(TypeChoice type, List<Item> items, List<Kept> kept, List<Finding> findings) {
    /** Copies the lists. */
    public RecordForm {
        items = List.copyOf(items);
        kept = List.copyOf(kept);
        findings = List.copyOf(findings);
    }

    /**
     * The form of a record.
     *
     * @param findings what validation found in this very document
     * @throws EditRefusedException when it is no record, not well-formed, or declares a document type
     */
    public static RecordForm of(byte[] document, List<Finding> findings) throws EditRefusedException {
        EditedDocument read = EditedDocument.read(document, FormModel.shared());
        return new FormReader(read).form(findings, FindingPlaces.of(document));
    }

    /** A part of a form. */
    public sealed interface Item {
        /** Where it is in the document. */
        FieldPath path();

        /** Its name for people. */
        String label();

        /** What it is for; empty when the schema does not say. Paragraphs are lines. */
        String help();
    }

    /**
     * A value.
     *
     * @param value as people see it; empty when there is none
     * @param required whether the schema wants it, if the group around is there
     */
    public record Field(
            FieldPath path,
            String label,
            String help,
            String value,
            boolean required,
            Input input,
            List<Finding> findings)
            implements Item {}

    /**
     * An element with fields within.
     *
     * @param present whether it is in the document; when it is not, and the schema can do without it, it has no items and can be added
     * @param type its type, when it could have others
     */
    public record Group(
            FieldPath path,
            String label,
            String help,
            boolean present,
            boolean required,
            Optional<TypeChoice> type,
            List<Item> items,
            List<Finding> findings)
            implements Item {}

    /**
     * Elements of one name.
     *
     * @param occurrences those that are there; when the schema wants one and there is none, an empty one
     * @param addable whether another may be added
     * @param types the types that a new one can have; empty when there is no choice
     */
    public record Repeated(
            FieldPath path,
            String label,
            String help,
            boolean required,
            List<Item> occurrences,
            boolean addable,
            List<Option> types)
            implements Item {}

    /**
     * Columns of a table, or parameters of an interface, one a row.
     *
     * @param headers the columns of the grid
     * @param rows a field for each header, in their order
     */
    public record Grid(FieldPath path, String label, String help, List<ColumnGrid.Header> headers, List<GridRow> rows)
            implements Item {
        /** The grid with its values, for text. */
        public ColumnGrid values() {
            List<ColumnGrid.Row> values = new ArrayList<>();
            for (GridRow row : rows) {
                Map<ColumnGrid.Header, String> cells = new java.util.EnumMap<>(ColumnGrid.Header.class);
                for (int i = 0; i < headers.size(); i++) {
                    if (!row.fields().get(i).value().isEmpty()) {
                        cells.put(headers.get(i), row.fields().get(i).value());
                    }
                }
                values.add(new ColumnGrid.Row(cells));
            }
            return new ColumnGrid(headers, values);
        }
    }

    /** A row of a grid; the path is the column's. */
    public record GridRow(FieldPath path, List<Field> fields, List<Finding> findings) {}

    /**
     * A type and the types that could stand in its place.
     *
     * @param current the type with its canonical prefix
     */
    public record TypeChoice(String current, List<Option> options) {}

    /**
     * Something that is in the document and not in the form.
     *
     * @param path of the element around it
     * @param what it is, as {@code <stc:STCResourceProfile>} or {@code attribute note}
     */
    public record Kept(FieldPath path, String what) {}

    /** All fields, those of grids included, in the order of the form. */
    public List<Field> fields() {
        return items.stream().flatMap(RecordForm::fields).toList();
    }

    private static Stream<Field> fields(Item item) {
        if (item instanceof Field field) {
            return Stream.of(field);
        }
        if (item instanceof Group group) {
            return group.items().stream().flatMap(RecordForm::fields);
        }
        if (item instanceof Repeated repeated) {
            return repeated.occurrences().stream().flatMap(RecordForm::fields);
        }
        return ((Grid) item).rows().stream().flatMap(row -> row.fields().stream());
    }

    /** The field at a path. */
    public Optional<Field> field(String path) {
        FieldPath wanted = FieldPath.of(path);
        return fields().stream().filter(field -> field.path().equals(wanted)).findFirst();
    }
}
