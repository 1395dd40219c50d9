package edu.stsci.mast.registry.harvester;

/**
 * How much may happen at once, and without a person's word.
 *
 * @param atOnce how many scheduled harvests and reconciliations run at a time over all processes, from 1
 * @param removalShare the share of a source's active records, from 0 to 1, of which more must not be removed or deactivated by one run
 * @param leastRemovals how many removals are no cause for alarm in any case: fewer than these are never held
 * @param fetches how many single records one reconciliation asks for at most
 */
public record HarvestLimits(int atOnce, double removalShare, int leastRemovals, int fetches) {
    /** The usual limits: 4 at once; 10 % and at least 20 records are held; 500 single records. */
    public static final HarvestLimits USUAL = new HarvestLimits(4, 0.1, 20, 500);

    /** Checks the limits. */
    public HarvestLimits {
        if (atOnce < 1 || removalShare < 0 || removalShare > 1 || leastRemovals < 0 || fetches < 0) {
            throw new IllegalArgumentException("Not limits: " + atOnce + " at once, share " + removalShare
                    + ", at least " + leastRemovals + ", " + fetches + " fetches");
        }
    }

    /** Whether so many removals are too many for a source with so many active records. */
    boolean tooMany(int removals, int active) {
        return removals >= Math.max(1, leastRemovals) && removals > removalShare * active;
    }
}
