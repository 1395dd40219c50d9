package edu.stsci.mast.registry.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * A resource record's document in the form in which the registry keeps it (design, decision 1): one self-contained {@code ri:Resource}
 * element in UTF-8 with all namespaces declared on it under their canonical prefixes, without an XML declaration; and what the registry
 * has to know of it. Made by {@link DocumentNormaliser} only.
 */
public final class ResourceDocument {
    private final Ivoid ivoid;
    private final Summary summary;
    private final List<Finding> findings;
    private final byte[] xml;
    private final byte[] sha256;

    ResourceDocument(Ivoid ivoid, Summary summary, List<Finding> findings, byte[] xml) {
        this.ivoid = Objects.requireNonNull(ivoid);
        this.summary = Objects.requireNonNull(summary);
        this.findings = List.copyOf(findings);
        this.xml = xml;
        this.sha256 = sha256(xml);
    }

    /**
     * What lists and rules need of a record without reading it.
     *
     * @param resourceType the resource's type with its canonical prefix, for instance {@code vs:CatalogService}; {@code vr:Resource}
     *     when the record names none
     * @param title the title, white space collapsed; empty when there is none
     * @param shortName the short name, white space collapsed; empty when there is none
     * @param status the status that the record itself states
     * @param created when the record says that it was made, null when it does not say so readably
     * @param updated when the record says that it was last changed, null likewise
     * @param managedAuthorities the authorities that a {@code vg:Registry} record claims, in lower case; empty for other records
     * @param citable whether the record describes something that may be cited by a DOI and says all that DataCite requires for one: a
     *     title, a creator, a publisher and a year. Organisations, naming authorities and registries are not cited
     */
    public record Summary(
            String resourceType,
            String title,
            String shortName,
            RecordStatus status,
            Instant created,
            Instant updated,
            List<String> managedAuthorities,
            boolean citable) {}

    /**
     * The summary of a document that is in the registry's form already, without validating it again.
     *
     * @throws IllegalArgumentException when it is not well-formed, so that it cannot be such a document
     */
    public static Summary summaryOf(byte[] xml) {
        try {
            return SummaryReader.read(xml);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("Not a document of the registry: " + e.getMessage(), e);
        }
    }

    /** The record's identifier. */
    public Ivoid ivoid() {
        return ivoid;
    }

    /** What the registry has to know of the record. */
    public Summary summary() {
        return summary;
    }

    /** What validation against the official schemas found; empty for a valid record. */
    public List<Finding> findings() {
        return findings;
    }

    /** The first finding that keeps a managed record from being published. */
    public Optional<Finding> firstError() {
        return findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .findFirst();
    }

    /** The document's UTF-8 bytes. They are shared: do not change them. */
    public byte[] xml() {
        return xml;
    }

    /**
     * The document's bytes with the time of its last change, and of its making when it does not say that (VOResource 1.1, attributes
     * {@code updated} and {@code created}); to be read anew.
     *
     * @param time in whole seconds
     */
    public byte[] dated(Instant time) {
        return RootDates.set(xml, time);
    }

    /** The SHA-256 of the bytes, by which unchanged records are recognised. Shared: do not change it. */
    public byte[] sha256() {
        return sha256;
    }

    /** The document as text. */
    @Override
    public String toString() {
        return new String(xml, StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
