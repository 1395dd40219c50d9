package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The metadata formats of the registry. {@code ivo_vor} and {@code oai_dc} are those that every registry of the Virtual Observatory offers
 * (Registry Interfaces 1.1, section 2.2).
 */
public enum MetadataFormat {
    /** VOResource in {@code ri:Resource}: the record itself. */
    IVO_VOR("ivo_vor", VoNamespace.RI, StoredRecord::document),
    /** Unqualified Dublin Core, which all of OAI-PMH understands; see {@link DublinCore} for what it keeps of a record. */
    OAI_DC("oai_dc", VoNamespace.OAI_DC, DublinCore::of),
    /** DataCite, for records that are or may become DOIs; see {@link DataCite} for what it keeps of a record. */
    OAI_DATACITE("oai_datacite", DataCite.NAMESPACE, DataCite.SCHEMA, true, MetadataFormat::dataCite);

    private final String prefix;
    private final String namespace;
    private final String schema;
    private final boolean citableOnly;
    private final Function<StoredRecord, byte[]> dissemination;

    MetadataFormat(String prefix, VoNamespace namespace, Function<StoredRecord, byte[]> dissemination) {
        this(prefix, namespace.uri(), namespace.schemaLocation(), false, dissemination);
    }

    MetadataFormat(
            String prefix,
            String namespace,
            String schema,
            boolean citableOnly,
            Function<StoredRecord, byte[]> dissemination) {
        this.prefix = prefix;
        this.namespace = namespace;
        this.schema = schema;
        this.citableOnly = citableOnly;
        this.dissemination = dissemination;
    }

    private static byte[] dataCite(StoredRecord record) {
        return DataCite.of(record)
                .orElseThrow(() -> new IllegalStateException(
                        record.ivoid() + " is marked as citable, but lacks what DataCite requires"));
    }

    /** The name by which requests choose the format. */
    public String prefix() {
        return prefix;
    }

    /** The namespace of the format's root element. */
    public String namespace() {
        return namespace;
    }

    /** Where the format's schema is. */
    public String schema() {
        return schema;
    }

    /** The format with this prefix; empty when it is not offered. */
    public static Optional<MetadataFormat> of(String prefix) {
        return Arrays.stream(values()).filter(f -> f.prefix.equals(prefix)).findFirst();
    }

    /** The prefixes of all formats, as a list for people. */
    static String offered() {
        return Arrays.stream(values()).map(MetadataFormat::prefix).collect(Collectors.joining(", "));
    }

    /** Whether a record has this format, or, when it is deleted, had it. */
    boolean appliesTo(StoredRecord record) {
        return !citableOnly || record.citable();
    }

    /** Those of the given records that have this format. */
    Scope scope(Scope scope) {
        return citableOnly ? scope.citableOnly() : scope;
    }

    /** A record that is not deleted and has this format, in it: one element in UTF-8. Shared: do not change it. */
    byte[] disseminate(StoredRecord record) {
        return dissemination.apply(record);
    }
}
