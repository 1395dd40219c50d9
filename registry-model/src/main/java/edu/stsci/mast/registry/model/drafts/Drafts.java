package edu.stsci.mast.registry.model.drafts;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.drafts.Draft.State;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException.Reason;
import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.Transactions;
import edu.stsci.mast.registry.model.store.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import javax.xml.stream.XMLStreamException;

/**
 * The drafts of managed records: begun from a record or anew, saved as often as one likes, discussed, and given up. A draft may be wrong in
 * any way as long as it is well-formed and has an IVOID of ours. Nobody overwrites what another has saved: each change tells the revision
 * that it is based on. Only those who may edit a record may change its drafts, and each change is in the audit log, in the same transaction.
 * {@link Publication} publishes them.
 *
 * <p>Thread-safe; any number of processes may share one database. All methods throw a {@link DatabaseException} when it fails.
 */
public final class Drafts {
    /** The author of what the registry itself says. */
    public static final String REGISTRY = "registry";

    private final DataSource dataSource;
    private final MasterCopy masterCopy;
    private final DocumentNormaliser normaliser;
    private final AuditLog audit;
    private final Clock clock;

    /** The drafts in the master copy's database. */
    public Drafts(
            DataSource dataSource, MasterCopy masterCopy, DocumentNormaliser normaliser, AuditLog audit, Clock clock) {
        this.dataSource = dataSource;
        this.masterCopy = masterCopy;
        this.normaliser = normaliser;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins a draft from the present version of a record; of a deleted one from its last text, which brings it back when it is published.
     *
     * @throws DraftRefusedException when there is no such managed record, or there is an open draft of it
     */
    public Draft begin(Ivoid ivoid, Actor actor) throws DraftRefusedException {
        mayEdit(actor, ivoid);
        StoredRecord record = managed(ivoid);
        if (record.document() == null) {
            throw new DraftRefusedException(
                    Reason.WRONG, "The record " + ivoid + " never had a text; begin a new one.");
        }
        return insert(read(record.document()), record.document(), record.version(), actor, "begin draft");
    }

    /**
     * Begins a draft from an earlier version of a record, to restore it.
     *
     * @throws DraftRefusedException when there is no such version of a managed record, or there is an open draft of it
     */
    public Draft restore(Ivoid ivoid, int version, Actor actor) throws DraftRefusedException {
        mayEdit(actor, ivoid);
        StoredRecord record = managed(ivoid);
        byte[] xml = masterCopy
                .document(ivoid, version)
                .orElseThrow(() -> new DraftRefusedException(
                        Reason.GONE, "The record " + ivoid + " has no version " + version + " with a text."));
        return insert(read(xml), xml, record.version(), actor, "restore version " + version);
    }

    /**
     * Begins a draft with a text. When the record is there already, it is about that, and based on its present version.
     *
     * @throws DraftRefusedException when the text is not well-formed, or its identifier is no IVOID of ours, or there is an open draft of
     *     the record
     */
    public Draft create(byte[] xml, Actor actor) throws DraftRefusedException {
        ResourceDocument document = read(xml);
        int version =
                masterCopy.find(document.ivoid()).map(StoredRecord::version).orElse(0);
        return create(document, xml, version, actor, (connection, draft) -> {});
    }

    /** Something to be written with a new draft, in the same transaction. */
    @FunctionalInterface
    public interface Alongside {
        /** Writes by a connection that this neither commits nor closes. */
        void write(Connection connection, Draft draft) throws SQLException;
    }

    /**
     * Begins a draft with a text, and has something else written with it.
     *
     * @param baseVersion the record's version that the text is based on; 0 for a record that is not there yet
     * @throws DraftRefusedException as {@link #create(byte[], Actor)}
     */
    public Draft create(byte[] xml, int baseVersion, Actor actor, Alongside alongside) throws DraftRefusedException {
        return create(read(xml), xml, baseVersion, actor, alongside);
    }

    private Draft create(ResourceDocument document, byte[] xml, int baseVersion, Actor actor, Alongside alongside)
            throws DraftRefusedException {
        ours(document.ivoid());
        mayEdit(actor, document.ivoid());
        return insert(document, xml, baseVersion, actor, "begin draft", alongside);
    }

    /**
     * Saves a text. A draft that was in review, or to be published at a time, is open again, since nobody has approved of the new text.
     *
     * @param revision the revision that the text is based on
     * @param baseVersion the record's version that the text was merged with; the draft's own when it was not
     * @return the draft with its new revision
     * @throws DraftRefusedException when the draft has ended or was saved by somebody else since, or the text is not well-formed or has
     *     another identifier (that of a new record may change)
     */
    public Draft save(long id, int revision, byte[] xml, int baseVersion, Actor actor) throws DraftRefusedException {
        ResourceDocument document = read(xml);
        ours(document.ivoid());
        Draft known = known(id, revision);
        mayEdit(actor, known.ivoid());
        mayEdit(actor, document.ivoid());
        if (!known.isNew() && !known.ivoid().key().equals(document.ivoid().key())) {
            throw new DraftRefusedException(
                    Reason.WRONG,
                    "The identifier of a published record does not change: it is " + known.ivoid() + ", not "
                            + document.ivoid() + ". For another identifier, begin a new record and retire this one.");
        }
        if (known.isNew()
                && baseVersion == 0
                && masterCopy.find(document.ivoid()).isPresent()) {
            throw new DraftRefusedException(
                    Reason.WRONG, "There is a record " + document.ivoid() + " already; choose another identifier.");
        }
        return inTransaction("save a draft", (connection, tables) -> {
            if (!tables.update(known, document, xml, baseVersion, actor.name(), now())) {
                throw stale(tables.find(id), revision);
            }
            audit.append(connection, actor, "save draft", document.ivoid().toString(), "revision " + (revision + 1));
            return tables.find(id).orElseThrow();
        });
    }

    /**
     * Hands a draft to the curators.
     *
     * @throws DraftRefusedException when the draft has ended, or was changed by somebody else since
     */
    public Draft submit(long id, int revision, Actor actor) throws DraftRefusedException {
        return move(known(id, revision), State.IN_REVIEW, null, actor, "submit draft");
    }

    /**
     * Gives a draft back to its editors; it is not published at any time then.
     *
     * @throws DraftRefusedException when the draft has ended, or was changed by somebody else since
     */
    public Draft giveBack(long id, int revision, Actor actor) throws DraftRefusedException {
        return move(known(id, revision), State.OPEN, null, actor, "give draft back");
    }

    /**
     * Has a draft published at a time, by {@link Publication#publishDue}.
     *
     * @throws DraftRefusedException when the draft has ended, or was changed by somebody else since
     */
    public Draft schedule(long id, int revision, Instant at, Actor curator) throws DraftRefusedException {
        Draft known = known(id, revision);
        if (!curator.mayPublish(known.ivoid())) {
            throw forbidden(curator, "publish", known.ivoid());
        }
        return move(known, State.SCHEDULED, at.truncatedTo(ChronoUnit.SECONDS), curator, "schedule draft");
    }

    /**
     * Gives a draft up; it can be read on.
     *
     * @throws DraftRefusedException when the draft has ended, or was changed by somebody else since
     */
    public Draft discard(long id, int revision, Actor actor) throws DraftRefusedException {
        return move(known(id, revision), State.DISCARDED, null, actor, "discard draft");
    }

    private Draft move(Draft known, State state, Instant publishAt, Actor actor, String act)
            throws DraftRefusedException {
        mayEdit(actor, known.ivoid());
        return inTransaction("change a draft", (connection, tables) -> {
            if (!tables.move(known, state, publishAt, publishAt == null ? null : actor.name())) {
                throw stale(tables.find(known.id()), known.revision());
            }
            String detail = "revision " + known.revision() + (publishAt == null ? "" : ", at " + publishAt);
            audit.append(connection, actor, act, known.ivoid().toString(), detail);
            return tables.find(known.id()).orElseThrow();
        });
    }

    /**
     * Says something of a draft, also of one that has ended.
     *
     * @throws DraftRefusedException when there is no such draft, or nothing is said
     */
    public void comment(long id, Actor actor, String words) throws DraftRefusedException {
        if (words.isBlank()) {
            throw new DraftRefusedException(Reason.WRONG, "The comment is empty.");
        }
        Draft draft =
                find(id).orElseThrow(() -> new DraftRefusedException(Reason.GONE, "There is no draft " + id + "."));
        mayEdit(actor, draft.ivoid());
        inTransaction("write a comment", (connection, tables) -> {
            tables.lock(id);
            tables.comment(id, new DraftComment(now(), actor.name(), words.strip()));
            audit.append(connection, actor, "comment on draft", draft.ivoid().toString(), "");
            return null;
        });
    }

    /** Has what the registry itself says of a draft that it gives back. */
    void giveBack(Draft known, String why) throws DraftRefusedException {
        inTransaction("give a draft back", (connection, tables) -> {
            if (!tables.move(known, State.OPEN, null, null)) {
                throw stale(tables.find(known.id()), known.revision());
            }
            tables.comment(known.id(), new DraftComment(now(), REGISTRY, why));
            return null;
        });
    }

    /** A draft; empty when there never was one of this number. */
    public Optional<Draft> find(long id) {
        return read("read a draft", tables -> tables.find(id));
    }

    /** The open draft of a record. */
    public Optional<Draft> open(Ivoid ivoid) {
        return read("read a draft", tables -> tables.open(ivoid));
    }

    /** All open drafts, those changed last first. */
    public List<Draft> open() {
        return read("list drafts", DraftTables::open);
    }

    /** The open drafts in a state: those that are to be published first, then those first that were left alone longest. */
    public Waiting<Draft> waiting(State state, int limit) {
        return read("list drafts", tables -> tables.waiting(state, limit));
    }

    /** The drafts that there ever were of a record, the newest first. */
    public List<Draft> all(Ivoid ivoid) {
        return read("list drafts", tables -> tables.all(ivoid));
    }

    /** The text of a revision, as it was written; empty when there is none. */
    public Optional<byte[]> text(long id, int revision) {
        return read("read a draft", tables -> tables.text(id, revision));
    }

    /** A draft's revisions, the newest first. */
    public List<DraftRevision> revisions(long id) {
        return read("read a draft", tables -> tables.revisions(id));
    }

    /** What was said of a draft, in order. */
    public List<DraftComment> comments(long id) {
        return read("read comments", tables -> tables.comments(id));
    }

    /** Those that are to be published by now. */
    List<Draft> due() {
        return read("list drafts", tables -> tables.due(now()));
    }

    /** The text as a document with what is wrong in it. */
    ResourceDocument read(byte[] xml) throws DraftRefusedException {
        try {
            return normaliser.normalise(xml);
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new DraftRefusedException(
                    Reason.WRONG, "The text cannot be kept: " + e.getMessage().strip(), null, e);
        }
    }

    /** The open draft, if it is as the caller knows it. */
    Draft known(long id, int revision) throws DraftRefusedException {
        Optional<Draft> draft = find(id);
        if (draft.isEmpty() || !draft.get().state().isOpen() || draft.get().revision() != revision) {
            throw stale(draft, revision);
        }
        return draft.get();
    }

    static DraftRefusedException stale(Optional<Draft> present, int revision) {
        if (present.isEmpty()) {
            return new DraftRefusedException(Reason.GONE, "There is no such draft.");
        }
        Draft draft = present.get();
        if (!draft.state().isOpen()) {
            return new DraftRefusedException(
                    Reason.GONE,
                    "The draft of " + draft.ivoid() + " was "
                            + draft.state().name().toLowerCase(Locale.ROOT) + " meanwhile.",
                    draft,
                    null);
        }
        return new DraftRefusedException(
                Reason.STALE,
                "The draft was changed by " + draft.changedBy() + " at "
                        + draft.changed()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()
                                .replace("T", " ")
                                .replace("Z", " UTC")
                        + ": it has revision "
                        + draft.revision() + " now, and yours is based on revision " + revision + ".",
                draft,
                null);
    }

    private static void mayEdit(Actor actor, Ivoid ivoid) throws DraftRefusedException {
        if (!actor.mayEdit(ivoid)) {
            throw forbidden(actor, "edit", ivoid);
        }
    }

    static DraftRefusedException forbidden(Actor actor, String act, Ivoid ivoid) {
        return new DraftRefusedException(
                Reason.FORBIDDEN,
                "The account " + actor.name() + " may not " + act + " records of " + ivoid.authority() + ".");
    }

    private StoredRecord managed(Ivoid ivoid) throws DraftRefusedException {
        return masterCopy
                .find(ivoid)
                .filter(StoredRecord::managed)
                .orElseThrow(() -> new DraftRefusedException(
                        Reason.GONE, "There is no record " + ivoid + " that is ours to change."));
    }

    private void ours(Ivoid ivoid) throws DraftRefusedException {
        if (!masterCopy.managedAuthorities().contains(ivoid.authority())) {
            throw new DraftRefusedException(
                    Reason.WRONG,
                    "The authority " + ivoid.authority() + " is not ours; ours: "
                            + String.join(", ", masterCopy.managedAuthorities()) + ".");
        }
    }

    private Draft insert(ResourceDocument document, byte[] xml, int baseVersion, Actor actor, String act)
            throws DraftRefusedException {
        return insert(document, xml, baseVersion, actor, act, (connection, draft) -> {});
    }

    private Draft insert(
            ResourceDocument document, byte[] xml, int baseVersion, Actor actor, String act, Alongside alongside)
            throws DraftRefusedException {
        Optional<Draft> there = open(document.ivoid());
        if (there.isPresent()) {
            throw thereIsOne(there.get());
        }
        try {
            return inTransaction("make a draft", (connection, tables) -> {
                long id = tables.insert(document, xml, baseVersion, actor.name(), now());
                audit.append(connection, actor, act, document.ivoid().toString(), "");
                Draft draft = tables.find(id).orElseThrow();
                alongside.write(connection, draft);
                return draft;
            });
        } catch (DatabaseException e) {
            there = open(document.ivoid()); // somebody else was faster, so that the place was taken
            if (there.isPresent()) {
                throw thereIsOne(there.get());
            }
            throw e;
        }
    }

    private static DraftRefusedException thereIsOne(Draft draft) {
        return new DraftRefusedException(
                Reason.THERE_IS_ONE,
                "There is a draft of " + draft.ivoid() + " already, begun by " + draft.createdBy() + " at "
                        + draft.created() + ".",
                draft,
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Reads the tables. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(DraftTables tables) throws SQLException;
    }

    /** Changes the tables. */
    @FunctionalInterface
    private interface Change<T> {
        T in(Connection connection, DraftTables tables) throws SQLException, DraftRefusedException;
    }

    private <T> T read(String what, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection()) {
            return reading.from(new DraftTables(connection));
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    private <T> T inTransaction(String what, Change<T> change) throws DraftRefusedException {
        return Transactions.run(dataSource, what, connection -> change.in(connection, new DraftTables(connection)));
    }

    private static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
    }
}
