package edu.stsci.mast.registry.corpus;

/** The XML namespaces that records use, with their canonical prefixes and with others that registries have used. */
enum Namespace {
    RI("ri", "http://www.ivoa.net/xml/RegistryInterface/v1.0", "vor"),
    VR("vr", "http://www.ivoa.net/xml/VOResource/v1.0", "vo"),
    VS("vs", "http://www.ivoa.net/xml/VODataService/v1.1", "vods11"),
    VG("vg", "http://www.ivoa.net/xml/VORegistry/v1.0", "vor1"),
    TR("tr", "http://www.ivoa.net/xml/TAPRegExt/v1.0", "tapregext"),
    CS("cs", "http://www.ivoa.net/xml/ConeSearch/v1.0", "conesearch"),
    SIA("sia", "http://www.ivoa.net/xml/SIA/v1.1", "siap"),
    /** The namespace of the older SIA extension, which some registries still publish. */
    SIA10("sia10", "http://www.ivoa.net/xml/SIA/v1.0", "sia"),
    SSAP("ssap", "http://www.ivoa.net/xml/SSA/v1.1", "ssa"),
    SLAP("slap", "http://www.ivoa.net/xml/SLAP/v1.0", "sla"),
    VSTD("vstd", "http://www.ivoa.net/xml/StandardsRegExt/v1.0", "std"),
    DOC("doc", "http://www.ivoa.net/xml/DocRegExt/v1.0", "docregext"),
    XSI("xsi", "http://www.w3.org/2001/XMLSchema-instance", "i");

    private final String prefix;
    private final String uri;
    private final String otherPrefix;

    Namespace(String prefix, String uri, String otherPrefix) {
        this.prefix = prefix;
        this.uri = uri;
        this.otherPrefix = otherPrefix;
    }

    String prefix() {
        return prefix;
    }

    String otherPrefix() {
        return otherPrefix;
    }

    /** The declaration that binds the canonical prefix. */
    String declaration() {
        return declaration(prefix);
    }

    String declaration(String anyPrefix) {
        return " xmlns:" + anyPrefix + "=\"" + uri + "\"";
    }

    static Namespace ofPrefix(String prefix) {
        for (Namespace namespace : values()) {
            if (namespace.prefix.equals(prefix)) {
                return namespace;
            }
        }
        throw new IllegalArgumentException("No namespace has the prefix " + prefix);
    }
}
