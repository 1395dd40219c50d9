package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What is not in order among the registries that the master copy knows, for the people who can talk to their operators. Nothing is kept;
 * each call looks at the records as they are.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class Anomalies {
    private final DataSource dataSource;
    private final Set<String> ours;

    /**
     * The anomalies in a master copy.
     *
     * @param managedAuthorities the naming authorities that are ours
     */
    public Anomalies(DataSource dataSource, Set<String> managedAuthorities) {
        this.dataSource = dataSource;
        this.ours = managedAuthorities.stream()
                .map(a -> a.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * An authority that more than one registry declares to manage, or another one besides us.
     *
     * @param authority the authority in lower case
     * @param ours whether it is ours; then all the others are wrong
     * @param registries who declares it, the one whose records are preferred first
     */
    public record SharedAuthority(String authority, boolean ours, List<Ivoid> registries) {}

    /**
     * An authority of which there are records, but which no registry declares.
     *
     * @param authority the authority in lower case
     * @param registries where its records come from
     * @param records how many there are that are not deleted
     */
    public record UndeclaredAuthority(String authority, List<Ivoid> registries, int records) {}

    /**
     * A registry from which there are records, but no {@code vg:Registry} record of its own.
     *
     * @param records how many there are that are not deleted
     */
    public record RegistryWithoutRecord(Ivoid registry, int records) {}

    /**
     * How many records of a registry break the schemas.
     *
     * @param registry the home registry; empty for ours
     * @param records its records that are not deleted
     * @param invalid those among them with errors
     */
    public record InvalidShare(Optional<Ivoid> registry, int records, int invalid) {
        /** The share of invalid records, from 0 to 1. */
        public double share() {
            return records == 0 ? 0 : (double) invalid / records;
        }
    }

    /** The authorities that several registries declare (Registry Interfaces 1.1: {@code managedAuthority}), by name. */
    public List<SharedAuthority> sharedAuthorities() {
        List<SharedAuthority> shared = new ArrayList<>();
        new TreeMap<>(claimants()).forEach((authority, registries) -> {
            if (registries.size() > 1) {
                shared.add(new SharedAuthority(
                        authority,
                        ours.contains(authority),
                        registries.stream().map(Ivoid::of).toList()));
            }
        });
        return shared;
    }

    /** Claims of others to our authorities; the claimants' own copies of our records are never taken. */
    public List<SharedAuthority> claimsToOurs(Ivoid ourselves) {
        Map<String, List<String>> claimants = claimants();
        return ours.stream()
                .sorted()
                .map(authority -> new SharedAuthority(
                        authority,
                        true,
                        claimants.getOrDefault(authority, List.of()).stream()
                                .map(Ivoid::of)
                                .filter(registry -> !registry.equals(ourselves))
                                .toList()))
                .filter(claim -> !claim.registries().isEmpty())
                .toList();
    }

    /** The authorities of harvested records that no registry declares, those with most records first. */
    public List<UndeclaredAuthority> undeclaredAuthorities() {
        Set<String> declared = claimants().keySet();
        Map<String, List<Ivoid>> registries = new TreeMap<>();
        Map<String, Integer> records = new TreeMap<>();
        rows(
                "SELECT authority, home_registry, COUNT(*) FROM record WHERE managed = 0 AND status <> 'DELETED'"
                        + " AND home_registry IS NOT NULL GROUP BY authority, home_registry ORDER BY authority, home_registry",
                row -> {
                    String authority = row.getString(1);
                    if (!declared.contains(authority) && !ours.contains(authority)) {
                        registries
                                .computeIfAbsent(authority, a -> new ArrayList<>())
                                .add(Ivoid.of(row.getString(2)));
                        records.merge(authority, row.getInt(3), Integer::sum);
                    }
                });
        return registries.entrySet().stream()
                .map(entry -> new UndeclaredAuthority(
                        entry.getKey(), List.copyOf(entry.getValue()), records.get(entry.getKey())))
                .sorted(Comparator.comparingInt(UndeclaredAuthority::records).reversed())
                .toList();
    }

    /** The home registries whose own record we do not have, those with most records first. */
    public List<RegistryWithoutRecord> registriesWithoutRecord() {
        List<RegistryWithoutRecord> missing = new ArrayList<>();
        rows(
                "SELECT r.home_registry, COUNT(*) FROM record r WHERE r.home_registry IS NOT NULL AND r.status <> 'DELETED'"
                        + " AND NOT EXISTS (SELECT 1 FROM record own WHERE own.ivoid_key = r.home_registry"
                        + " AND own.resource_type = 'vg:Registry' AND own.status <> 'DELETED')"
                        + " GROUP BY r.home_registry ORDER BY COUNT(*) DESC, r.home_registry",
                row -> missing.add(new RegistryWithoutRecord(Ivoid.of(row.getString(1)), row.getInt(2))));
        return missing;
    }

    /** How many records of each registry break the schemas, the largest share first. */
    public List<InvalidShare> invalidShares() {
        List<InvalidShare> shares = new ArrayList<>();
        rows(
                "SELECT r.home_registry, COUNT(*), SUM(CASE WHEN bad.record_id IS NULL THEN 0 ELSE 1 END) FROM record r"
                        + " LEFT JOIN (SELECT DISTINCT record_id FROM finding WHERE code = 'schema') bad ON bad.record_id = r.id"
                        + " WHERE r.status <> 'DELETED' GROUP BY r.home_registry",
                row -> shares.add(new InvalidShare(
                        Optional.ofNullable(row.getString(1)).map(Ivoid::of), row.getInt(2), row.getInt(3))));
        shares.sort(Comparator.comparingDouble(InvalidShare::share)
                .reversed()
                .thenComparing(share -> share.registry().map(Ivoid::key).orElse("")));
        return shares;
    }

    private Map<String, List<String>> claimants() {
        try (Connection connection = dataSource.getConnection()) {
            return Ownership.claimants(connection);
        } catch (SQLException e) {
            throw MasterCopy.failed("read who manages which authority", e);
        }
    }

    @FunctionalInterface
    private interface RowUse {
        void take(ResultSet row) throws SQLException;
    }

    private void rows(String sql, RowUse use) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                use.take(rows);
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("look for anomalies", e);
        }
    }
}
