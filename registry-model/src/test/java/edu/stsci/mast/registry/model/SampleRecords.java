package edu.stsci.mast.registry.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** Small valid records of every resource and capability type, for tests. */
public final class SampleRecords {
    private static final DocumentNormaliser NORMALISER = new DocumentNormaliser(SchemaValidator.shared());

    private SampleRecords() {}

    /** An organisation's record, normalised; the title and the description are free text. */
    public static ResourceDocument organisation(String ivoid, String title) {
        return normalised(organisationXml(ivoid, title, "active"));
    }

    /** The text of an organisation's record. */
    public static String organisationXml(String ivoid, String title, String status) {
        return resource("vr:Organisation", ivoid, title, "").replace("status=\"active\"", "status=\"" + status + "\"");
    }

    /** A registry's record that claims the given authorities, normalised. */
    public static ResourceDocument registry(String ivoid, String... authorities) {
        StringBuilder rest = new StringBuilder(harvestCapability()).append("<full>false</full>");
        for (String authority : authorities) {
            rest.append("<managedAuthority>").append(authority).append("</managedAuthority>");
        }
        return normalised(resource("vg:Registry", ivoid, "A registry", rest.toString()));
    }

    /** The registry's form of a record. */
    public static ResourceDocument normalised(String xml) {
        try {
            return NORMALISER.normalise(xml.getBytes(UTF_8));
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A valid record of each type, by a name that says what is special in it. */
    public static Map<String, String> ofEveryType() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("organisation", resource("vr:Organisation", "<facility>HST</facility><instrument>WFC3</instrument>"));
        all.put("service", resource("vr:Service", webCapability()));
        all.put("authority", resource("vg:Authority", "<managingOrg>ivo://example.org/org</managingOrg>"));
        all.put(
                "registry",
                resource(
                        "vg:Registry",
                        harvestCapability() + "<full>false</full><managedAuthority>example.org</managedAuthority>"));
        all.put(
                "data collection",
                resource(
                        "vs:DataCollection",
                        "<facility>IUE</facility><format>application/fits</format>" + coverage() + tableset()));
        all.put("catalogue resource", resource("vs:CatalogResource", auxiliaryTap() + coverage() + tableset()));
        all.put("cone search", resource("vs:CatalogService", coneSearch() + coverage() + tableset()));
        all.put("image access", resource("vs:CatalogService", imageAccess()));
        all.put("spectral access", resource("vs:CatalogService", spectralAccess()));
        all.put("line access", resource("vs:CatalogService", lineAccess()));
        all.put("table access", resource("vs:CatalogService", tableAccess() + tableset()));
        all.put(
                "service standard",
                resource(
                        "vstd:ServiceStandard",
                        "<endorsedVersion status=\"rec\" use=\"preferred\">1.0</endorsedVersion>"));
        all.put(
                "standard keys",
                resource(
                        "vstd:StandardKeyEnumeration",
                        "<key><name>one</name><description>The first.</description></key>"));
        all.put(
                "document",
                resource(
                        "doc:Document",
                        "<language>en</language><accessURL>https://example.org/doc</accessURL><sourceURI>https://example.org/src</sourceURI>"));
        all.put("old space-time coverage", resource("vs:DataCollection", stcCoverage()));
        return all;
    }

    private static String resource(String type, String rest) {
        return resource(
                type,
                "ivo://example.org/" + type.replace(':', '/').toLowerCase(java.util.Locale.ROOT),
                "A " + type.substring(type.indexOf(':') + 1),
                rest);
    }

    private static String resource(String type, String ivoid, String title, String rest) {
        return """
               <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0" xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"\
                xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1" xmlns:vg="http://www.ivoa.net/xml/VORegistry/v1.0"\
                xmlns:vstd="http://www.ivoa.net/xml/StandardsRegExt/v1.0" xmlns:doc="http://www.ivoa.net/xml/DocRegExt/v1.0"\
                xmlns:cs="http://www.ivoa.net/xml/ConeSearch/v1.0" xmlns:sia="http://www.ivoa.net/xml/SIA/v1.1"\
                xmlns:ssap="http://www.ivoa.net/xml/SSA/v1.1" xmlns:slap="http://www.ivoa.net/xml/SLAP/v1.0"\
                xmlns:tr="http://www.ivoa.net/xml/TAPRegExt/v1.0" xmlns:stc="http://www.ivoa.net/xml/STC/stc-v1.30.xsd"\
                xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
                xsi:type="%s" created="2020-01-01T00:00:00" updated="2021-02-03T04:05:06" status="active">
                 <title>%s</title>
                 <shortName>Short</shortName>
                 <identifier>%s</identifier>
                 <curation>
                   <publisher ivo-id="ivo://example.org/org">Observatoire de Été</publisher>
                   <creator><name>Łukasz, Ångström &amp; 李</name></creator>
                   <date role="Created">2020-01-01</date>
                   <contact><name>Help desk</name><email>help@example.org</email></contact>
                 </curation>
                 <content>
                   <subject>stars</subject>
                   <!-- A comment belongs to the record. -->
                   <description>Magnitudes &lt; 20 &gt; 10, µm and “quotes”.
               A second line.</description>
                   <referenceURL>https://example.org/?a=1&amp;b=2</referenceURL>
                   <type>Archive</type>
                   <contentLevel>Research</contentLevel>
                 </content>
                 %s
               </ri:Resource>""".formatted(type, title, ivoid, rest);
    }

    private static String webCapability() {
        return "<capability><interface xsi:type=\"vr:WebBrowser\"><accessURL use=\"full\">https://example.org/</accessURL></interface></capability>";
    }

    private static String param(String standardId, String type, String rest) {
        return "<capability xsi:type=\"" + type + "\" standardID=\"" + standardId + "\">"
                + "<interface xsi:type=\"vs:ParamHTTP\" role=\"std\"><accessURL use=\"base\">https://example.org/q?</accessURL>"
                + "<queryType>GET</queryType><resultType>application/x-votable+xml</resultType>"
                + "<param std=\"true\"><name>RA</name><description>Right ascension</description><unit>deg</unit><ucd>pos.eq.ra</ucd><dataType>real</dataType></param>"
                + "</interface>" + rest + "</capability>";
    }

    private static String coneSearch() {
        return param(
                "ivo://ivoa.net/std/ConeSearch",
                "cs:ConeSearch",
                "<maxSR>10</maxSR><maxRecords>5000</maxRecords><verbosity>true</verbosity><testQuery><ra>10</ra><dec>20</dec><sr>0.1</sr></testQuery>");
    }

    private static String imageAccess() {
        return param(
                "ivo://ivoa.net/std/SIA",
                "sia:SimpleImageAccess",
                "<imageServiceType>Pointed</imageServiceType><maxQueryRegionSize><long>180</long><lat>90</lat></maxQueryRegionSize><maxRecords>1000</maxRecords>");
    }

    private static String spectralAccess() {
        return param(
                "ivo://ivoa.net/std/SSA",
                "ssap:SimpleSpectralAccess",
                "<complianceLevel>minimal</complianceLevel><dataSource>pointed</dataSource><creationType>archival</creationType><supportedFrame>ICRS</supportedFrame><testQuery><queryDataCmd>SIZE=1</queryDataCmd></testQuery>");
    }

    private static String lineAccess() {
        return param(
                "ivo://ivoa.net/std/SLAP",
                "slap:SimpleLineAccess",
                "<complianceLevel>full</complianceLevel><dataSource>observational/astrophysical</dataSource><maxRecords>10</maxRecords><testQuery><queryDataCmd>WAVELENGTH=1/2</queryDataCmd></testQuery>");
    }

    private static String tableAccess() {
        return "<capability xsi:type=\"tr:TableAccess\" standardID=\"ivo://ivoa.net/std/TAP\">"
                + "<interface xsi:type=\"vs:ParamHTTP\" role=\"std\" version=\"1.1\"><accessURL use=\"base\">https://example.org/tap</accessURL></interface>"
                + "<dataModel ivo-id=\"ivo://ivoa.net/std/ObsCore#core-1.1\">ObsCore</dataModel>"
                + "<language><name>ADQL</name><version ivo-id=\"ivo://ivoa.net/std/ADQL#v2.1\">2.1</version></language>"
                + "<outputFormat><mime>application/x-votable+xml</mime><alias>votable</alias></outputFormat>"
                + "<outputLimit><default unit=\"row\">1000</default><hard unit=\"row\">100000</hard></outputLimit></capability>";
    }

    private static String auxiliaryTap() {
        return "<capability standardID=\"ivo://ivoa.net/std/TAP#aux\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\">"
                + "<accessURL use=\"base\">https://example.org/tap</accessURL></interface></capability>";
    }

    private static String harvestCapability() {
        return "<capability xsi:type=\"vg:Harvest\" standardID=\"ivo://ivoa.net/std/Registry\"><interface xsi:type=\"vg:OAIHTTP\" role=\"std\">"
                + "<accessURL use=\"base\">https://example.org/oai</accessURL></interface><maxRecords>100</maxRecords></capability>";
    }

    private static String coverage() {
        return "<coverage><spatial>2/3,5-7 4/100</spatial><temporal>50000 51000.5</temporal><spectral>3e-19 6e-19</spectral><waveband>Optical</waveband></coverage>";
    }

    private static String stcCoverage() {
        return "<coverage><stc:STCResourceProfile><stc:AstroCoordSystem id=\"UTC-ICRS-TOPO\" xlink:type=\"simple\" xlink:href=\"ivo://STClib/CoordSys#UTC-ICRS-TOPO\"/>"
                + "<stc:AstroCoordArea coord_system_id=\"UTC-ICRS-TOPO\"><stc:AllSky/></stc:AstroCoordArea></stc:STCResourceProfile><waveband>UV</waveband></coverage>";
    }

    private static String tableset() {
        return "<tableset><schema><name>main</name><table type=\"output\"><name>main.stars</name><description>Stars</description>"
                + "<column std=\"false\"><name>RAJ2000</name><description>Right ascension</description><unit>deg</unit><ucd>pos.eq.ra;meta.main</ucd>"
                + "<dataType xsi:type=\"vs:VOTableType\" arraysize=\"2*\">double</dataType><flag>indexed</flag></column>"
                + "</table></schema></tableset>";
    }
}
