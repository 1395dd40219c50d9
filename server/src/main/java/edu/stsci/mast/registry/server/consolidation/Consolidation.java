package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.consolidation.BulkEdits;
import edu.stsci.mast.registry.model.consolidation.Duplicates;
import edu.stsci.mast.registry.model.consolidation.ImportRuns;
import edu.stsci.mast.registry.model.consolidation.SheetImport;
import edu.stsci.mast.registry.model.consolidation.Undo;
import edu.stsci.mast.registry.model.consolidation.VosiProposals;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.server.curation.Curation;
import edu.stsci.mast.registry.server.pages.Templates;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the pages for many records at once work with.
 *
 * @param curation the records and their drafts
 * @param runs the list of imports
 * @param proposals what services tell that their records do not
 */
public record Consolidation(Curation curation, ImportRuns runs, VosiProposals proposals) {
    /** The consolidation of a master copy's records. */
    public static Consolidation of(DataSource dataSource, Curation curation, Clock clock) {
        return new Consolidation(
                curation,
                new ImportRuns(dataSource, clock),
                new VosiProposals(dataSource, curation.masterCopy(), curation.drafts(), clock));
    }

    /** What undoes imports. */
    public Undo undo() {
        return new Undo(runs, curation.masterCopy(), curation.drafts(), curation.publication());
    }

    /** What changes many records at once. */
    public BulkEdits bulkEdits() {
        return new BulkEdits(
                curation.records(), curation.masterCopy(), curation.drafts(), curation.publication(), runs);
    }

    /** What makes drafts of tables of services; {@code defaults} is what new records begin with. */
    public SheetImport sheets(Template.Defaults defaults) {
        return new SheetImport(curation.masterCopy(), curation.drafts(), curation.publication(), runs, defaults);
    }

    /** Its pages; {@code defaults} is what new records begin with. */
    public List<Object> resources(Templates templates, VosiSync sync, AuditLog audit, Template.Defaults defaults) {
        return List.of(
                new SheetPages(templates, sheets(defaults)),
                new DuplicatePages(
                        templates, curation.masterCopy(), new Duplicates(curation.records(), curation.masterCopy())),
                new BulkPages(templates, bulkEdits()),
                new ProposalPages(templates, curation.masterCopy(), proposals, sync),
                new ImportPages(templates, runs, undo(), audit));
    }
}
