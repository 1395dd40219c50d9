package edu.stsci.mast.registry.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * A synthetic Virtual Observatory: resource records that look like those of real registries, made from a seed.
 *
 * <p>The record at an index depends on the seed, the profile and the index alone. So any record can be had by itself, a
 * corpus of a million takes no memory, and a smaller corpus is the beginning of a larger one. Records refer to no real
 * service: their addresses lie below {@code example.org}. Instances are immutable and may be shared by threads.
 */
public final class Corpus {
    private final int records;
    private final RecordPlanner planner;
    private final RecordWriter writer;

    /** A corpus of full records. */
    public Corpus(long seed, int records) {
        this(seed, records, CorpusProfile.FULL);
    }

    public Corpus(long seed, int records, CorpusProfile profile) {
        if (records < 1) {
            throw new IllegalArgumentException("A corpus has at least one record, not " + records);
        }
        this.records = records;
        this.planner = new RecordPlanner(seed, profile);
        this.writer = new RecordWriter(seed, profile, planner::plan);
    }

    public int records() {
        return records;
    }

    /** The IVOID of the registry that is the home of all records, to be imported or harvested as such. */
    public static String homeRegistry() {
        return RecordPlanner.HOME_REGISTRY;
    }

    /** The record at an index, a self-contained {@code ri:Resource} element; empty when the record is deleted. */
    public String record(int index) {
        return record(plan(index));
    }

    public String ivoid(int index) {
        return plan(index).ivoid();
    }

    public boolean isDeleted(int index) {
        return plan(index).deleted();
    }

    /** Whether the record is neither deleted nor inactive, so that searches are to find it. */
    public boolean isActive(int index) {
        return plan(index).fate() == RecordPlan.Fate.ACTIVE;
    }

    /** Whether the record breaks the schemas on purpose. */
    public boolean breaksSchema(int index) {
        return plan(index).flaw().filter(Flaw::breaksSchema).isPresent();
    }

    /** The OAI-PMH datestamp of a record; they ascend with the index, but not strictly. */
    public Instant datestamp(int index) {
        return plan(index).datestamp();
    }

    /** The record's {@code xsi:type} with its canonical prefix, such as vs:CatalogResource; also known for deleted records. */
    public String type(int index) {
        return plan(index).kind().type();
    }

    /**
     * Writes the corpus as the saved responses to an OAI-PMH ListRecords request, {@code page-00001.xml} and so on.
     *
     * @param directory made when it is missing; pages of the same name are overwritten
     * @param progress told after each page how many records are written
     */
    public void writeTo(Path directory, int pageSize, IntConsumer progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        if (pageSize < 1) {
            throw new IllegalArgumentException("A page has at least one record, not " + pageSize);
        }
        Files.createDirectories(directory);
        PageWriter pages = new PageWriter(this, pageSize);
        for (int page = 1; page <= pages.pages(); page++) {
            Path file = directory.resolve(String.format(Locale.ROOT, "page-%05d.xml", page));
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                pages.write(page, out);
            }
            progress.accept(pages.end(page));
        }
    }

    RecordPlan plan(int index) {
        Objects.checkIndex(index, records);
        return planner.plan(index);
    }

    String record(RecordPlan plan) {
        return plan.deleted() ? "" : writer.write(plan);
    }

    /** All pages are answers of the moment after the last record. */
    Instant responseDate() {
        return datestamp(records - 1).plusSeconds(1);
    }
}
