package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.apache.solr.common.SolrInputDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Solr documents of records. A record that cannot be read in full gives what can be read of it, and one line in the log. */
final class SolrDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(SolrDocuments.class);
    /** Lucene refuses untokenised values beyond 32 kB; nothing of that length is a name or an identifier. */
    private static final int LONGEST_ORDER = 100;

    private static final int LONGEST_KEYWORD = 1000;

    private SolrDocuments() {}

    /**
     * The document of an active record.
     *
     * @param record the record with its document; the latter may be null or broken
     * @param generation the rebuilding of the index that the document belongs to
     */
    static SolrInputDocument of(StoredRecord record, long generation) {
        RecordReader reader = new RecordReader();
        if (record.document() != null) {
            try {
                reader.read(record.document());
            } catch (XMLStreamException | RuntimeException e) {
                LOG.warn("{} is found by the part of its document that can be read: {}", record.ivoid(), firstLine(e));
            }
        }
        return document(record, reader.record(), reader.coverage(), generation);
    }

    /** A document with no more than the master copy's own columns, for a record whose content Solr refuses. */
    static SolrInputDocument plain(StoredRecord record, long generation) {
        return document(record, new RecordText(), new RecordCoverage(), generation);
    }

    /**
     * What stands for a record that a search must not find. It takes the place of the record's document, so that a node that is late with an
     * earlier state does not bring that back.
     */
    static SolrInputDocument gone(StoredRecord record, long generation) {
        SolrInputDocument document = new SolrInputDocument();
        document.setField(SolrField.ID, record.ivoid().key());
        document.setField(SolrField.KIND, SolrField.KIND_GONE);
        document.setField(SolrField.GENERATION, generation);
        document.setField(SolrField.VERSION, DocumentVersion.of(generation, record.sequence()));
        return document;
    }

    private static SolrInputDocument document(
            StoredRecord record, RecordText text, RecordCoverage coverage, long generation) {
        Ivoid ivoid = record.ivoid();
        SolrInputDocument document = new SolrInputDocument();
        document.setField(SolrField.ID, ivoid.key());
        document.setField(SolrField.KIND, SolrField.KIND_RECORD);
        document.setField(SolrField.GENERATION, generation);
        document.setField(SolrField.VERSION, DocumentVersion.of(generation, record.sequence()));
        document.setField(SolrField.IVOID, ivoid.toString());
        document.setField(SolrField.AUTHORITY, ivoid.authority());
        record.homeRegistry().ifPresent(home -> document.setField(SolrField.HOME_REGISTRY, home.toString()));
        document.setField(SolrField.MANAGED, record.managed());
        document.setField(SolrField.STATUS, record.status().text());
        setDate(document, SolrField.CREATED, record.created());
        setDate(document, SolrField.UPDATED, record.updated());
        setDate(document, SolrField.DATESTAMP, Optional.of(record.datestamp()));
        String type = keyword(record.resourceType());
        document.setField(SolrField.RESOURCE_TYPE, type);

        coverage.writeTo(document);
        text.add(SolrField.TITLE, record.title());
        String order = FoldedText.of(record.title());
        if (!order.isEmpty()) {
            document.setField(SolrField.TITLE_SORT, order.substring(0, Math.min(order.length(), LONGEST_ORDER)));
        }
        text.add(SolrField.SHORT_NAME, record.shortName());
        text.add(SolrField.IDENTIFIER, ivoid.toString());
        text.add(SolrField.IDENTIFIER_KEY, ivoid.key());
        text.add(SolrField.ABOUT, ResourceTypes.label(type));
        text.add(SolrField.TYPE_WORDS, ResourceTypes.label(type));
        text.add(SolrField.TYPE_WORDS, type);
        addNames(text, ivoid);
        addKeys(text, SolrField.SUBJECT, SolrField.SUBJECT_KEYS);
        addKeys(text, SolrField.INSTRUMENT, SolrField.INSTRUMENT_KEYS);
        for (String field : text.fields()) {
            switch (field) {
                case SolrField.TITLE, SolrField.SHORT_NAME, SolrField.REFERENCE_URL ->
                    document.setField(field, text.first(field));
                case SolrField.PUBLISHER -> document.setField(field, keyword(text.first(field)));
                case SolrField.STANDARD,
                        SolrField.STANDARD_ID,
                        SolrField.WAVEBAND,
                        SolrField.CONTENT_LEVEL,
                        SolrField.IDENTIFIER_KEY,
                        SolrField.SUBJECT_KEYS,
                        SolrField.INSTRUMENT_KEYS ->
                    text.all(field).forEach(value -> document.addField(field, keyword(value)));
                default -> text.all(field).forEach(value -> document.addField(field, value));
            }
        }
        return document;
    }

    /** What a record may be called beside its title: people know the ends of IVOIDs. */
    private static void addNames(RecordText text, Ivoid ivoid) {
        String path = ivoid.withoutScheme().substring(ivoid.authority().length());
        text.add(SolrField.NAME, path);
        text.add(SolrField.NAME, path.substring(path.lastIndexOf('/') + 1));
    }

    private static void addKeys(RecordText text, String field, String keys) {
        text.all(field).forEach(value -> SuggestionKeys.of(value).forEach(key -> text.add(keys, key)));
    }

    private static void setDate(SolrInputDocument document, String field, Optional<Instant> time) {
        time.ifPresent(t -> document.setField(field, Date.from(t)));
    }

    private static String keyword(String value) {
        return value.length() <= LONGEST_KEYWORD ? value : value.substring(0, LONGEST_KEYWORD);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
