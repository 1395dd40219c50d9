package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.Holdings;
import edu.stsci.mast.registry.model.store.Holdings.Holding;
import edu.stsci.mast.registry.model.store.MasterCopy;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/**
 * What is wrong in the registries that we harvest, taken together.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class Anomalies {
    private final HarvestSources sources;
    private final MasterCopy masterCopy;
    private final Holdings holdings;

    /** The anomalies of what is in a database. */
    public Anomalies(DataSource dataSource, MasterCopy masterCopy, Clock clock) {
        this.sources = new HarvestSources(dataSource, clock);
        this.masterCopy = masterCopy;
        this.holdings = new Holdings(dataSource);
    }

    /**
     * The sources whose registry's own {@code vg:Registry} record is not held, though each registry has one to publish (Registry Interfaces
     * 1.1, section 3.2); those that are not known as registries yet are not among them.
     */
    public List<HarvestSource> unregistered() {
        return sources.list().stream()
                .filter(source -> source.nextFrom().isPresent())
                .filter(source -> source.registry().filter(this::isHeld).isEmpty())
                .toList();
    }

    private boolean isHeld(Ivoid registry) {
        return masterCopy
                .find(registry)
                .filter(record -> record.status() != RecordStatus.DELETED)
                .filter(record -> record.resourceType().equals("vg:Registry"))
                .isPresent();
    }

    /** What is held of each registry, those with the largest share of records that break their schema first. */
    public List<Holding> holdings() {
        return holdings.list().stream()
                .sorted(Comparator.comparingDouble(
                        (Holding holding) -> -(double) holding.invalid() / Math.max(1, holding.live())))
                .toList();
    }
}
