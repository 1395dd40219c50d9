package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may write which record: the rules of ownership, as they stand when a transaction begins; {@code docs/harvesting.md} explains them.
 * They never depend on the order in which registries deliver, where a rank can be told: a record that two registries offer ends with the
 * one of the better rank, and stays there.
 */
final class Ownership {
    private final Set<String> ours;
    private final Map<String, List<String>> claimants;

    private Ownership(Set<String> ours, Map<String, List<String>> claimants) {
        this.ours = ours;
        this.claimants = claimants;
    }

    static Ownership load(Connection connection, Set<String> ours) throws SQLException {
        return new Ownership(ours, claimants(connection));
    }

    /** A registry that claims an authority; {@code created} is null when its record does not say when it was made. */
    private record Claim(String authority, String registry, Instant created) {
        /** Whether the registry's own record lives in the authority, so that it has shown to be at home there. */
        boolean atHome() {
            return Ivoid.of(registry).authority().equals(authority);
        }
    }

    /** The better claim first: who is at home in the authority, who was made earlier, whose IVOID is smaller. */
    private static final Comparator<Claim> BETTER_FIRST = Comparator.comparing(Claim::atHome)
            .reversed()
            .thenComparing(Claim::created, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Claim::registry);

    /** The registries that claim each authority (Registry Interfaces 1.1, {@code managedAuthority}), the best claim first. */
    static Map<String, List<String>> claimants(Connection connection) throws SQLException {
        Map<String, List<Claim>> claims = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT c.authority, c.registry, r.created"
                                + " FROM authority_claim c JOIN record r ON r.ivoid_key = c.registry WHERE r.status = 'ACTIVE'");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                claims.computeIfAbsent(rows.getString(1), a -> new ArrayList<>())
                        .add(new Claim(rows.getString(1), rows.getString(2), RecordRow.instant(rows, 3)));
            }
        }
        Map<String, List<String>> ranked = new HashMap<>();
        claims.forEach((authority, all) -> ranked.put(
                authority,
                all.stream().sorted(BETTER_FIRST).map(Claim::registry).toList()));
        return ranked;
    }

    /** Why new content is not taken; empty when it is. {@code present} is the stored record's state, null when there is none. */
    Optional<Refusal> refusal(ResourceDocument document, Origin origin, RecordState present) {
        Ivoid ivoid = document.ivoid();
        return objection(ivoid, origin, present)
                .map(reason -> new Refusal(ivoid, reason, List.of()))
                .or(() -> origin.managed() ? fault(document) : Optional.empty());
    }

    /** Why a change is not taken in the state in which the record is at last; empty when it is. */
    Optional<Refusal> refusal(PendingChange change, RecordState present) {
        return objection(change.ivoid(), change.origin(), present)
                .map(reason -> new Refusal(change.ivoid(), reason, List.of()));
    }

    /** Managed records must be valid to be published. */
    private static Optional<Refusal> fault(ResourceDocument document) {
        return document.firstError()
                .map(error -> new Refusal(document.ivoid(), "it is not valid: " + error, document.findings()));
    }

    private Optional<String> objection(Ivoid ivoid, Origin origin, RecordState present) {
        String authority = ivoid.authority();
        if (origin.managed()) {
            return ours.contains(authority)
                    ? Optional.empty()
                    : Optional.of("the authority " + authority + " is not ours (ours: " + String.join(", ", ours)
                            + "); name its home registry to keep it as a harvested record");
        }
        String home = origin.home().orElseThrow().key();
        if (ours.contains(authority)) {
            return Optional.of(
                    "the authority " + authority + " is ours; a copy from " + home + " cannot replace our record");
        }
        String presentHome = present == null ? null : present.homeRegistry();
        if (ivoid.key().equals(home)) {
            // A registry speaks for itself; otherwise the claim that was made first would keep out all others.
            return Optional.empty();
        }
        if (ivoid.key().equals(presentHome) && !present.deleted()) {
            return Optional.of("it is the registry's own record, and was taken from there");
        }
        List<String> claimed = claimants.getOrDefault(authority, List.of());
        if (!claimed.isEmpty() && !claimed.contains(home)) {
            return Optional.of(
                    "the authority " + authority + " is managed by " + String.join(", ", claimed) + ", not by " + home);
        }
        if (presentHome == null || presentHome.equals(home)) {
            return Optional.empty();
        }
        return claimed.isEmpty() ? firstCome(present, home) : ranked(authority, claimed, present, home);
    }

    /** Where nobody declares the authority, a record stays with whom it came from first, until that registry has deleted it. */
    private static Optional<String> firstCome(RecordState present, String home) {
        return present.deleted()
                ? Optional.empty()
                : Optional.of("it is harvested from " + present.homeRegistry() + " already, and " + home
                        + " has no better claim to it: nobody declares the authority");
    }

    /**
     * Where several registries declare the authority, a record goes to the best of those that deliver it. This holds for a tombstone, too:
     * if a lesser registry could bring back what a better one has deleted, the two would take turns.
     */
    private static Optional<String> ranked(String authority, List<String> claimed, RecordState present, String home) {
        int holder = claimed.indexOf(present.homeRegistry());
        return holder < 0 || claimed.indexOf(home) < holder
                ? Optional.empty()
                : Optional.of("it is harvested from " + present.homeRegistry() + " already, and " + home
                        + " has no better claim to it: both declare the authority " + authority);
    }
}
