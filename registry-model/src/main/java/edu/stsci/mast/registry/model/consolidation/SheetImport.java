package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.consolidation.ServiceSheet.Row;
import edu.stsci.mast.registry.model.consolidation.SheetLine.Action;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * Makes drafts of a table of services, one a line: of a new record by a template, of a record that is there with what the line says differently.
 * Thread-safe.
 */
public final class SheetImport {
    /** How many lines a table may have. */
    public static final int MOST = 1000;

    private final MasterCopy masterCopy;
    private final Drafts drafts;
    private final Publication publication;
    private final ImportRuns runs;
    private final Template.Defaults defaults;

    /** Imports into a master copy's drafts; {@code defaults} is what new records begin with. */
    public SheetImport(
            MasterCopy masterCopy,
            Drafts drafts,
            Publication publication,
            ImportRuns runs,
            Template.Defaults defaults) {
        this.masterCopy = masterCopy;
        this.drafts = drafts;
        this.publication = publication;
        this.runs = runs;
        this.defaults = defaults;
    }

    /** A line with the text that it makes, and the version that this is based on; null for one that does nothing. */
    private record Planned(SheetLine line, byte[] text, int version) {}

    /**
     * What each line would do; nothing is changed.
     *
     * @throws ConsolidationRefusedException when the table as a whole cannot be used
     */
    public List<SheetLine> rehearse(ServiceSheet sheet, Actor actor) throws ConsolidationRefusedException {
        return planned(sheet, actor).stream().map(Planned::line).toList();
    }

    /**
     * Makes the drafts. What is refused is among the problems of the import.
     *
     * @param what the table is, for the list of imports
     * @return the number of the import
     * @throws ConsolidationRefusedException when the table as a whole cannot be used; nothing was changed then
     */
    public long carryOut(ServiceSheet sheet, String what, Actor actor) throws ConsolidationRefusedException {
        List<Planned> planned = planned(sheet, actor);
        long run = runs.begin(ImportRun.Kind.SHEET, what, actor);
        List<String> problems = new ArrayList<>();
        try {
            for (Planned line : planned) {
                if (line.line().action() == Action.REFUSED) {
                    problems.add(line.line().toString());
                } else if (line.text() != null) {
                    carryOut(line, actor, run, problems);
                }
            }
        } finally {
            runs.end(run, problems);
        }
        return run;
    }

    private void carryOut(Planned line, Actor actor, long run, List<String> problems) {
        try {
            drafts.create(line.text(), line.version(), actor, (connection, draft) -> runs.note(connection, run, draft));
        } catch (DraftRefusedException e) {
            problems.add("Line " + line.line().line() + ", " + line.line().ivoid() + ": " + e.getMessage());
        }
    }

    private List<Planned> planned(ServiceSheet sheet, Actor actor) throws ConsolidationRefusedException {
        if (sheet.rows().size() > MOST) {
            throw new ConsolidationRefusedException("The table has more than " + MOST + " lines. Do it in parts.");
        }
        Map<Ivoid, Long> seen = new HashMap<>();
        List<Planned> planned = new ArrayList<>();
        for (Row row : sheet.rows()) {
            try {
                planned.add(planned(row, seen, actor));
            } catch (ConsolidationRefusedException | EditRefusedException | IllegalArgumentException e) {
                planned.add(nothing(row, Action.REFUSED, e.getMessage()));
            }
        }
        return planned;
    }

    private static Planned nothing(Row row, Action action, String words) {
        return new Planned(new SheetLine(row.line(), row.cell(SheetColumn.IVOID), action, words, 0), null, 0);
    }

    private Planned planned(Row row, Map<Ivoid, Long> seen, Actor actor)
            throws ConsolidationRefusedException, EditRefusedException {
        if (!row.problem().isEmpty()) {
            throw new ConsolidationRefusedException(row.problem());
        }
        if (row.cell(SheetColumn.IVOID).isEmpty()) {
            throw new ConsolidationRefusedException("The IVOID is missing.");
        }
        Ivoid ivoid = Ivoid.of(row.cell(SheetColumn.IVOID));
        Long before = seen.putIfAbsent(ivoid, row.line());
        if (before != null) {
            throw new ConsolidationRefusedException("Line " + before + " is about the same record.");
        }
        mayBegin(ivoid, actor);
        Optional<Template> template = template(row);
        Optional<StoredRecord> present = masterCopy.find(ivoid);
        return present.isPresent() ? changed(row, present.get(), template) : created(row, ivoid, template);
    }

