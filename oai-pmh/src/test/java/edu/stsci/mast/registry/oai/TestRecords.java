package edu.stsci.mast.registry.oai;

/** Small valid resource records. */
final class TestRecords {
    static final String AUTHORITY = "archive.test";
    static final String REGISTRY = "ivo://archive.test/registry";
    static final String OTHER_REGISTRY = "ivo://other.test/registry";

    private static final String ROOT = "<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\""
            + " xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\" xmlns:vg=\"http://www.ivoa.net/xml/VORegistry/v1.0\""
            + " xmlns:vs=\"http://www.ivoa.net/xml/VODataService/v1.1\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private TestRecords() {}

    /** A data service. */
    static String service(String ivoid, String title) {
        return record("vs:CatalogService", ivoid, "active", title, "");
    }

    /** A data service that may be cited, since it has a creator. */
    static String citableService(String ivoid, String title) {
        return service(ivoid, title).replace("</publisher>", "</publisher><creator><name>Doe, J.</name></creator>");
    }

    /** A data service in the given state. */
    static String service(String ivoid, String title, String status) {
        return record("vs:CatalogService", ivoid, status, title, "");
    }

    /** The registry's own record. */
    static String registry() {
        return record(
                "vg:Registry",
                REGISTRY,
                "active",
                "The Archive's registry",
                "<capability xsi:type=\"vg:Harvest\" standardID=\"ivo://ivoa.net/std/Registry\">"
                        + "<interface xsi:type=\"vg:OAIHTTP\" role=\"std\"><accessURL use=\"base\">https://archive.test/oai</accessURL>"
                        + "</interface><maxRecords>100</maxRecords></capability>"
                        + "<full>false</full><managedAuthority>archive.test</managedAuthority>");
    }

    /** The record of our naming authority. */
    static String authority() {
        return record(
                "vg:Authority",
                "ivo://archive.test",
                "active",
                "The Archive's naming authority",
                "<managingOrg>The Archive</managingOrg>");
    }

    private static String record(String type, String ivoid, String status, String title, String extension) {
        return ROOT + " xsi:type=\"" + type + "\" created=\"2020-01-01T00:00:00Z\" updated=\"2021-06-30T12:34:56Z\""
                + " status=\"" + status + "\"><title>" + title + "</title><identifier>" + ivoid + "</identifier>"
                + "<curation><publisher>The Archive</publisher><contact><name>The desk</name></contact></curation>"
                + "<content><subject>catalogs</subject><description>About " + title + "</description>"
                + "<referenceURL>https://archive.test/about</referenceURL></content>" + extension + "</ri:Resource>";
    }
}
