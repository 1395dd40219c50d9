package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.consolidation.FormerDatabase.Row;
import edu.stsci.mast.registry.model.consolidation.FormerDatabase.Status;
import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.FieldPath;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.xml.stream.XMLStreamException;

/**
 * Brings the records of the {@linkplain FormerDatabase former database} into the master copy: of each record the newest revision that was not
 * replaced, those that were made there as ours, with tombstones for deleted ones, and the others as copies from their home registries. A
 * record that is not taken keeps out no other. Doing it again changes nothing. For one use.
 */
public final class FormerImport {
    private static final int AT_A_TIME = 100;

    private final FormerDatabase database;
    private final MasterCopy masterCopy;
    private final DocumentNormaliser ours;
    private final DocumentNormaliser others;
    private final ImportEnding ending;
    private final Map<String, String> registries;
    private final List<String> problems = new ArrayList<>();
    private Outcome outcome = Outcome.NONE;

    /**
     * An import.
     *
     * @param ours reads records that we manage
     * @param others reads harvested ones
     * @param ending how its transactions end
     */
    public FormerImport(
            FormerDatabase database,
            MasterCopy masterCopy,
            DocumentNormaliser ours,
            DocumentNormaliser others,
            ImportEnding ending) {
        this.database = database;
        this.masterCopy = masterCopy;
        this.ours = ours;
        this.others = others;
        this.ending = ending;
        this.registries = database.registries();
    }

    /**
     * What the import did.
     *
     * @param rows how many rows the database has
     * @param records of how many records
     * @param outcome what was stored
     * @param problems one line for each record that was not taken, saying which row and why
     */
    public record Report(int rows, int records, Outcome outcome, List<String> problems) {}

    /** Reads and stores; {@code progress} is told how many records are done. */
    public Report run(Provenance provenance, LongConsumer progress) {
        List<Row> rows = database.rows();
        List<Row> newest = newest(rows);
        Map<Origin, List<Row>> byOrigin = byOrigin(newest);
        long done = 0;
        for (Map.Entry<Origin, List<Row>> group : byOrigin.entrySet()) {
            List<Row> all = group.getValue();
            for (int i = 0; i < all.size(); i += AT_A_TIME) {
                List<Row> some = all.subList(i, Math.min(all.size(), i + AT_A_TIME));
                store(some, group.getKey(), provenance);
                done += some.size();
                progress.accept(done);
            }
        }
        return new Report(rows.size(), newest.size(), outcome, problems);
    }

    /** Of each identifier the last row that no other has replaced. */
    private List<Row> newest(List<Row> rows) {
        Map<String, Row> newest = new LinkedHashMap<>();
        for (Row row : rows) {
            newest.merge(
                    row.ivoidKey(),
                    row,
                    (one, later) ->
                            later.status() == Status.DEPRECATED && one.status() != Status.DEPRECATED ? one : later);
        }
        List<Row> taken = new ArrayList<>();
        for (Row row : newest.values()) {
            if (row.status() == Status.DEPRECATED) {
                problem(row, "all its revisions were replaced, and none is the present one; it was left out");
            } else {
                taken.add(row);
            }
        }
        return taken;
    }

    /** Ours first, then the records of registries, which say who manages which authority, then all others by their homes. */
    private Map<Origin, List<Row>> byOrigin(List<Row> rows) {
        Map<Origin, List<Row>> groups = new LinkedHashMap<>();
        groups.put(Origin.MANAGED, new ArrayList<>());
        rows.stream()
                .sorted(Comparator.comparing(row -> !row.type().endsWith("Registry")))
                .forEach(row -> origin(row).ifPresent(origin -> groups.computeIfAbsent(origin, any -> new ArrayList<>())
                        .add(row)));
        return groups;
    }

    private Optional<Origin> origin(Row row) {
        if (row.madeThere()) {
            return Optional.of(Origin.MANAGED);
        }
        Optional<Ivoid> home = Ivoid.parse(row.homeRegistry())
                .or(() ->
                        Optional.ofNullable(registries.get(row.harvestedFrom())).flatMap(Ivoid::parse));
        if (home.isEmpty()) {
            problem(
                    row,
                    "it was harvested from " + row.harvestedFrom() + ", and no row tells the IVOID of that registry");
        }
        return home.map(Origin::harvestedFrom);
    }

    private void store(List<Row> rows, Origin origin, Provenance provenance) {
        Map<Ivoid, Row> byIvoid = new HashMap<>();
        List<ResourceDocument> documents = new ArrayList<>();
        List<Ivoid> tombstones = new ArrayList<>();
        for (Row row : rows) {
            Optional<Ivoid> ivoid = Ivoid.parse(row.ivoid());
            if (ivoid.isEmpty()) {
                problem(row, "it has no usable IVOID");
                continue;
            }
            byIvoid.put(ivoid.get(), row);
            try {
                documents.add(document(row, ivoid.get(), origin));
            } catch (UnreadableException e) {
                if (row.status() == Status.DELETED) {
                    tombstones.add(ivoid.get()); // that it is deleted is all that matters
                } else {
                    problem(row, e.getMessage());
                }
            }
        }
        try (WriteTransaction transaction = masterCopy.begin(provenance)) {
            transaction.save(documents, origin);
            transaction.delete(tombstones, origin);
            CommitResult result = ending.end(transaction, false);
            outcome = outcome.plus(result.outcome());
            result.refusals().forEach(refusal -> problem(byIvoid.get(refusal.ivoid()), refusal.reason()));
        }
    }

    /** A text that cannot be taken, and why. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String why) {
            super(why);
        }
    }

    /** The row's text, in the state that the row says. */
    private ResourceDocument document(Row row, Ivoid ivoid, Origin origin) throws UnreadableException {
        String text = database.text(row.key()).orElseThrow(() -> new UnreadableException("it has no text"));
        try {
            DocumentNormaliser normaliser = origin.managed() ? ours : others;
            ResourceDocument document = normaliser.normalise(bytes(text));
            RecordStatus status = RecordStatus.valueOf(row.status().name());
            if (document.summary().status() != status) {
                Edit edit = new Edit.Set(
                        FieldPath.of("@status"), row.status().name().toLowerCase(java.util.Locale.ROOT));
                document = normaliser.normalise(RecordEditor.apply(document.xml(), List.of(edit)));
            }
            if (!document.ivoid().equals(ivoid)) {
                throw new UnreadableException("its text is about " + document.ivoid());
            }
            Optional<Finding> error = document.firstError();
            if (status == RecordStatus.DELETED && origin.managed() && error.isPresent()) {
                throw new UnreadableException("it is not valid: " + error.get());
            }
            return document;
        } catch (XMLStreamException | UnusableRecordException | EditRefusedException e) {
            throw new UnreadableException(
                    "its text cannot be read: " + String.valueOf(e.getMessage()).strip());
        }
    }

    /** A text in a database has no encoding of its own any more, whatever its declaration says. */
    private static byte[] bytes(String text) {
        return text.replaceFirst("^[\uFEFF\\s]*(<\\?xml[^>]*\\?>)?\\s*", "").getBytes(StandardCharsets.UTF_8);
    }

    private void problem(Row row, String why) {
        problems.add("row " + row.key() + ", " + row.ivoid() + ": " + why);
    }
}
