package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.server.pages.Templates;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the pages and the interface for those who look after our records work with.
 *
 * @param masterCopy all records
 * @param records ours
 * @param drafts what is being written
 * @param publication makes drafts the texts of records
 * @param normaliser reads and checks texts
 */
public record Curation(
        MasterCopy masterCopy,
        ManagedRecords records,
        Drafts drafts,
        Publication publication,
        DocumentNormaliser normaliser) {
    /** The curation of a master copy's records. */
    public static Curation of(
            DataSource dataSource, MasterCopy masterCopy, DocumentNormaliser normaliser, AuditLog audit, Clock clock) {
        Drafts drafts = new Drafts(dataSource, masterCopy, normaliser, audit, clock);
        return new Curation(
                masterCopy,
                new ManagedRecords(dataSource),
                drafts,
                new Publication(drafts, masterCopy, audit, clock),
                normaliser);
    }

    /**
     * Its pages, and its interface for scripts.
     *
     * @param defaults what new records begin with
     * @param search finds what other records have in a field
     * @param subjects the terms that subjects are to be of
     */
    public List<Object> resources(
            Templates templates, Template.Defaults defaults, KeywordSearch search, SubjectTerms subjects, Clock clock) {
        DraftPages draftPages = new DraftPages(templates, this);
        return List.of(
                new OurRecordPages(templates, this),
                draftPages,
                new DraftFormPages(templates, this, draftPages, search, subjects),
                new SuggestionPages(templates, search, subjects),
                new NewDraftPages(templates, this, defaults),
                new DraftActions(templates, this, clock),
                new RecordsApi(this),
                new DraftsApi(this),
                new BulkApi(this, normaliser),
                new ValidateApi(normaliser));
    }
}
