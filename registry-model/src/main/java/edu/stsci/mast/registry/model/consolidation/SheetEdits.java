package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.consolidation.ServiceSheet.Row;
import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a line of a table of services changes in a record. */
final class SheetEdits {
    private static final Map<SheetColumn, String> TEXTS = Map.of(
            SheetColumn.TITLE, "title",
            SheetColumn.SHORT_NAME, "shortName",
            SheetColumn.DESCRIPTION, "content/description",
            SheetColumn.REFERENCE_URL, "content/referenceURL",
            SheetColumn.CONTACT_NAME, "curation/contact/name",
            SheetColumn.CONTACT_EMAIL, "curation/contact/email",
            SheetColumn.SOURCE, "content/source");

    private static final String VOSI = "ivo://ivoa.net/std/vosi#";

    private final RecordElement record;
    private final boolean isNew;
    private final List<Edit> edits = new ArrayList<>();

    private SheetEdits(RecordElement record, boolean isNew) {
        this.record = record;
        this.isNew = isNew;
    }

    /**
     * The edits of a line.
     *
     * @param record the record as it is, or the template of a new one
     * @param isNew whether it is a new one, of which what the line does not tell is left out where that is possible
     * @throws ConsolidationRefusedException when the record has no place for what a cell says
     */
    static List<Edit> of(RecordElement record, Row row, boolean isNew) throws ConsolidationRefusedException {
        SheetEdits made = new SheetEdits(record, isNew);
        for (SheetColumn column : SheetColumn.values()) {
            String text = TEXTS.get(column);
            if (text != null && !row.cell(column).isEmpty()) {
                made.edits.add(new Edit.Set(FieldPath.of(text), row.cell(column)));
            }
        }
        made.list("content", "subject", "", row.values(SheetColumn.SUBJECTS));
        made.list("curation", "creator", "name", row.values(SheetColumn.CREATOR));
        made.list("coverage", "waveband", "", row.values(SheetColumn.WAVEBAND));
        made.list("", "facility", "", row.values(SheetColumn.FACILITY));
        made.list("", "instrument", "", row.values(SheetColumn.INSTRUMENT));
        made.address(row);
        made.vosi(row);
        return made.edits;
    }

    /** Gives the elements of a name these values, as many as there are; those beyond go. */
    private void list(String parent, String name, String within, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        int there = record.all(parent.isEmpty() ? name : parent + "/" + name).size();
        for (int i = 1; i <= Math.max(there, values.size()); i++) {
            FieldPath path = FieldPath.of(parent).child(name, i);
            if (i > values.size()) {
                edits.add(new Edit.Remove(path));
            } else {
                edits.add(new Edit.Set(within.isEmpty() ? path : path.child(within, 1), values.get(i - 1)));
            }
        }
    }

    private void address(Row row) throws ConsolidationRefusedException {
        String standard = row.cell(SheetColumn.STANDARD);
        List<RecordElement> capabilities = record.all("capability");
        int chosen = 0;
        for (int i = 1; i <= capabilities.size() && chosen == 0; i++) {
            String own = capabilities.get(i - 1).attribute("standardID");
            boolean fits = standard.isEmpty() ? !isVosi(own) : own.equalsIgnoreCase(standard);
            chosen = fits ? i : 0;
        }
        if (chosen == 0
                && !standard.isEmpty()
                && isNew
                && capabilities.size() == 1
                && capabilities.get(0).attribute("standardID").isEmpty()) {
            chosen = 1; // a service of no standard yet
            edits.add(new Edit.Set(FieldPath.of("capability/@standardID"), standard));
        }
        String url = row.cell(SheetColumn.ACCESS_URL);
        if (url.isEmpty()) {
            return;
        }
        if (chosen == 0 && !standard.isEmpty()) {
            throw new ConsolidationRefusedException(
                    "The record has no capability with the standardID " + standard + ".");
        }
        if (chosen == 0 && !record.type().equals("DataCollection")) {
            throw new ConsolidationRefusedException("Records of this kind have no access URL.");
        }
        edits.add(new Edit.Set(
                chosen == 0
                        ? FieldPath.of("accessURL")
                        : FieldPath.ROOT
                                .child("capability", chosen)
                                .child("interface", 1)
                                .child("accessURL", 1),
                url));
    }

    private static boolean isVosi(String standard) {
        return standard.toLowerCase(Locale.ROOT).startsWith(VOSI);
    }

    /** Where the service tells of itself; a TAP service does so below its own address (TAP 1.1, section 2). */
    private void vosi(Row row) {
        boolean tap = record.all("capability").stream()
                .anyMatch(capability -> capability.attribute("standardID").equalsIgnoreCase("ivo://ivoa.net/std/TAP"));
        String base = row.cell(SheetColumn.VOSI_URL);
        if (base.isEmpty() && isNew && tap) {
            base = row.cell(SheetColumn.ACCESS_URL);
        }
        List<RecordElement> capabilities = record.all("capability");
        for (int i = 1; i <= capabilities.size(); i++) {
            String standard = capabilities.get(i - 1).attribute("standardID");
            if (!isVosi(standard)) {
                continue;
            }
            FieldPath capability = FieldPath.ROOT.child("capability", i);
            if (!base.isEmpty()) {
                String endpoint = standard.substring(VOSI.length()).replaceFirst("-[0-9.]+$", "");
                edits.add(new Edit.Set(
                        capability.child("interface", 1).child("accessURL", 1),
                        base.replaceAll("/+$", "") + "/" + endpoint));
            } else if (isNew) {
                edits.add(new Edit.Remove(capability));
            }
        }
    }
}
