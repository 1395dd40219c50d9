package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What the Registry of Registries suggests to change, and what curators have decided about it.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class Proposals {
    private static final String SELECT =
            "SELECT id, kind, registry, title, old_url, new_url, proposal_state, first_seen, last_seen, decided, decided_by"
                    + " FROM harvest_proposal";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 1000;
    private static final int LONGEST_ACTOR = 400;

    private final HarvestTables tables;
    private final HarvestSources sources;
    private final Clock clock;

    /** The proposals in a database. */
    public Proposals(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.sources = new HarvestSources(dataSource, clock);
        this.clock = clock;
    }

    /** A proposal as it is made. */
    record Made(Proposal.Kind kind, Ivoid registry, String title, String oldUrl, String newUrl) {}

    /** The proposals in a state, those made first at the beginning. */
    public List<Proposal> list(Proposal.State state, int limit) {
        return tables.transaction(
                "list proposals",
                statements -> statements.query(
                        Proposals::read,
                        SELECT + " WHERE proposal_state = ? ORDER BY id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        state.name(),
                        limit));
    }

    /** The proposals that nobody has decided upon, those made first at the beginning. */
    public Waiting<Proposal> waiting(int limit) {
        return tables.transaction(
                "list proposals",
                statements -> Waiting.of(statements.query(
                        row -> new Waiting.Row<>(row.getLong("everything"), read(row)),
                        "SELECT id, kind, registry, title, old_url, new_url, proposal_state, first_seen, last_seen, decided,"
                                + " decided_by, COUNT(*) OVER () AS everything FROM harvest_proposal WHERE proposal_state = ?"
                                + " ORDER BY id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        Proposal.State.OPEN.name(),
                        limit)));
    }

    /** The proposal with this number; empty when there is none. */
    public Optional<Proposal> get(long id) {
        return tables
                .transaction("read a proposal", s -> s.query(Proposals::read, SELECT + " WHERE id = ?", id))
                .stream()
                .findFirst();
    }

    /**
     * Carries out an open proposal.
     *
     * @param who the person who decides, or what decides for them
     * @throws IllegalArgumentException with a sentence when it is not open any more, or cannot be carried out
     */
    public void accept(long id, String who) {
        Proposal proposal = open(id);
        switch (proposal.kind()) {
            case NEW ->
                sources.add(new NewSource(
                        HarvestTables.cut(proposal.registry().withoutScheme(), LONGEST_NAME),
                        proposal.newUrl(),
                        Optional.of(proposal.registry()),
                        HarvestSource.MANAGED_SET,
                        Schedule.DAILY,
                        true,
                        NewSource.USUAL_JITTER,
                        0,
                        Optional.of(NewSource.USUAL_RECONCILIATION),
                        true));
            case MOVED -> sources.setBaseUrl(source(proposal).id(), proposal.newUrl());
            case GONE -> sources.setEnabled(source(proposal).id(), false);
        }
        decide(id, Proposal.State.ACCEPTED, who);
    }

    /**
     * Drops an open proposal; it is not made again unless its content changes.
     *
     * @param who the person who decides
     * @throws IllegalArgumentException with a sentence when it is not open any more
     */
    public void reject(long id, String who) {
        open(id);
        decide(id, Proposal.State.REJECTED, who);
    }

    private Proposal open(long id) {
        Proposal proposal =
                get(id).orElseThrow(() -> new IllegalArgumentException("There is no proposal with the number " + id));
        if (proposal.state() != Proposal.State.OPEN) {
            throw new IllegalArgumentException("Proposal " + id + " is not open any more: it is "
                    + proposal.state().name().toLowerCase(Locale.ROOT));
        }
        return proposal;
    }

    private HarvestSource source(Proposal proposal) {
        return sources.list().stream()
                .filter(source -> source.baseUrl().equals(proposal.oldUrl()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no source with the base URL " + proposal.oldUrl() + " any more"));
    }

    private void decide(long id, Proposal.State state, String who) {
        tables.transaction(
                "decide on a proposal",
                statements -> statements.update(
                        "UPDATE harvest_proposal SET proposal_state = ?, decided = ?, decided_by = ? WHERE id = ?",
                        state.name(),
                        now(),
                        HarvestTables.cut(who, LONGEST_ACTOR),
                        id));
    }

    /**
     * Brings the open proposals in line with what was found; those found earlier and not now are withdrawn.
     *
     * @return the numbers of the proposals that are open now and were not before
     */
    List<Long> propose(List<Made> found) {
        return tables.transaction("keep proposals", statements -> {
            // Two nodes must not make the same proposals at once.
            statements.update("UPDATE harvest_lock SET taken = taken + 1 WHERE id = 1");
            Set<Long> met = new HashSet<>();
            List<Long> fresh = new ArrayList<>();
            for (Made made : found) {
                List<Proposal> same = same(statements, made);
                Optional<Proposal> standing = same.stream()
                        .filter(p -> p.state() == Proposal.State.OPEN || p.state() == Proposal.State.REJECTED)
                        .findFirst();
                long id = standing.isPresent() ? standing.get().id() : insert(statements, made);
                if (standing.isPresent()) {
                    statements.update("UPDATE harvest_proposal SET last_seen = ? WHERE id = ?", now(), id);
                } else {
                    fresh.add(id);
                }
                met.add(id);
            }
            List<Proposal> open =
                    statements.query(Proposals::read, SELECT + " WHERE proposal_state = ?", Proposal.State.OPEN.name());
            for (Proposal proposal : open) {
                if (!met.contains(proposal.id())) {
                    statements.update(
                            "UPDATE harvest_proposal SET proposal_state = ? WHERE id = ?",
                            Proposal.State.WITHDRAWN.name(),
                            proposal.id());
                }
            }
            return fresh;
        });
    }

    private static List<Proposal> same(HarvestTables.Statements statements, Made made) throws SQLException {
        return statements.query(
                Proposals::read,
                SELECT + " WHERE registry_key = ? AND kind = ? AND old_url = ? AND new_url = ? ORDER BY id DESC",
                made.registry().key(),
                made.kind().name(),
                made.oldUrl(),
                made.newUrl());
    }

    private long insert(HarvestTables.Statements statements, Made made) throws SQLException {
        long id = statements.nextKey();
        statements.update(
                "INSERT INTO harvest_proposal (id, kind, registry, registry_key, title, old_url, new_url, proposal_state,"
                        + " first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                made.kind().name(),
                made.registry().toString(),
                made.registry().key(),
                HarvestTables.cut(made.title(), LONGEST_TITLE),
                made.oldUrl(),
                made.newUrl(),
                Proposal.State.OPEN.name(),
                now(),
                now());
        return id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Proposal read(ResultSet row) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                Proposal.Kind.valueOf(row.getString("kind")),
                Ivoid.of(row.getString("registry")),
                row.getString("title"),
                row.getString("old_url"),
                row.getString("new_url"),
                Proposal.State.valueOf(row.getString("proposal_state")),
                HarvestTables.time(row, "first_seen").orElseThrow(),
                HarvestTables.time(row, "last_seen").orElseThrow(),
                HarvestTables.time(row, "decided"),
                Optional.ofNullable(row.getString("decided_by")));
    }
}
