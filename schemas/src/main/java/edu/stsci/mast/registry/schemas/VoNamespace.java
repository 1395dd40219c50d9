package edu.stsci.mast.registry.schemas;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The XML namespaces that resource records and the protocols around them use, each with its canonical prefix (RegTAP 1.2, section 5;
 * VOResource 1.1, section 2.2.1), the address at which the community publishes its schema, and the file of the official schema that
 * {@link SchemaCatalogue} holds.
 *
 * <p>Two versions of one extension share a prefix; they do not meet in one record in practice, and {@code DocumentNormaliser} tells them
 * apart when they do.
 */
public enum VoNamespace {
    /** Registry Interfaces 1.0 and 1.1: the root element of every record. */
    RI("ri", "http://www.ivoa.net/xml/RegistryInterface/v1.0", "RegistryInterface-v1.0.xsd"),
    /** VOResource 1.0 and 1.1. */
    VR("vr", "http://www.ivoa.net/xml/VOResource/v1.0", "VOResource-v1.1.xsd"),
    /** VODataService 1.1 and 1.2, which share a namespace. */
    VS("vs", "http://www.ivoa.net/xml/VODataService/v1.1", "VODataService-v1.2.xsd"),
    /** VODataService 1.0, still found in harvested records. */
    VS_1_0("vs", "http://www.ivoa.net/xml/VODataService/v1.0", "VODataService-v1.0.xsd"),
    /** VORegistry 1.0 and 1.1. */
    VG("vg", "http://www.ivoa.net/xml/VORegistry/v1.0", "VORegistry-v1.0.xsd"),
    /** TAPRegExt 1.0. */
    TR("tr", "http://www.ivoa.net/xml/TAPRegExt/v1.0", "TAPRegExt-v1.0.xsd"),
    /** Simple Cone Search 1.0. */
    CS("cs", "http://www.ivoa.net/xml/ConeSearch/v1.0", "ConeSearch-v1.0.xsd"),
    /** Simple Image Access, the extension of SimpleDALRegExt. */
    SIA("sia", "http://www.ivoa.net/xml/SIA/v1.1", "SIA-v1.1.xsd"),
    /** Simple Image Access before SimpleDALRegExt. */
    SIA_1_0("sia", "http://www.ivoa.net/xml/SIA/v1.0", "SIA-v1.0.xsd"),
    /** Simple Spectral Access. */
    SSAP("ssap", "http://www.ivoa.net/xml/SSA/v1.1", "SSA-v1.2.xsd"),
    /** Simple Spectral Access before SimpleDALRegExt. */
    SSAP_1_0("ssap", "http://www.ivoa.net/xml/SSA/v1.0", "SSA-v1.0.xsd"),
    /** Simple Line Access. */
    SLAP("slap", "http://www.ivoa.net/xml/SLAP/v1.0", "SLAP-v1.1.xsd"),
    /** StandardsRegExt 1.0. */
    VSTD("vstd", "http://www.ivoa.net/xml/StandardsRegExt/v1.0", "StandardsRegExt-1.0.xsd"),
    /** DocRegExt 1.0, educational and other documents. */
    DOC("doc", "http://www.ivoa.net/xml/DocRegExt/v1.0", "DocRegExt-v1.0.xsd"),
    /** DocRegExt as DaCHS publishes it, in a namespace that is named by the major version only. */
    DOC_1("doc", "http://www.ivoa.net/xml/DocRegExt/v1", "DocRegExt-v1.0.xsd"),
    /** VOApplication, software. */
    VA("va", "http://www.ivoa.net/xml/VOApplication/v1.0rc1", "VOApplication-1.0.xsd"),
    /** Data models in the Registry. */
    DM("dm", "http://www.ivoa.net/xml/DataModel/v1", "DMRegExt-v1.0.xsd"),
    /** Space-time coordinates, in records written before VODataService 1.2. */
    STC("stc", "http://www.ivoa.net/xml/STC/stc-v1.30.xsd", "STC-v1.30.xsd"),
    /** Open SkyNode. */
    OSN("osn", "http://www.ivoa.net/xml/SkyNode/v0.2", "OpenSkyNode-v0.2.xsd"),
    /** XLink, which STC uses. */
    XLINK("xlink", "http://www.w3.org/1999/xlink", "xlink.xsd"),
    /** XML Schema instance attributes; known to every validator. */
    XSI("xsi", "http://www.w3.org/2001/XMLSchema-instance", null),
    /** OAI-PMH 2.0. */
    OAI(
            "oai",
            "http://www.openarchives.org/OAI/2.0/",
            "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            "OAI-PMH.xsd"),
    /** Unqualified Dublin Core as OAI-PMH requires it. */
    OAI_DC(
            "oai_dc",
            "http://www.openarchives.org/OAI/2.0/oai_dc/",
            "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            "oai_dc.xsd"),
    /** The Dublin Core elements. */
    DC(
            "dc",
            "http://purl.org/dc/elements/1.1/",
            "http://dublincore.org/schemas/xmls/simpledc20021212.xsd",
            "simpledc20021212.xsd"),
    /** VOSI availability. */
    VOSI_AVAILABILITY("avl", "http://www.ivoa.net/xml/VOSIAvailability/v1.0", "VOSIAvailability-v1.0.xsd"),
    /** VOSI capabilities. */
    VOSI_CAPABILITIES("cap", "http://www.ivoa.net/xml/VOSICapabilities/v1.0", "VOSICapabilities-v1.0.xsd"),
    /** VOSI tables. */
    VOSI_TABLES("vtm", "http://www.ivoa.net/xml/VOSITables/v1.0", "VOSITables-v1.1.xsd"),
    /** Universal Worker Service 1.1. */
    UWS("uws", "http://www.ivoa.net/xml/UWS/v1.0", "UWS-1.1.xsd");

    private static final Map<String, VoNamespace> BY_URI =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(VoNamespace::uri, Function.identity()));

    private final String prefix;
    private final String uri;
    private final String schemaLocation;
    private final String schemaFile;

    VoNamespace(String prefix, String uri, String schemaFile) {
        // IVOA namespaces resolve to their newest schema (Schema Versioning Policies 1.0).
        this(prefix, uri, uri, schemaFile);
    }

    VoNamespace(String prefix, String uri, String schemaLocation, String schemaFile) {
        this.prefix = prefix;
        this.uri = uri;
        this.schemaLocation = schemaLocation;
        this.schemaFile = schemaFile;
    }

    /** The canonical prefix, for instance {@code vs}. */
    public String prefix() {
        return prefix;
    }

    /** The namespace URI. */
    public String uri() {
        return uri;
    }

    /** Where the world finds the schema: what {@code xsi:schemaLocation} should say beside {@link #uri()}. */
    public String schemaLocation() {
        return schemaLocation;
    }

    /** The schema's file in the catalogue, or empty for the one namespace that needs none ({@link #XSI}). */
    Optional<String> schemaFile() {
        return Optional.ofNullable(schemaFile);
    }

    /** The namespace with this URI, or empty when it is not one of ours. */
    public static Optional<VoNamespace> ofUri(String uri) {
        return Optional.ofNullable(BY_URI.get(uri));
    }
}
