package edu.stsci.mast.registry.search.adql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one compilation shares: the catalogue, the limits, names not used yet, and the tables read so far. */
final class Session {
    private final Catalogue catalogue;
    private final AdqlLimits limits;
    private final Set<CatalogueTable> tables = new LinkedHashSet<>();
    private int names;
    private int reads;

    Session(Catalogue catalogue, AdqlLimits limits) {
        this.catalogue = catalogue;
        this.limits = limits;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    AdqlLimits limits() {
        return limits;
    }

    /** A name that the statement doesn't have yet: {@code t1}, {@code t2} … */
    String newName() {
        names++;
        return "t" + names;
    }

    /** Notes that a table is read at this spot of the query. */
    void reads(CatalogueTable table, Spot spot) throws AdqlException {
        reads++;
        if (reads > limits.tables()) {
            throw new AdqlException(spot, "The query reads more than " + limits.tables() + " tables.", "Split it.");
        }
        tables.add(table);
    }

    List<CatalogueTable> tables() {
        return List.copyOf(tables);
    }
}
