package edu.stsci.mast.registry.search.coverage;

import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.TapException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many resources have data of each part of the sky, by the relational registry's tables. Thread-safe. */
public final class SkyDensities {
    private final RegtapStore store;

    /** The densities in these tables. */
    public SkyDensities(RegtapStore store) {
        this.store = store;
    }

    /**
     * How many resources have data of each of the 48 HEALPix cells of order 1, NESTED.
     *
     * @throws SearchUnavailableException with a sentence when the tables cannot be read now
     */
    public long[] densities() {
        long[] counts = new long[48];
        try (Connection connection = store.connection();
                PreparedStatement statement = connection.prepareStatement("SELECT coverage_cells FROM stc_spatial");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (long cells = rows.getLong(1); cells != 0; cells &= cells - 1) {
                    counts[Long.numberOfTrailingZeros(cells)]++;
                }
            }
            return counts;
        } catch (TapException | SQLException e) {
            throw new SearchUnavailableException("The tables cannot be read now: " + e.getMessage(), e);
        }
    }
}
