package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.FormModel;
import java.util.List;

/**
 * Changes a record's document by {@link Edit}s. All that no edit is about stays as it is, to the character: comments, elements and
 * attributes that no schema knows, their order, white space, and the way in which characters are written.
 */
public final class RecordEditor {
    private RecordEditor() {}

    /**
     * A part of a document that a change of type drops.
     *
     * @param label its name for people
     * @param text the text in it
     */
    public record Loss(FieldPath path, String label, String text) {}

    /**
     * The document with the edits made. It may be invalid, as any draft may; its elements are in the schema's order where the edits had a say.
     *
     * @throws EditRefusedException when the document is no record or not well-formed, or an edit does not fit it; nothing is changed then
     */
    public static byte[] apply(byte[] document, List<? extends Edit> edits) throws EditRefusedException {
        EditedDocument read = EditedDocument.read(document, FormModel.shared());
        if (edits.isEmpty()) {
            return document.clone();
        }
        Edits made = new Edits(read);
        for (Edit edit : edits) {
            made.make(edit);
        }
        made.finish();
        return read.bytes();
    }

    /**
     * What the change of a type would drop, in the document's order; empty when all fits.
     *
     * @throws EditRefusedException when the document cannot be edited, or cannot have the type there
     */
    public static List<Loss> losses(byte[] document, Edit.ChangeType change) throws EditRefusedException {
        EditedDocument read = EditedDocument.read(document, FormModel.shared());
        return new Edits(read).losses(change);
    }
}
