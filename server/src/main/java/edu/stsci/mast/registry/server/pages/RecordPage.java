package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.List;
import java.util.Optional;

/** What the page of a record shows. */
public final class RecordPage {
    private final StoredRecord record;
    private final List<RecordVersion> history;
    private final List<Finding> findings;
    private final Element root;

    RecordPage(StoredRecord record, List<RecordVersion> history, List<Finding> findings) {
        this.record = record;
        this.history = history;
        this.findings = findings;
        this.root = record.document() == null ? null : Element.root(record.document());
    }

    /** The stored record. */
    public StoredRecord record() {
        return record;
    }

    /** The record's content; empty for a tombstone that never had any. */
    public Optional<Element> content() {
        return Optional.ofNullable(root);
    }

    /** Whether it is a tombstone. */
    public boolean deleted() {
        return record.status() == RecordStatus.DELETED;
    }

    /** The title, or the identifier where there is none. */
    public String heading() {
        return record.title().isEmpty() ? record.ivoid().toString() : record.title();
    }

    /** All versions, the newest first. */
    public List<RecordVersion> history() {
        return history;
    }

    /** What validation found. */
    public List<Finding> findings() {
        return findings;
    }
}
