package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The metadata formats that every registry of the Virtual Observatory offers (Registry Interfaces 1.1, section 2.2). */
public enum MetadataFormat {
    /** VOResource in {@code ri:Resource}: the record itself. */
    IVO_VOR("ivo_vor", VoNamespace.RI, StoredRecord::document),
    /** Unqualified Dublin Core, which all of OAI-PMH understands; see {@link DublinCore} for what it keeps of a record. */
    OAI_DC("oai_dc", VoNamespace.OAI_DC, DublinCore::of);

    private final String prefix;
    private final VoNamespace namespace;
    private final Function<StoredRecord, byte[]> dissemination;

    MetadataFormat(String prefix, VoNamespace namespace, Function<StoredRecord, byte[]> dissemination) {
        this.prefix = prefix;
        this.namespace = namespace;
        this.dissemination = dissemination;
    }

    /** The name by which requests choose the format. */
    public String prefix() {
        return prefix;
    }

    /** The namespace of the format's root element. */
    public String namespace() {
        return namespace.uri();
    }

    /** Where the format's schema is. */
    public String schema() {
        return namespace.schemaLocation();
    }

    /** The format with this prefix; empty when it is not offered. */
    public static Optional<MetadataFormat> of(String prefix) {
        return Arrays.stream(values()).filter(f -> f.prefix.equals(prefix)).findFirst();
    }

    /** The prefixes of all formats, as a list for people. */
    static String offered() {
        return Arrays.stream(values()).map(MetadataFormat::prefix).collect(Collectors.joining(" and "));
    }

    /** A record that is not deleted, in this format: one element in UTF-8. Shared: do not change it. */
    byte[] disseminate(StoredRecord record) {
        return dissemination.apply(record);
    }
}
