package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What OAI-PMH says about a record beside its metadata (section 2.5).
 *
 * @param identifier the record's identifier, in the Virtual Observatory its IVOID (Registry Interfaces 1.1, section 2.3)
 * @param datestamp when the record was last created, changed or deleted
 * @param setSpecs the sets that it belongs to
 * @param deleted whether it is a deleted record, which comes without metadata
 */
public record OaiHeader(String identifier, Instant datestamp, List<String> setSpecs, boolean deleted) {
    /** None may be null; the list is copied. */
    public OaiHeader {
        Objects.requireNonNull(identifier);
        Objects.requireNonNull(datestamp);
        setSpecs = List.copyOf(setSpecs);
    }
}
