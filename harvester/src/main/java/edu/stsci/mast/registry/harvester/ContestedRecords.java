package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds the records that two registries deliver: what one registry delivers, and is in quarantine because we hold it from another one.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class ContestedRecords {
    private final HarvestTables tables;
    private final HarvestedRecords records;

    /** The contested records in a database. */
    public ContestedRecords(DataSource dataSource) {
        this.tables = new HarvestTables(dataSource);
        this.records = new HarvestedRecords(dataSource);
    }

    private record Refused(Ivoid ivoid, Ivoid registry, String reason) {}

    /** The contested records, in the order of their identifiers. */
    public List<ContestedRecord> list() {
        List<Refused> refused = tables
                .transaction(
                        "look for contested records",
                        statements -> statements.query(
                                row -> {
                                    String reason = row.getString(3);
                                    Ivoid registry = Ivoid.of(row.getString(2));
                                    return Ivoid.parse(row.getString(1))
                                            .map(ivoid -> new Refused(ivoid, registry, reason));
                                },
                                "SELECT q.identifier, s.registry, q.reason FROM harvest_quarantine q"
                                        + " JOIN harvest_source s ON s.id = q.source_id"
                                        + " WHERE q.identifier IS NOT NULL AND s.registry IS NOT NULL ORDER BY q.problem_key"))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        Map<Ivoid, Ivoid> homes =
                records.homes(refused.stream().map(Refused::ivoid).distinct().toList());
        List<ContestedRecord> contested = new ArrayList<>();
        for (Refused record : refused) {
            Ivoid holder = homes.get(record.ivoid());
            if (holder != null && !holder.equals(record.registry())) {
                contested.add(new ContestedRecord(record.ivoid(), holder, record.registry(), record.reason()));
            }
        }
        return contested;
    }
}
