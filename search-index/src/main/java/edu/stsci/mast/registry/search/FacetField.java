package edu.stsci.mast.registry.search;

import java.util.Locale;
import java.util.Optional;

/** The properties of resources by which results are counted and narrowed down. */
public enum FacetField {
    /** What kind of resource it is: catalogue service, data collection, registry … */
    RESOURCE_TYPE("type", "Resource type", "resource_type", 30),
    /** The standards that its services speak: cone search, image access, TAP … */
    STANDARD("standard", "Service standard", "standard", 30),
    /** The wavebands of its data. */
    WAVEBAND("waveband", "Waveband", "waveband", 30),
    /** Who publishes it. */
    PUBLISHER("publisher", "Publisher", "publisher", 50),
    /** For whom it is meant: research, university, general public … */
    CONTENT_LEVEL("level", "Content level", "content_level", 30);

    private final String parameter;
    private final String label;
    private final String solrField;
    private final int mostBuckets;

    FacetField(String parameter, String label, String solrField, int mostBuckets) {
        this.parameter = parameter;
        this.label = label;
        this.solrField = solrField;
        this.mostBuckets = mostBuckets;
    }

    /** The name in addresses and in the API; never changes. */
    public String parameter() {
        return parameter;
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** The field whose parameter has this name; empty when there is none. */
    public static Optional<FacetField> ofParameter(String name) {
        for (FacetField field : values()) {
            if (field.parameter.equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** What to show people for a value of this field. */
    String labelOf(String value) {
        return switch (this) {
            case RESOURCE_TYPE -> ResourceTypes.label(value);
            case WAVEBAND -> Wavebands.label(value);
            case CONTENT_LEVEL ->
                value.isEmpty() ? value : value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
            case STANDARD, PUBLISHER -> value;
        };
    }

    String solrField() {
        return solrField;
    }

    int mostBuckets() {
        return mostBuckets;
    }
}
