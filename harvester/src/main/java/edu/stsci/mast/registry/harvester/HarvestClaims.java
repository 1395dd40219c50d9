package edu.stsci.mast.registry.harvester;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees to it that a source is harvested by one run at a time over all processes. A run claims its source in the source's row and renews the
 * claim while it lives; a claim that was not renewed for {@link #LIFETIME} belongs to a dead process and may be taken over. The nodes'
 * clocks have to agree within a minute.
 */
final class HarvestClaims {
    /** How often a claim is renewed. */
    static final Duration RENEWAL = Duration.ofSeconds(20);
    /** How long a claim holds without being renewed. */
    static final Duration LIFETIME = Duration.ofMinutes(2);

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

    /** Claims a source; empty when another run has it, or when it is gone. Runs that a dead process has left open are closed. */
    Optional<Claim> take(long source) {
        String owner = HarvestTables.cut(node, 150) + " " + UUID.randomUUID();
        return tables.transaction("claim a source", statements -> {
            Instant now = now();
            int taken = statements.update(
                    "UPDATE harvest_source SET claim_owner = ?, claim_renewed = ?"
                            + " WHERE id = ? AND (claim_owner IS NULL OR claim_renewed < ?)",
                    owner,
                    now,
                    source,
                    now.minus(LIFETIME));
            if (taken == 0) {
                return Optional.empty();
            }
            statements.update(
                    "UPDATE harvest_run SET run_state = ?, failure = ?, ended = ? WHERE source_id = ? AND run_state = ?",
                    HarvestReport.State.FAILED.name(),
                    "Its process ended before the harvest did",
                    now,
                    source,
                    HarvestReport.State.RUNNING.name());
            return Optional.of(new Claim(source, owner));
        });
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
