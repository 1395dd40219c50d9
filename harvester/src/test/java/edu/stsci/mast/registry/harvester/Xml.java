package edu.stsci.mast.registry.harvester;

/** Records and responses as other registries write them. */
final class Xml {
    static final String NAMESPACES = "xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\""
            + " xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\" xmlns:vg=\"http://www.ivoa.net/xml/VORegistry/v1.0\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private Xml() {}

    /** A valid record that leaves its namespaces to its ancestors. */
    static String bareRecord(String ivoid, String title) {
        return "<ri:Resource xmlns=\"\" xsi:type=\"vr:Service\" created=\"2020-01-01T00:00:00Z\" updated=\"2020-01-01T00:00:00Z\""
                + " status=\"active\"><title>" + title + "</title><identifier>" + ivoid + "</identifier>"
                + "<curation><publisher>P</publisher><contact><name>N</name></contact></curation>"
                + "<content><subject>s</subject><description>d</description>"
                + "<referenceURL>http://example.org/</referenceURL></content></ri:Resource>";
    }

    /** A valid record that stands for itself. */
    static String record(String ivoid, String title) {
        return bareRecord(ivoid, title).replace("<ri:Resource ", "<ri:Resource " + NAMESPACES + " ");
    }

    /** A registry's own record, with its claims. */
    static String registryRecord(String ivoid, String... authorities) {
        StringBuilder managed = new StringBuilder();
        for (String authority : authorities) {
            managed.append("<managedAuthority>").append(authority).append("</managedAuthority>");
        }
        return "<ri:Resource xmlns=\"\" " + NAMESPACES + " xsi:type=\"vg:Registry\" created=\"2020-01-01T00:00:00Z\""
                + " updated=\"2020-01-01T00:00:00Z\" status=\"active\"><title>A registry</title><identifier>" + ivoid
                + "</identifier><curation><publisher>P</publisher><contact><name>N</name></contact></curation>"
                + "<content><subject>s</subject><description>d</description>"
                + "<referenceURL>http://example.org/</referenceURL></content><full>false</full>" + managed
                + "</ri:Resource>";
    }

    /** An OAI-PMH record around a resource record. */
    static String item(String ivoid, String title) {
        return "<record><header><identifier>" + ivoid
                + "</identifier><datestamp>2024-01-01T00:00:00Z</datestamp><setSpec>ivo_managed</setSpec></header><metadata>"
                + record(ivoid, title) + "</metadata></record>";
    }

    /** An OAI-PMH record of a deletion. */
    static String tombstone(String ivoid) {
        return "<record><header status=\"deleted\"><identifier>" + ivoid
                + "</identifier><datestamp>2024-01-01T00:00:00Z</datestamp></header></record>";
    }

    /** A page of a list; {@code token} null when there is to be no element for it. */
    static String page(String responseDate, String token, String... items) {
        return response(
                responseDate,
                "<ListRecords>" + String.join("\n", items)
                        + (token == null ? "" : "<resumptionToken>" + token + "</resumptionToken>") + "</ListRecords>");
    }

    /** An error response. */
    static String error(String responseDate, String code) {
        return response(responseDate, "<error code=\"" + code + "\">no luck</error>");
    }

    /** A response to Identify. */
    static String identify(String registry, String... authorities) {
        return response(
                "2024-01-01T00:00:00Z",
                "<Identify><repositoryName>Example</repositoryName><baseURL>http://example.org/oai</baseURL>"
                        + "<protocolVersion>2.0</protocolVersion><adminEmail>a@example.org</adminEmail>"
                        + "<earliestDatestamp>2001-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
                        + "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><description>"
                        + registryRecord(registry, authorities) + "</description></Identify>");
    }

    /** A response to ListSets. */
    static String sets(String... specs) {
        StringBuilder sets = new StringBuilder();
        for (String spec : specs) {
            sets.append("<set><setSpec>").append(spec).append("</setSpec><setName>n</setName></set>");
        }
        return response("2024-01-01T00:00:00Z", "<ListSets>" + sets + "</ListSets>");
    }

    /** A response of any kind. */
    static String response(String responseDate, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">"
                + "<responseDate>" + responseDate + "</responseDate><request>http://example.org/oai</request>" + body
                + "</OAI-PMH>";
    }
}
