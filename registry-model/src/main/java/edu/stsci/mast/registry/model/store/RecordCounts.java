package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.RecordStatus;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** How many records there are, by where they come from and their state. Thread-safe. */
public final class RecordCounts {
    private final DataSource dataSource;

    /** The counts of the records in a master copy's database. */
    public RecordCounts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * So many records.
     *
     * @param home the home registry that they come from; empty for our own and for those of which it is not known
     * @param managed whether we are their master
     * @param status their state
     * @param number how many, at least 1
     */
    public record Count(Optional<String> home, boolean managed, RecordStatus status, long number) {}

    /**
     * All counts; what there is none of is left out.
     *
     * @throws DatabaseException when the database fails
     */
    public List<Count> all() {
        return Rows.of(
                dataSource,
                "SELECT home_registry, managed, status, COUNT(*) FROM record GROUP BY home_registry, managed, status",
                row -> new Count(
                        Optional.ofNullable(row.getString(1)),
                        row.getBoolean(2),
                        RecordStatus.valueOf(row.getString(3)),
                        row.getLong(4)));
    }
}
