package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.rules.Holdings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** What the master copy holds, for rules on references. Methods throw a {@link DatabaseException} when the database fails. */
public final class StoredHoldings implements Holdings {
    private static final int AT_A_TIME = 50;
    // Always the same number of parameters, so that the database compiles the statement once.
    private static final String SELECT = "SELECT ivoid, status, resource_type FROM record WHERE ivoid_key IN ("
            + String.join(",", Collections.nCopies(AT_A_TIME, "?")) + ")";

    private final DataSource dataSource;
    private final Set<String> managedAuthorities;

    /** The holdings of a master copy. */
    public StoredHoldings(DataSource dataSource, Set<String> managedAuthorities) {
        this.dataSource = dataSource;
        this.managedAuthorities = Set.copyOf(managedAuthorities);
    }

    @Override
    public Map<Ivoid, Held> find(Collection<Ivoid> ivoids) {
        Map<Ivoid, Held> found = new HashMap<>();
        List<Ivoid> all = List.copyOf(ivoids);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            for (int from = 0; from < all.size(); from += AT_A_TIME) {
                for (int i = 0; i < AT_A_TIME; i++) {
                    select.setString(
                            i + 1, all.get(Math.min(from + i, all.size() - 1)).key());
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        Ivoid ivoid = Ivoid.of(rows.getString(1));
                        found.put(ivoid, new Held(ivoid, RecordStatus.valueOf(rows.getString(2)), rows.getString(3)));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw MasterCopy.failed("look for records", e);
        }
    }

    @Override
    public Set<String> managedAuthorities() {
        return managedAuthorities;
    }
}
