package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.List;

/**
 * A record as a response carries it.
 *
 * @param header its header
 * @param metadata its metadata, one element in UTF-8; null for a deleted record, and in lists of identifiers
 * @param sequence its place in the change feed
 */
record OaiRecord(OaiHeader header, byte[] metadata, long sequence) {
    /** The record in the given format. */
    static OaiRecord of(StoredRecord record, MetadataFormat format) {
        OaiHeader header = header(record);
        return new OaiRecord(header, header.deleted() ? null : format.disseminate(record), record.sequence());
    }

    /** The record without its metadata. */
    static OaiRecord ofHeader(StoredRecord record) {
        return new OaiRecord(header(record), null, record.sequence());
    }

    /** How much memory the metadata take, in bytes. */
    int size() {
        return metadata == null ? 0 : metadata.length;
    }

    private static OaiHeader header(StoredRecord record) {
        return new OaiHeader(
                record.ivoid().toString(),
                record.datestamp(),
                record.managed() ? List.of(OaiSet.IVO_MANAGED.spec()) : List.of(),
                record.status() == RecordStatus.DELETED);
    }
}
