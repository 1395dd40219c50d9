package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of our records are meant: those that meet all conditions. Deleted ones are never.
 *
 * @param words what the title, short name, type or identifier must have, each of the words; empty for any
 * @param type the type with its canonical prefix, such as {@code vs:CatalogService}; empty for any
 * @param authority the naming authority; empty for any
 * @param within a text that the document must hold, without regard to case; empty for any
 * @param ivoids only these; empty for any
 */
public record Selection(String words, String type, String authority, String within, List<Ivoid> ivoids) {
    private static final int AT_A_TIME = 200;

    /** Copies the list. */
    public Selection {
        ivoids = List.copyOf(ivoids);
    }

    /** Whether it names no condition, so that all records are meant. */
    public boolean isAll() {
        return words.isBlank() && type.isBlank() && authority.isBlank() && within.isBlank() && ivoids.isEmpty();
    }

    /** The records with their documents, in the order of their titles, those named one by one in the order given; at most {@code limit}. */
    public List<StoredRecord> of(ManagedRecords records, MasterCopy masterCopy, int limit) {
        List<StoredRecord> chosen = new ArrayList<>();
        if (!ivoids.isEmpty()) {
            for (Ivoid ivoid : ivoids) {
                masterCopy.find(ivoid).filter(this::fits).ifPresent(chosen::add);
                if (chosen.size() == limit) {
                    break;
                }
            }
            return chosen;
        }
        int skip = 0;
        List<StoredRecord> some;
        do {
            some = records.list(words, skip, AT_A_TIME);
            for (StoredRecord record : some) {
                if (chosen.size() < limit && fitsSummary(record)) {
                    Optional<StoredRecord> whole = masterCopy.find(record.ivoid());
                    whole.filter(this::fits).ifPresent(chosen::add);
                }
            }
            skip += AT_A_TIME;
        } while (some.size() == AT_A_TIME && chosen.size() < limit);
        return chosen;
    }

    private boolean fitsSummary(StoredRecord record) {
        return record.managed()
                && record.status() != RecordStatus.DELETED
                && (type.isBlank() || record.resourceType().equalsIgnoreCase(type.strip()))
                && (authority.isBlank()
                        || record.ivoid().authority().equals(authority.strip().toLowerCase(Locale.ROOT)));
    }

    private boolean fits(StoredRecord record) {
        return fitsSummary(record) && record.document() != null && (within.isBlank() || holds(record));
    }

    private boolean holds(StoredRecord record) {
        String text = new String(record.document(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        String wanted = within.strip().toLowerCase(Locale.ROOT);
        return text.contains(wanted)
                || text.contains(
                        wanted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
}
