package edu.stsci.mast.registry.model;

import java.util.Locale;

/** The state of a resource record (VOResource 1.1, attribute {@code status}). */
public enum RecordStatus {
    /** Part of the registry's present content. */
    ACTIVE,
    /** Kept and published, but hidden from searches: the resource is not to be used for now. */
    INACTIVE,
    /** Gone for ever; what is left is a tombstone, which OAI-PMH goes on to announce. */
    DELETED;

    /** The status as records write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the attribute; anything unknown, also nothing, counts as active, as a harvested record without the attribute is meant. */
    public static RecordStatus of(String text) {
        for (RecordStatus status : values()) {
            if (status.text().equalsIgnoreCase(text == null ? "" : text.strip())) {
                return status;
            }
        }
        return ACTIVE;
    }
}
