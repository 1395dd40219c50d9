package edu.stsci.mast.registry.harvester;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees to it that over all processes a source is harvested by one run at a time, a host is asked by one run at a time, and not too many run
 * at once. A run claims its source in the source's row and renews the claim while it lives; a claim that was not renewed for
 * {@link #LIFETIME} belongs to a dead process and may be taken over. The nodes' clocks have to agree within half a minute.
 */
final class HarvestClaims {
    /** How often a claim is renewed. */
    static final Duration RENEWAL = Duration.ofSeconds(5);
    /** How long a claim holds without being renewed. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    private final HarvestTables tables;
    private final Clock clock;
    private final String node;

    HarvestClaims(HarvestTables tables, Clock clock, String node) {
        this.tables = tables;
        this.clock = clock;
        this.node = node;
    }

    /** One run's right to its source. */
    record Claim(long source, String owner) {}

    /** Why a source cannot be claimed now. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final SourceBusyException.Reason reason;

        private RefusedException(SourceBusyException.Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        SourceBusyException.Reason reason() {
            return reason;
        }
    }

    /**
     * Claims a source. Runs that a dead process has left open are closed.
     *
     * @param atOnce how many sources may be claimed at a time over all processes, this one included
     * @throws RefusedException when another run has the source or its host, too many others run, or the source is gone
     */
    Claim take(long source, int atOnce) throws RefusedException {
        String owner = HarvestTables.cut(node, 150) + " " + UUID.randomUUID();
        Object outcome = tables.transaction("claim a source", statements -> {
            statements.update("UPDATE harvest_lock SET taken = taken + 1 WHERE id = 1");
            Instant now = now();
            Optional<SourceBusyException.Reason> obstacle = obstacle(statements, source, atOnce, now);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            int taken = statements.update(
                    "UPDATE harvest_source SET claim_owner = ?, claim_renewed = ?, claim_stop = 0"
                            + " WHERE id = ? AND (claim_owner IS NULL OR claim_renewed < ?)",
                    owner,
                    now,
                    source,
                    now.minus(LIFETIME));
            if (taken == 0) {
                return SourceBusyException.Reason.SOURCE;
            }
            statements.update(
                    "UPDATE harvest_run SET run_state = ?, failure = ?, ended = ? WHERE source_id = ? AND run_state = ?",
                    HarvestReport.State.FAILED.name(),
                    "Its process ended before the harvest did",
                    now,
                    source,
                    HarvestReport.State.RUNNING.name());
            statements.update(
                    "UPDATE harvest_reconciliation SET run_state = ?, failure = ?, ended = ?"
                            + " WHERE source_id = ? AND run_state = ?",
                    HarvestReport.State.FAILED.name(),
                    "Its process ended before the reconciliation did",
                    now,
                    source,
                    HarvestReport.State.RUNNING.name());
            return new Claim(source, owner);
        });
        if (outcome instanceof SourceBusyException.Reason reason) {
            throw new RefusedException(reason);
        }
        return (Claim) outcome;
    }

    private record Rival(long source, String host) {}

    private static Optional<SourceBusyException.Reason> obstacle(
            HarvestTables.Statements statements, long source, int atOnce, Instant now) throws SQLException {
        List<String> host = statements.query(
                row -> HarvestSource.host(row.getString(1)),
                "SELECT base_url FROM harvest_source WHERE id = ?",
                source);
        List<Rival> rivals = statements.query(
                row -> new Rival(row.getLong(1), HarvestSource.host(row.getString(2))),
                "SELECT id, base_url FROM harvest_source WHERE claim_owner IS NOT NULL AND claim_renewed >= ?",
                now.minus(LIFETIME));
        if (host.isEmpty() || rivals.stream().anyMatch(rival -> rival.source() == source)) {
            return Optional.of(SourceBusyException.Reason.SOURCE);
        }
        if (rivals.stream().anyMatch(rival -> rival.host().equals(host.get(0)))) {
            return Optional.of(SourceBusyException.Reason.HOST);
        }
        return rivals.size() >= atOnce ? Optional.of(SourceBusyException.Reason.LIMIT) : Optional.empty();
    }

    /** Asks the run that has a source's claim, wherever it is, to end; whether there is one. */
    boolean askToStop(long source) {
        return tables.transaction(
                        "stop a harvest",
                        statements -> statements.update(
                                "UPDATE harvest_source SET claim_stop = 1 WHERE id = ? AND claim_renewed >= ?",
                                source,
                                now().minus(LIFETIME)))
                > 0;
    }

    /** Whether the run that has this claim has been asked to end. */
    boolean isAskedToStop(Claim claim) {
        return !tables.transaction(
                        "look at a claim",
                        statements -> statements.query(
                                row -> row.getLong(1),
                                "SELECT id FROM harvest_source WHERE id = ? AND claim_owner = ? AND claim_stop = 1",
                                claim.source(),
                                claim.owner()))
                .isEmpty();
    }

    /** Renews a claim; false when it is lost. */
    boolean renew(Claim claim) {
        return tables.transaction(
                        "renew a claim",
                        statements -> statements.update(
                                "UPDATE harvest_source SET claim_renewed = ? WHERE id = ? AND claim_owner = ?",
                                now(),
                                claim.source(),
                                claim.owner()))
                > 0;
    }

    /** Gives a claim back; one that is lost already does no harm. */
    void release(Claim claim) {
        tables.transaction(
                "give a source back",
                statements -> statements.update(
                        "UPDATE harvest_source SET claim_owner = NULL, claim_renewed = NULL WHERE id = ? AND claim_owner = ?",
                        claim.source(),
                        claim.owner()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
