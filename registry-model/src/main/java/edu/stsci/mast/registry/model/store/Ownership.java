package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may write which record: the rules of ownership, as they stand when a transaction begins. */
final class Ownership {
    private final Set<String> ours;
    private final Map<String, Set<String>> claimants;

    private Ownership(Set<String> ours, Map<String, Set<String>> claimants) {
        this.ours = ours;
        this.claimants = claimants;
    }

    static Ownership load(Connection connection, Set<String> ours) throws SQLException {
        Map<String, Set<String>> claimants = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT authority, registry FROM authority_claim");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                claimants
                        .computeIfAbsent(rows.getString(1), a -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return new Ownership(ours, claimants);
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
        Set<String> claimed = claimants.getOrDefault(authority, Set.of());
        if (!claimed.isEmpty() && !claimed.contains(home)) {
            return Optional.of(
                    "the authority " + authority + " is managed by " + String.join(", ", claimed) + ", not by " + home);
        }
        String presentHome = present == null ? null : present.homeRegistry();
        boolean elsewhere = presentHome != null && !presentHome.equals(home);
        return elsewhere && (claimed.isEmpty() || claimed.contains(presentHome))
                ? Optional.of(
                        "it is harvested from " + presentHome + " already, and " + home + " has no better claim to it")
                : Optional.empty();
    }
}
