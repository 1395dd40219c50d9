package edu.stsci.mast.registry.search.coverage;

import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.TapException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Finds resources by what they have data of, in the relational registry's tables. Thread-safe. */
public final class CoverageSearch {
    // The first look at coarse cells costs little.
    private static final String REGION = "SELECT ivoid, max((coverage_cells & adql_cells(?1)) <> 0"
            + " AND adql_intersects(?1, coverage)) FROM stc_spatial GROUP BY ivoid";
    private static final String TIME =
            "SELECT ivoid, max(time_end >= ?1 AND time_start <= ?2) FROM stc_temporal GROUP BY ivoid";
    private static final String ENERGY =
            "SELECT ivoid, max(spectral_end >= ?1 AND spectral_start <= ?2) FROM stc_spectral GROUP BY ivoid";

    private final RegtapStore store;

    /** A search in the tables. */
    public CoverageSearch(RegtapStore store) {
        this.store = store;
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /**
     * Finds resources.
     *
     * @throws SearchUnavailableException with a sentence when the tables cannot be read now
     */
    public CoverageMatches find(CoverageRequest request) {
        Tally tally = new Tally();
        try (Connection connection = store.connection()) {
            if (request.region().isPresent()) {
                byte[] region = request.region().get().moc();
                tally.add(connection, REGION, statement -> statement.setBytes(1, region));
            }
            if (request.time().isPresent()) {
                tally.add(connection, TIME, ends(request.time().get()));
            }
            if (request.energy().isPresent()) {
                tally.add(connection, ENERGY, ends(request.energy().get()));
            }
        } catch (TapException | SQLException e) {
            throw new SearchUnavailableException(
                    "The search by place, time and spectrum is not available now: " + e.getMessage(), e);
        }
        return new CoverageMatches(
                tally.matching == null ? Set.of() : tally.matching, tally.failing, request.unknownToo());
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

    private static Parameters ends(Interval interval) {
        return statement -> {
            statement.setDouble(1, interval.low());
            statement.setDouble(2, interval.high());
        };
    }

    /** What fulfils all constraints so far, and what fails one of them. */
    private static final class Tally {
        private Set<String> matching;
        private final Set<String> failing = new HashSet<>();

        void add(Connection connection, String sql, Parameters parameters) throws SQLException {
            Set<String> fulfilling = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.set(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        (rows.getInt(2) == 0 ? failing : fulfilling).add(rows.getString(1));
                    }
                }
            }
            if (matching == null) {
                matching = fulfilling;
            } else {
                matching.retainAll(fulfilling);
            }
        }
    }
}
