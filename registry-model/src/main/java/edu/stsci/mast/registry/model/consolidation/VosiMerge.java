package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * A record's text with what its service tells by VOSI: its capabilities (VOSI 1.1, section 4) and its tables (section 6). What VOSI does not
 * speak of stays, and so does what the service leaves out but does not deny: descriptions, pages for people, capabilities of other services.
 *
 * @param text the text
 * @param edits what was changed; empty when record and service tell the same
 * @param notes what a person should know: what was not taken over, and why
 */
public record VosiMerge(byte[] text, List<Edit> edits, List<String> notes) {
    /**
     * Puts record and answers together.
     *
     * @param record the record's document
     * @param capabilities the answer at {@code /capabilities}; empty when it was not to be had
     * @param tables the answer at {@code /tables}; empty likewise
     * @throws ConsolidationRefusedException when an answer cannot be read, or the record cannot be edited
     */
    public static VosiMerge of(byte[] record, Optional<byte[]> capabilities, Optional<byte[]> tables)
            throws ConsolidationRefusedException {
        try {
            RecordElement root = RecordElement.read(record);
            TypeModel type = FormModel.shared()
                    .named(root.attribute("xsi:type"))
                    .or(() -> FormModel.shared().type(FormModel.RESOURCE))
                    .orElseThrow();
            ElementMerge merge = new ElementMerge();
            if (capabilities.isPresent()) {
                merge.capabilities(type, root, VosiAnswer.capabilities(capabilities.get()));
            }
            if (tables.isPresent()) {
                merge.tables(type, root, VosiAnswer.tables(tables.get()));
            }
            byte[] text = RecordEditor.apply(record, merge.edits());
            return new VosiMerge(text, changes(record, text, merge.edits()), List.copyOf(merge.notes()));
        } catch (XMLStreamException | EditRefusedException e) {
            throw new ConsolidationRefusedException("The service's answers do not fit the record: " + e.getMessage());
        }
    }

    /** Values are set whether or not they are there already, so that only the text shows whether anything has changed. */
    private static List<Edit> changes(byte[] record, byte[] text, List<Edit> edits) {
        return Arrays.equals(record, text) ? List.of() : List.copyOf(edits);
    }

    /** Whether record and service tell the same. */
    public boolean same() {
        return edits.isEmpty();
    }

    /** The SHA-256 of what was changed, by which the same change is known again. */
    byte[] sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Edit edit : edits) {
                digest.update((edit + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
