package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.consolidation.VosiProposal.State;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What services tell that their records do not, until somebody has it made a draft, or rejects it. Nothing is published here.
 *
 * <p>Thread-safe; any number of processes may share one database. All methods throw a {@link DatabaseException} when it fails.
 */
public final class VosiProposals {
    private static final int LONGEST_NAME = 400;
    private static final String SELECT =
            "SELECT id, ivoid, record_version, notes, proposal_state, made, made_by, decided, decided_by,"
                    + " draft_id FROM vosi_proposal ";

    private final DataSource dataSource;
    private final MasterCopy masterCopy;
    private final Drafts drafts;
    private final Clock clock;

    /** The proposals in a master copy's database. */
    public VosiProposals(DataSource dataSource, MasterCopy masterCopy, Drafts drafts, Clock clock) {
        this.dataSource = dataSource;
        this.masterCopy = masterCopy;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * Keeps what a service tells as a proposal. One that waits already is replaced, or withdrawn when nothing differs any more.
     *
     * @param record the record that was compared
     * @param notes what a person should know beside the merge's own notes
     * @param madeBy who had the service asked
     * @param again whether a proposal that was rejected comes again, because somebody asks for it
     * @return the proposal that waits; empty when there is nothing to propose
     */
    public Optional<VosiProposal> propose(
            StoredRecord record, VosiMerge merge, List<String> notes, String madeBy, boolean again) {
        String key = record.ivoid().key();
        return Statements.transaction(dataSource, "keep a proposal", statements -> {
            Optional<Waiting> waiting = statements
                    .query(
                            row -> new Waiting(row.getLong(1), row.getInt(2), row.getBytes(3)),
                            "SELECT id, record_version, change_sha256 FROM vosi_proposal WHERE proposal_place = ?",
                            key)
                    .stream()
                    .findFirst();
            if (merge.same()) {
                if (waiting.isPresent()) {
                    end(statements, waiting.get().id(), State.WITHDRAWN, madeBy, Optional.empty());
                }
                return Optional.empty();
            }
            if (waiting.isEmpty() && !again && rejected(statements, key, merge.sha256())) {
                return Optional.empty();
            }
            String words = String.join(
                    "\n",
                    java.util.stream.Stream.concat(merge.notes().stream(), notes.stream())
                            .toList());
            long id;
            if (waiting.isEmpty()) {
                id = statements
                        .query(row -> row.getLong(1), "SELECT NEXT VALUE FOR import_key")
                        .get(0);
                statements.update(
                        "INSERT INTO vosi_proposal (id, ivoid, ivoid_key, proposal_place, record_version, change_sha256, xml, notes,"
                                + " proposal_state, made, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)",
                        id,
                        record.ivoid().toString(),
                        key,
                        key,
                        record.version(),
                        merge.sha256(),
                        merge.text(),
                        words,
                        now(),
                        Statements.cut(madeBy, LONGEST_NAME));
            } else {
                id = waiting.get().id();
                if (!waiting.get().is(record.version(), merge.sha256())) {
                    statements.update(
                            "UPDATE vosi_proposal SET record_version = ?, change_sha256 = ?, xml = ?, notes = ?, made = ?, made_by = ?"
                                    + " WHERE id = ? AND proposal_state = 'OPEN'",
                            record.version(),
                            merge.sha256(),
                            merge.text(),
                            words,
                            now(),
                            Statements.cut(madeBy, LONGEST_NAME),
                            id);
                }
            }
            return statements.query(VosiProposals::read, SELECT + "WHERE id = ?", id).stream()
                    .findFirst();
        });
    }

    /** What is known of a proposal that waits. */
    private record Waiting(long id, int version, byte[] sha256) {
        boolean is(int otherVersion, byte[] otherSha256) {
            return version == otherVersion && Arrays.equals(sha256, otherSha256);
        }
    }

    /** Whether the last word on the record was that this change is not wanted. */
    private static boolean rejected(Statements statements, String key, byte[] sha256) throws SQLException {
        return statements
                .query(
                        row -> row.getString(1).equals(State.REJECTED.name()) && Arrays.equals(row.getBytes(2), sha256),
                        "SELECT proposal_state, change_sha256 FROM vosi_proposal WHERE ivoid_key = ? ORDER BY id DESC"
                                + " OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY",
                        key)
                .contains(true);
    }

    /**
     * Makes a proposal a draft.
     *
     * @throws DraftRefusedException when the actor may not edit the record, or there is an open draft of it
     * @throws ConsolidationRefusedException when it does not wait any more, or the record was changed since
     */
    public Draft accept(long id, Actor actor) throws DraftRefusedException, ConsolidationRefusedException {
        VosiProposal proposal = waiting(id);
        int version =
                masterCopy.find(proposal.ivoid()).map(StoredRecord::version).orElse(0);
        if (version != proposal.version()) {
            throw new ConsolidationRefusedException(
                    "The record was changed since its service was asked: it has version " + version + ", not "
                            + proposal.version() + ". Have the service asked again.");
        }
        byte[] text = text(id).orElseThrow();
        return drafts.create(text, version, actor, (connection, draft) -> {
            Statements statements = new Statements(connection);
            end(statements, id, State.ACCEPTED, actor.name(), Optional.of(draft.id()));
        });
    }

    /**
     * Rejects a proposal; the same one does not come again by itself.
     *
     * @throws ConsolidationRefusedException when it does not wait any more, or the actor may not edit the record
     */
    public void reject(long id, Actor actor) throws ConsolidationRefusedException {
        VosiProposal proposal = waiting(id);
        if (!actor.mayEdit(proposal.ivoid())) {
            throw new ConsolidationRefusedException("The account " + actor.name() + " may not edit records of "
                    + proposal.ivoid().authority() + ".");
        }
        Statements.transaction(dataSource, "reject a proposal", statements -> {
            end(statements, id, State.REJECTED, actor.name(), Optional.empty());
            return null;
        });
    }

    private VosiProposal waiting(long id) throws ConsolidationRefusedException {
        VosiProposal proposal =
                find(id).orElseThrow(() -> new ConsolidationRefusedException("There is no proposal " + id + "."));
        if (proposal.state() != State.OPEN) {
            throw new ConsolidationRefusedException("The proposal does not wait any more: it was "
                    + proposal.state().word() + " by " + proposal.decidedBy().orElse("nobody") + ".");
        }
        return proposal;
    }

    private void end(Statements statements, long id, State state, String by, Optional<Long> draft) throws SQLException {
        statements.update(
                "UPDATE vosi_proposal SET proposal_state = ?, proposal_place = ?, decided = ?, decided_by = ?, draft_id = ?"
                        + " WHERE id = ? AND proposal_state = 'OPEN'",
                state.name(),
                "#" + id,
                now(),
                Statements.cut(by, LONGEST_NAME),
                draft,
                id);
    }

    /** A proposal; empty when there never was one of this number. */
    public Optional<VosiProposal> find(long id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    /** The proposal of a record that waits. */
    public Optional<VosiProposal> open(Ivoid ivoid) {
        return select("WHERE proposal_place = ?", ivoid.key()).stream().findFirst();
    }

    /** Those that wait, the newest first. */
    public List<VosiProposal> open() {
        return select("WHERE proposal_state = 'OPEN' ORDER BY made DESC, id DESC");
    }

    /** Those that were decided on last, the newest first. */
    public List<VosiProposal> decided(int limit) {
        return select(
                "WHERE proposal_state <> 'OPEN' ORDER BY decided DESC, id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                limit);
    }

    /** The record's text as it is proposed. */
    public Optional<byte[]> text(long id) {
        return Statements.transaction(
                        dataSource,
                        "read a proposal",
                        statements -> statements.query(
                                row -> row.getBytes(1), "SELECT xml FROM vosi_proposal WHERE id = ?", id))
                .stream()
                .findFirst();
    }

    private List<VosiProposal> select(String where, Object... parameters) {
        return Statements.transaction(
                dataSource,
                "read proposals",
                statements -> statements.query(VosiProposals::read, SELECT + where, parameters));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static VosiProposal read(ResultSet row) throws SQLException {
        return new VosiProposal(
                row.getLong(1),
                Ivoid.of(row.getString(2)),
                row.getInt(3),
                row.getString(4).lines().toList(),
                State.valueOf(row.getString(5)),
                Statements.time(row, 6).orElseThrow(),
                row.getString(7),
                Statements.time(row, 8),
                Optional.ofNullable(row.getString(9)),
                Statements.number(row, 10));
    }
}
