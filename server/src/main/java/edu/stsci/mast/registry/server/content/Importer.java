package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.harvester.Delivery;
import edu.stsci.mast.registry.harvester.RecordFileException;
import edu.stsci.mast.registry.harvester.RecordFileReader;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.consolidation.ImportEnding;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.Refusal;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.server.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings record files into the master copy. Managed records are taken all or not at all; harvested ones file by file: a file that cannot
 * be read to its end leaves nothing, and the others are taken. Doing it again changes nothing, so an import that was cut off is repeated.
 */
public final class Importer {
    private static final int RECORDS_AT_A_TIME = 200;
    private static final int BYTES_AT_A_TIME = 4 << 20;
    /** Files are taken together up to this size, so that many small ones do not each cost a transaction. */
    private static final long FILES_TOGETHER = 1 << 20;

    private final MasterCopy masterCopy;
    private final DocumentNormaliser normaliser;
    private final int threads;
    private final ImportEnding ending;

    /** An importer that works with the given number of threads, and keeps what it takes. */
    public Importer(MasterCopy masterCopy, DocumentNormaliser normaliser, int threads) {
        this(masterCopy, normaliser, threads, ImportEnding.COMMITTED);
    }

    /** An importer whose transactions end in the given way. */
    public Importer(MasterCopy masterCopy, DocumentNormaliser normaliser, int threads, ImportEnding ending) {
        this.masterCopy = masterCopy;
        this.normaliser = normaliser;
        this.threads = threads;
        this.ending = ending;
    }

    /**
     * Takes files as managed records, all or none.
     *
     * @param files the files, as {@link edu.stsci.mast.registry.harvester.RecordFiles} lists them
     * @return with problems, nothing was stored
     */
    public ImportReport importManaged(List<Path> files, Provenance provenance, Progress progress) {
        List<String> problems = new ArrayList<>();
        try (WriteTransaction transaction = masterCopy.begin(provenance)) {
            Batch batch = new Batch(transaction, Origin.MANAGED, progress, new AtomicLong());
            for (Path file : files) {
                try {
                    batch.take(file);
                } catch (RecordFileException e) {
                    problems.add(e.getMessage());
                }
            }
            batch.flush();
            problems.addAll(batch.problems);
            if (!problems.isEmpty()) {
                batch.tell(transaction.refusals(), problems);
                return new ImportReport(files.size(), Outcome.NONE, problems);
            }
            CommitResult result = ending.end(transaction, true);
            batch.tell(result.refusals(), problems);
            return new ImportReport(files.size(), result.outcome(), problems);
        }
    }

    /**
     * Takes files as copies of another registry's records.
     *
     * @param home the home registry
     * @throws InterruptedException when the thread is interrupted; what was committed stays
     */
    public ImportReport importHarvested(List<Path> files, Ivoid home, Provenance provenance, Progress progress)
            throws InterruptedException {
        AtomicLong done = new AtomicLong();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<ImportReport>> work = new ArrayList<>();
            for (List<Path> group : groups(files)) {
                work.add(() -> importGroup(group, Origin.harvestedFrom(home), provenance, progress, done));
            }
            Outcome outcome = Outcome.NONE;
            List<String> problems = new ArrayList<>();
            for (Future<ImportReport> part : workers.invokeAll(work)) {
                ImportReport report = part.get();
                outcome = outcome.plus(report.outcome());
                problems.addAll(report.problems());
            }
            return new ImportReport(files.size(), outcome, problems);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new FailureException("The import failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Files in their order, several small ones together. */
    private static List<List<Path>> groups(List<Path> files) {
        List<List<Path>> groups = new ArrayList<>();
        List<Path> group = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            long size = size(file);
            if (!group.isEmpty() && bytes + size > FILES_TOGETHER) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += size;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // reading it will say what is wrong with it
        }
    }

    private ImportReport importGroup(
            List<Path> files, Origin origin, Provenance provenance, Progress progress, AtomicLong done) {
        List<String> problems = new ArrayList<>();
        List<Path> readable = new ArrayList<>(files);
        Outcome outcome = Outcome.NONE;
        while (!readable.isEmpty()) {
            Path bad = null;
            try (WriteTransaction transaction = masterCopy.begin(provenance)) {
                Batch batch = new Batch(transaction, origin, progress, done);
                for (Path file : readable) {
                    bad = file;
                    batch.take(file);
                }
                batch.flush();
                problems.addAll(batch.problems);
                CommitResult result = ending.end(transaction, false);
                batch.tell(result.refusals(), problems);
                outcome = result.outcome();
                readable = List.of();
            } catch (RecordFileException e) {
                // The transaction is gone with everything in it; the other files of the group get a new one.
                problems.add(e.getMessage());
                readable.remove(bad);
            }
        }
        return new ImportReport(files.size(), outcome, problems);
    }

    /** Hands the records of files to a transaction, some at a time. */
    private final class Batch {
        private final WriteTransaction transaction;
        private final Origin origin;
        private final Progress progress;
        private final AtomicLong done;
        /** What waits for its turn, by identifier, so that the later of two stands; a tombstone has no document. */
        private final Map<Ivoid, Optional<ResourceDocument>> waiting = new LinkedHashMap<>();

        private final Map<Ivoid, String> places = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private int bytes;

        Batch(WriteTransaction transaction, Origin origin, Progress progress, AtomicLong done) {
            this.transaction = transaction;
            this.origin = origin;
            this.progress = progress;
            this.done = done;
        }

        void take(Path file) throws RecordFileException {
            try (RecordFileReader reader = RecordFileReader.open(file, normaliser)) {
                for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
                    take(file, next.get());
                }
            }
        }

        private void take(Path file, Delivery delivery) {
            String place = file + ", line " + delivery.line() + ": ";
            if (delivery instanceof Delivery.Resource resource) {
                ResourceDocument document = resource.document();
                add(document.ivoid(), Optional.of(document), place);
                bytes += document.xml().length;
            } else if (delivery instanceof Delivery.Tombstone tombstone) {
                add(tombstone.ivoid(), Optional.empty(), place);
            } else if (delivery instanceof Delivery.Unusable unusable) {
                problems.add(place + unusable.reason());
            }
            if (waiting.size() >= RECORDS_AT_A_TIME || bytes >= BYTES_AT_A_TIME) {
                flush();
            }
        }

        private void add(Ivoid ivoid, Optional<ResourceDocument> document, String place) {
            waiting.remove(ivoid); // so that the later one also stands later
            waiting.put(ivoid, document);
            places.put(ivoid, place);
        }

        void flush() {
            List<ResourceDocument> documents =
                    waiting.values().stream().flatMap(Optional::stream).toList();
            List<Ivoid> tombstones = waiting.entrySet().stream()
                    .filter(e -> e.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!documents.isEmpty()) {
                transaction.save(documents, origin);
            }
            if (!tombstones.isEmpty()) {
                transaction.delete(tombstones, origin);
            }
            progress.at(done.addAndGet(waiting.size()), 0);
            waiting.clear();
            bytes = 0;
        }

        void tell(List<Refusal> refusals, List<String> into) {
            for (Refusal refusal : refusals) {
                into.add(places.getOrDefault(refusal.ivoid(), "") + refusal);
            }
        }
    }
}
