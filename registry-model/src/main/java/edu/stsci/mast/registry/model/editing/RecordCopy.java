package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.schemas.form.FormModel;
import java.util.ArrayList;
import java.util.List;

/** New records that begin as copies of others. */
public final class RecordCopy {
    private RecordCopy() {}

    /**
     * A copy under another IVOID, without what is true of the original only: when its record was made and changed, its dates, its other
     * identifiers, such as a DOI, and how validators grade it and its capabilities. It is active.
     *
     * @throws EditRefusedException when the document is no record, or not well-formed
     */
    public static byte[] of(byte[] document, Ivoid ivoid) throws EditRefusedException {
        EditedDocument read = EditedDocument.read(document, FormModel.shared());
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit.Set(FieldPath.of("identifier"), ivoid.toString()));
        edits.add(new Edit.Set(FieldPath.of("@status"), "active"));
        edits.add(new Edit.Set(FieldPath.of("@created"), ""));
        edits.add(new Edit.Set(FieldPath.of("@updated"), ""));
        new Spots(read)
                .paths().stream()
                        .filter(RecordCopy::isOfTheOriginal)
                        .map(Edit.Remove::new)
                        .forEach(edits::add);
        return RecordEditor.apply(document, edits);
    }

    private static boolean isOfTheOriginal(FieldPath path) {
        List<String> names = path.steps().stream().map(FieldPath.Step::name).toList();
        return names.equals(List.of("altIdentifier"))
                || names.equals(List.of("curation", "date"))
                || names.equals(List.of("validationLevel"))
                || names.equals(List.of("capability", "validationLevel"));
    }
}
