package edu.stsci.mast.registry;

/** Responses of OAI-PMH as other registries write them, for servers that tests make up. */
final class OaiXml {
    private static final String NAMESPACES = " xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\""
            + " xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\" xmlns:vg=\"http://www.ivoa.net/xml/VORegistry/v1.0\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private OaiXml() {}

    /** A response to Identify of a registry. */
    static String identify(String registry) {
        return response("<Identify><repositoryName>Example</repositoryName><baseURL>http://example.org/oai</baseURL>"
                + "<protocolVersion>2.0</protocolVersion><adminEmail>a@example.org</adminEmail>"
                + "<earliestDatestamp>2001-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
                + "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><description>"
                + resource("vg:Registry", registry, "<full>false</full>") + "</description></Identify>");
    }

    /** A response to ListSets. */
    static String sets(String spec) {
        return response(
                "<ListSets><set><setSpec>" + spec + "</setSpec><setName>" + spec + "</setName></set></ListSets>");
    }

    /** A valid record under an IVOID. */
    static String item(String ivoid) {
        return "<record><header><identifier>" + ivoid + "</identifier><datestamp>2024-01-01T00:00:00Z</datestamp>"
                + "</header><metadata>" + resource("vr:Service", ivoid, "") + "</metadata></record>";
    }

    /** A record in a list of identifiers. */
    static String header(String ivoid) {
        return "<header><identifier>" + ivoid + "</identifier><datestamp>2024-01-01T00:00:00Z</datestamp></header>";
    }

    /** The record of a publishing registry with its base URL. */
    static String registry(String ivoid, String url) {
        return "<record>" + header(ivoid) + "<metadata>"
                + resource(
                        "vg:Registry",
                        ivoid,
                        "<capability xsi:type=\"vg:Harvest\" standardID=\"ivo://ivoa.net/std/Registry\">"
                                + "<interface xsi:type=\"vg:OAIHTTP\" role=\"std\" version=\"1.0\"><accessURL use=\"base\">"
                                + url
                                + "</accessURL></interface><maxRecords>0</maxRecords></capability><full>false</full>")
                + "</metadata></record>";
    }

    /** The news that a record was deleted. */
    static String tombstone(String ivoid) {
        return "<record><header status=\"deleted\"><identifier>" + ivoid
                + "</identifier><datestamp>2024-02-01T00:00:00Z</datestamp></header></record>";
    }

    /** A response with whole records. */
    static String records(String verb, String... items) {
        return response("<" + verb + ">" + String.join("", items) + "</" + verb + ">");
    }

    /** A page of a list of records; the last has an empty token. */
    static String page(String token, String... items) {
        return response("<ListRecords>" + String.join("", items) + "<resumptionToken>" + token
                + "</resumptionToken></ListRecords>");
    }

    /** An error. */
    static String error(String code, String message) {
        return response("<error code=\"" + code + "\">" + message + "</error>");
    }

    private static String resource(String type, String ivoid, String more) {
        return "<ri:Resource xmlns=\"\"" + NAMESPACES + " xsi:type=\"" + type + "\" created=\"2020-01-01T00:00:00Z\""
                + " updated=\"2020-01-01T00:00:00Z\" status=\"active\"><title>A title</title><identifier>" + ivoid
                + "</identifier><curation><publisher>P</publisher><contact><name>N</name></contact></curation>"
                + "<content><subject>s</subject><description>d</description>"
                + "<referenceURL>http://example.org/</referenceURL></content>" + more + "</ri:Resource>";
    }

    private static String response(String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">"
                + "<responseDate>2024-05-01T12:00:00Z</responseDate><request>http://example.org/oai</request>" + body
                + "</OAI-PMH>";
    }
}