    private void mayBegin(Ivoid ivoid, Actor actor) throws ConsolidationRefusedException {
        if (!masterCopy.managedAuthorities().contains(ivoid.authority())) {
            throw new ConsolidationRefusedException("The authority " + ivoid.authority() + " is not ours; ours: "
                    + String.join(", ", masterCopy.managedAuthorities()) + ".");
        }
        if (!actor.mayEdit(ivoid)) {
            throw new ConsolidationRefusedException("You may not edit records of " + ivoid.authority() + ".");
        }
        var draft = drafts.open(ivoid);
        if (draft.isPresent()) {
            throw new ConsolidationRefusedException("There is a draft of it already, begun by "
                    + draft.get().createdBy() + ". Publish or discard that first.");
        }
    }

    private static Optional<Template> template(Row row) throws ConsolidationRefusedException {
        String kind = row.cell(SheetColumn.KIND);
        Optional<Template> template = Template.named(kind);
        if (!kind.isEmpty() && template.isEmpty()) {
            throw new ConsolidationRefusedException("There is no kind '" + kind + "'. There are: "
                    + Template.all().stream().map(Template::name).collect(Collectors.joining(", ")) + ".");
        }
        return template;
    }

    private Planned created(Row row, Ivoid ivoid, Optional<Template> template)
            throws ConsolidationRefusedException, EditRefusedException {
        byte[] begin = template.orElseThrow(() -> new ConsolidationRefusedException(
                        "There is no such record yet. Say in the column 'kind' which template a new one begins with."))
                .document(ivoid, defaults);
        byte[] text = RecordEditor.apply(begin, SheetEdits.of(read(begin), row, true));
        return new Planned(
                new SheetLine(row.line(), ivoid.toString(), Action.CREATE, "a new record", errors(text)), text, 0);
    }

    private Planned changed(Row row, StoredRecord present, Optional<Template> template)
            throws ConsolidationRefusedException, EditRefusedException {
        if (present.status() == RecordStatus.DELETED || present.document() == null) {
            throw new ConsolidationRefusedException("The record is deleted. Bring it back first.");
        }
        if (template.isPresent() && !template.get().type().equals(present.resourceType())) {
            throw new ConsolidationRefusedException("The record is there, and is a " + present.resourceType()
                    + ", not a " + template.get().type() + ". Leave the kind empty.");
        }
        byte[] before = present.document();
        byte[] text = RecordEditor.apply(before, SheetEdits.of(read(before), row, false));
        if (Arrays.equals(before, text)) {
            return nothing(row, Action.UNCHANGED, "The record says all of it.");
        }
        return new Planned(
                new SheetLine(
                        row.line(),
                        present.ivoid().toString(),
                        Action.CHANGE,
                        "changes " + String.join(", ", differing(row, before)),
                        errors(text)),
                text,
                present.version());
    }

    /** The columns that by themselves would change the record. */
    private static List<String> differing(Row row, byte[] before)
            throws ConsolidationRefusedException, EditRefusedException {
        List<String> differing = new ArrayList<>();
        for (Map.Entry<SheetColumn, String> cell : row.cells().entrySet()) {
            if (cell.getKey() == SheetColumn.STANDARD) {
                continue; // tells only whose address is meant
            }
            Map<SheetColumn, String> alone = new HashMap<>(Map.of(cell.getKey(), cell.getValue()));
            if (cell.getKey() == SheetColumn.ACCESS_URL) {
                alone.put(SheetColumn.STANDARD, row.cell(SheetColumn.STANDARD));
            }
            Row one = new Row(row.line(), alone, "");
            if (!Arrays.equals(before, RecordEditor.apply(before, SheetEdits.of(read(before), one, false)))) {
                differing.add(cell.getKey().text());
            }
        }
        return differing;
    }

    private static RecordElement read(byte[] document) {
        try {
            return RecordElement.read(document);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A record's text is not well-formed", e);
        }
    }

    private long errors(byte[] text) throws ConsolidationRefusedException {
        try {
            return publication.findings(text).stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .count();
        } catch (DraftRefusedException e) {
            throw new ConsolidationRefusedException(e.getMessage());
        }
    }
}
