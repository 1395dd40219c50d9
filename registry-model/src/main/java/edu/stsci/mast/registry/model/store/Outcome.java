package edu.stsci.mast.registry.model.store;

/**
 * What a writing transaction did, by number of records.
 *
 * @param created new records, tombstones of unknown records included
 * @param changed records with a new version that is not a deletion
 * @param deleted known records that became tombstones
 * @param unchanged records that were handed over with nothing new in them
 * @param flagged records stored with errors noted; they are counted as created or changed, too
 */
public record Outcome(int created, int changed, int deleted, int unchanged, int flagged) {
    /** Nothing done. */
    public static final Outcome NONE = new Outcome(0, 0, 0, 0, 0);

    /** The sum of two outcomes. */
    public Outcome plus(Outcome other) {
        return new Outcome(
                created + other.created,
                changed + other.changed,
                deleted + other.deleted,
                unchanged + other.unchanged,
                flagged + other.flagged);
    }

    /** How many records were handed over. */
    public int total() {
        return created + changed + deleted + unchanged;
    }
}
