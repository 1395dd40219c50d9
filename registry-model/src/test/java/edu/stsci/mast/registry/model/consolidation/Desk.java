package edu.stsci.mast.registry.model.consolidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that a curator works with, over an empty database, for tests. */
final class Desk implements AutoCloseable {
    static final Actor EDITOR = actor("anne", Right.EDIT);
    static final Actor CURATOR = actor("carl", Right.PUBLISH);
    static final Actor ADMINISTRATOR = actor("ada", Right.ADMINISTER);

    final ManualClock clock = new ManualClock("2026-05-01T10:00:00Z");
    final Database database;
    final MasterCopy masterCopy;
    final ManagedRecords records;
    final Drafts drafts;
    final Publication publication;
    final ImportRuns runs;
    final Undo undo;

    Desk(Path folder) {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
        records = new ManagedRecords(database.dataSource());
        AuditLog audit = new AuditLog(database.dataSource(), clock);
        drafts = new Drafts(
                database.dataSource(), masterCopy, new DocumentNormaliser(SchemaValidator.shared()), audit, clock);
        publication = new Publication(drafts, masterCopy, audit, clock);
        runs = new ImportRuns(database.dataSource(), clock);
        undo = new Undo(runs, masterCopy, drafts, publication);
    }

    private static Actor actor(String name, Right right) {
        return new Actor(
                1,
                name,
                Optional.empty(),
                Optional.of(right),
                Authorities.of(List.of("archive.stsci.edu")),
                "session 1",
                "127.0.0.1");
    }

    static Ivoid ivoid(String path) {
        return Ivoid.of("ivo://archive.stsci.edu/" + path);
    }

    /** Stores a record of ours. */
    void store(String xml) {
        store(xml, Origin.MANAGED);
    }

    void store(String xml, Origin origin) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("import", "first"))) {
            transaction.save(List.of(SampleRecords.normalised(xml)), origin);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    StoredRecord record(String path) {
        return masterCopy.find(ivoid(path)).orElseThrow();
    }

    String text(String path) {
        return new String(record(path).document(), UTF_8);
    }

    String draft(String path) {
        var draft = drafts.open(ivoid(path)).orElseThrow();
        return new String(drafts.text(draft.id(), draft.revision()).orElseThrow(), UTF_8);
    }

    @Override
    public void close() {
        database.close();
    }
}
