package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.request.schema.SchemaRequest;
import org.apache.solr.common.SolrDocumentList;
import org.apache.solr.common.SolrException;
import org.apache.solr.common.SolrInputDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records and the cursor into the index. For one thread, which it gives helpers for large batches. */
final class RecordIndexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordIndexer.class);
    private static final int HELPERS = Math.min(4, Runtime.getRuntime().availableProcessors());
    /** Fewer records than these are not worth another thread. */
    private static final int SMALLEST_SLICE = 20;

    private final SolrClient client;
    private String collection;
    private final ExecutorService helpers = Executors.newFixedThreadPool(HELPERS, work -> {
        Thread thread = new Thread(work, "search-index-writer");
        thread.setDaemon(true);
        return thread;
    });

    RecordIndexer(SolrClient client) {
        this.client = client;
    }

    /**
     * Says which collection of a SolrCloud is written to from now on.
     *
     * @param name its name; null for the only one there is
     */
    void use(String name) {
        collection = name;
    }

    /**
     * The cursor as searches see the index; empty when there is none, or it is of another layout.
     *
     * @throws SolrServerException when Solr has another layout's schema, so that nothing may be written there
     */
    Optional<IndexCursor> cursor() throws SolrServerException, IOException {
        SolrQuery query = new SolrQuery("{!term f=" + SolrField.ID + "}" + IndexCursor.ID);
        SolrDocumentList found = client.query(collection, query).getResults();
        if (!found.isEmpty() && IndexCursor.isOfPresentLayout(found.get(0))) {
            return Optional.of(IndexCursor.of(found.get(0)));
        }
        String schema =
                new SchemaRequest.SchemaName().process(client, collection).getSchemaName();
        if (!IndexLayout.SCHEMA.equals(schema)) {
            throw new SolrServerException(
                    "Solr has the schema " + schema + " there, and this version of the registry needs "
                            + IndexLayout.SCHEMA + "; see 'registry solr-setup --help'");
        }
        if (!found.isEmpty()) {
            LOG.warn("The search index is of another layout than this program's and is built anew");
        }
        return Optional.empty();
    }

    /** The latest generation that the index has documents of; 0 when it has none. */
    long latestGeneration() throws SolrServerException, IOException {
        SolrQuery query = new SolrQuery("*:*");
        query.setFields(SolrField.GENERATION);
        query.setSort(SolrField.GENERATION, SolrQuery.ORDER.desc);
        query.setRows(1);
        SolrDocumentList found = client.query(collection, query).getResults();
        return !found.isEmpty() && found.get(0).getFieldValue(SolrField.GENERATION) instanceof Number number
                ? number.longValue()
                : 0;
    }

    /** Puts the present state of records into the index; what a search must not find is marked as gone. Doing so twice changes nothing. */
    void apply(List<StoredRecord> records, long generation) throws SolrServerException, IOException {
        List<SolrInputDocument> gone = new ArrayList<>();
        List<StoredRecord> present = new ArrayList<>();
        for (StoredRecord record : records) {
            if (record.status() == RecordStatus.ACTIVE) {
                present.add(record);
            } else {
                gone.add(SolrDocuments.gone(record, generation));
            }
        }
        if (!gone.isEmpty()) {
            client.add(collection, gone);
        }
        if (present.size() < 2 * SMALLEST_SLICE) {
            add(present, generation);
        } else {
            addInSlices(present, generation);
        }
    }

    /** Records the place that was reached; to be called after everything before it was applied. */
    void write(IndexCursor cursor) throws SolrServerException, IOException {
        client.add(collection, cursor.document());
    }

    /** Takes out what no record of the present generation has overwritten. */
    void removeEarlierGenerations(long generation) throws SolrServerException, IOException {
        client.deleteByQuery(collection, "*:* -" + SolrField.GENERATION + ":[" + generation + " TO *]");
    }

    /** Makes what was written searchable, and returns when it is. Solr puts it on disk a little later, by its configuration. */
    void commit() throws SolrServerException, IOException {
        client.commit(collection, true, true, true);
    }

    private void addInSlices(List<StoredRecord> records, long generation) throws SolrServerException, IOException {
        int size = Math.max(SMALLEST_SLICE, (records.size() + HELPERS - 1) / HELPERS);
        List<Future<?>> slices = new ArrayList<>();
        for (int i = 0; i < records.size(); i += size) {
            List<StoredRecord> slice = records.subList(i, Math.min(records.size(), i + size));
            slices.add(helpers.submit(() -> {
                add(slice, generation);
                return null;
            }));
        }
        Exception failure = null;
        for (Future<?> slice : slices) { // all of them end before anything else begins
            try {
                slice.get();
            } catch (ExecutionException e) {
                failure = (Exception) (e.getCause() instanceof Exception cause ? cause : e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IOException("Interrupted", e);
            }
        }
        rethrow(failure);
    }

    private static void rethrow(Exception failure) throws SolrServerException, IOException {
        if (failure instanceof SolrServerException e) {
            throw e;
        } else if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void add(List<StoredRecord> records, long generation) throws SolrServerException, IOException {
        if (records.isEmpty()) {
            return;
        }
        List<SolrInputDocument> documents = records.stream()
                .map(record -> SolrDocuments.of(record, generation))
                .toList();
        try {
            client.add(collection, documents);
        } catch (SolrException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            LOG.debug("Solr refuses a record of a batch; trying one by one", e);
            for (int i = 0; i < records.size(); i++) {
                addAlone(records.get(i), documents.get(i), generation);
            }
        }
    }

    private void addAlone(StoredRecord record, SolrInputDocument document, long generation)
            throws SolrServerException, IOException {
        try {
            client.add(collection, document);
        } catch (SolrException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            LOG.warn(
                    "{} is found by its title only, since Solr refuses its content: {}",
                    record.ivoid(),
                    e.getMessage());
            client.add(collection, SolrDocuments.plain(record, generation));
        }
    }

    /** Whether Solr objects to a document, rather than failing itself. */
    private static boolean isRefusal(SolrException e) {
        return e.code() == SolrException.ErrorCode.BAD_REQUEST.code;
    }

    @Override
    public void close() {
        helpers.shutdown();
    }
}
