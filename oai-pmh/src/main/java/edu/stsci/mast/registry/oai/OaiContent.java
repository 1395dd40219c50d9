package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a response says when the request did not fail (section 4): one kind for each verb. */
public sealed interface OaiContent {
    /**
     * The registry's description of itself, for {@code Identify}. The rest of it is in {@link OaiSettings}.
     *
     * @param settings what the registry says of itself
     * @param earliestDatestamp no record has an earlier datestamp
     * @param registryRecord the registry's own {@code vg:Registry} record (Registry Interfaces 1.1, section 2.5); null when it is missing
     * @param friends base URLs of other repositories that harvesters may want to know of
     */
    record Identification(OaiSettings settings, Instant earliestDatestamp, byte[] registryRecord, List<String> friends)
            implements OaiContent {}

    /** The metadata formats, of one record or in general, for {@code ListMetadataFormats}. */
    record Formats(List<MetadataFormat> formats) implements OaiContent {}

    /** The sets, for {@code ListSets}. */
    record Sets(List<OaiSet> sets) implements OaiContent {}

    /** One record, for {@code GetRecord}. */
    record SingleRecord(OaiRecord record) implements OaiContent {}

    /**
     * A response of a list of records, for {@code ListRecords}.
     *
     * @param records the records, at least one
     * @param resumption the resumption token's element; empty when the whole list is in one response
     */
    record Records(List<OaiRecord> records, Optional<Resumption> resumption) implements OaiContent {}

    /**
     * A response of a list of headers, for {@code ListIdentifiers}.
     *
     * @param headers the headers, at least one
     * @param resumption the resumption token's element; empty when the whole list is in one response
     */
    record Headers(List<OaiHeader> headers, Optional<Resumption> resumption) implements OaiContent {}

    /**
     * The element {@code resumptionToken} (section 3.5).
     *
     * @param token the token; empty in the last response
     * @param cursor how many records were delivered before this response
     * @param completeListSize how many records the list had when it was begun
     */
    record Resumption(String token, int cursor, int completeListSize) {}
}
