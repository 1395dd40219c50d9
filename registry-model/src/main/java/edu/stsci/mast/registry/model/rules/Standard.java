package edu.stsci.mast.registry.model.rules;

/** The documents that rules come from. */
public enum Standard {
    /** The identifiers of resources. */
    IDENTIFIERS("IVOA Identifiers 2.0", "https://www.ivoa.net/documents/IVOAIdentifiers/20160523/"),
    /** What every record says. */
    VORESOURCE("VOResource 1.1", "https://www.ivoa.net/documents/VOResource/20180625/"),
    /** Coverage and tables. */
    VODATASERVICE("VODataService 1.2", "https://www.ivoa.net/documents/VODataService/20211102/"),
    /** Registries, their harvesting and their records of themselves. */
    REGISTRY("Registry Interfaces 1.1", "https://www.ivoa.net/documents/RegistryInterface/20180723/"),
    /** Capabilities of the simple protocols. */
    SIMPLEDAL("SimpleDALRegExt 1.1", "https://www.ivoa.net/documents/SimpleDALRegExt/20170530/"),
    /** Capabilities of TAP. */
    TAPREGEXT("TAPRegExt 1.0", "https://www.ivoa.net/documents/TAPRegExt/20120827/"),
    /** Queries of tables. */
    TAP("TAP 1.1", "https://www.ivoa.net/documents/TAP/20190927/"),
    /** What services say of themselves. */
    VOSI("VOSI 1.1", "https://www.ivoa.net/documents/VOSI/20170524/"),
    /** Searches around a position. */
    CONESEARCH("Simple Cone Search 1.03", "https://www.ivoa.net/documents/REC/DAL/ConeSearch-20080222.html"),
    /** Coverage maps. */
    MOC("MOC 2.0", "https://www.ivoa.net/documents/MOC/20220727/"),
    /** Words for quantities. */
    UCD("UCD 1.1", "https://www.ivoa.net/documents/REC/UCD/UCD-20050812.html"),
    /** Units of measurement. */
    VOUNITS("VOUnits 1.1", "https://www.ivoa.net/documents/VOUnits/20231215/"),
    /** The IVOA's lists of terms. */
    VOCABULARIES("Vocabularies in the VO 2.1", "https://www.ivoa.net/documents/Vocabularies/20230206/");

    private final String title;
    private final String url;

    Standard(String title, String url) {
        this.title = title;
        this.url = url;
    }

    /** The title with the version. */
    public String title() {
        return title;
    }

    /** Where the version can be read. */
    public String url() {
        return url;
    }
}
