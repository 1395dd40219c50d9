package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.search.adql.FunctionDeclaration;
import edu.stsci.mast.registry.search.uws.JobLimits;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** What the service can do, as VOSI 1.1, section 2.3, and TAPRegExt 1.0 have it: its VOSI capabilities document. */
public final class TapCapabilities {
    private static final VoNamespace[] NAMESPACES = {VoNamespace.VR, VoNamespace.VS, VoNamespace.TR, VoNamespace.XSI};
    private static final String EXTENSION = "ivo://ivoa.net/std/TAPRegExt#";

    private final String baseUrl;
    private final List<DataModel> dataModels;
    private final List<FunctionDeclaration> functions;
    private final TapLimits limits;
    private final JobLimits jobs;

    /**
     * A data model that the tables follow.
     *
     * @param ivoid what it is known by
     * @param name its name for people
     */
    public record DataModel(String ivoid, String name) {}

    /**
     * The capabilities of a service.
     *
     * @param baseUrl the address of the service, below which {@code /sync} is; without a slash at the end
     * @param functions the user-defined functions
     * @param jobs what asynchronous jobs may cost
     */
    public TapCapabilities(
            String baseUrl,
            List<DataModel> dataModels,
            List<FunctionDeclaration> functions,
            TapLimits limits,
            JobLimits jobs) {
        this.baseUrl = baseUrl;
        this.dataModels = List.copyOf(dataModels);
        this.functions = functions.stream()
                .sorted(Comparator.comparing(FunctionDeclaration::signature))
                .toList();
        this.limits = limits;
        this.jobs = jobs;
    }

    /** The document. */
    public byte[] document() {
        return XmlOutput.document(VoNamespace.VOSI_CAPABILITIES, "capabilities", NAMESPACES, xml -> {
            xml.element(
                    "capability", () -> tap(xml), "standardID", "ivo://ivoa.net/std/TAP", "xsi:type", "tr:TableAccess");
            vosi(xml, "capabilities");
            vosi(xml, "availability");
            vosi(xml, "tables");
            plain(xml, "ivo://ivoa.net/std/DALI#examples", "examples", "vr:WebBrowser");
        });
    }

    private void vosi(XmlOutput xml, String name) throws XMLStreamException {
        plain(xml, "ivo://ivoa.net/std/VOSI#" + name, name, "vs:ParamHTTP");
    }

    /** A capability with one interface, which has a role only when a standard defines it. */
    private void plain(XmlOutput xml, String standard, String path, String type) throws XMLStreamException {
        xml.element(
                "capability",
                () -> xml.element(
                        "interface",
                        () -> xml.text("accessURL", baseUrl + "/" + path, "use", "full"),
                        "role",
                        type.equals("vr:WebBrowser") ? null : "std",
                        "xsi:type",
                        type),
                "standardID",
                standard);
    }

    /** In the order of the schema of TAPRegExt: interface, data models, languages, formats, uploads, limits. */
    private void tap(XmlOutput xml) throws XMLStreamException {
        xml.element(
                "interface",
                () -> xml.text("accessURL", baseUrl, "use", "base"),
                "role",
                "std",
                "version",
                "1.1",
                "xsi:type",
                "vs:ParamHTTP");
        for (DataModel model : dataModels) {
            xml.text("dataModel", model.name(), "ivo-id", model.ivoid());
        }
        xml.element("language", () -> adql(xml));
        for (ResultFormat format : ResultFormat.values()) {
            format(xml, format);
        }
        xml.element("uploadMethod", () -> {}, "ivo-id", EXTENSION + "upload-inline");
        xml.element("uploadMethod", () -> {}, "ivo-id", EXTENSION + "upload-http");
        xml.element("uploadMethod", () -> {}, "ivo-id", EXTENSION + "upload-https");
        limit(xml, "retentionPeriod", jobs.keep());
        limit(xml, "executionDuration", jobs.runTime());
        xml.element("outputLimit", () -> {
            xml.text("default", Long.toString(limits.usualRows()), "unit", "row");
            xml.text("hard", Long.toString(limits.mostRows()), "unit", "row");
        });
        xml.element("uploadLimit", () -> {
            xml.text("default", Long.toString(limits.uploadRows()), "unit", "row");
            xml.text("hard", Long.toString(limits.uploadRows()), "unit", "row");
        });
    }

    private static void limit(XmlOutput xml, String name, Duration time) throws XMLStreamException {
        String seconds = Long.toString(time.toSeconds());
        xml.element(name, () -> {
            xml.text("default", seconds);
            xml.text("hard", seconds);
        });
    }

    private void adql(XmlOutput xml) throws XMLStreamException {
        xml.text("name", "ADQL");
        xml.text("version", "2.0", "ivo-id", "ivo://ivoa.net/std/ADQL#v2.0");
        xml.text("version", "2.1", "ivo-id", "ivo://ivoa.net/std/ADQL#v2.1");
        xml.text("description", "The Astronomical Data Query Language.");
        xml.element(
                "languageFeatures",
                () -> {
                    for (FunctionDeclaration function : functions) {
                        xml.element("feature", () -> {
                            xml.text("form", function.signature());
                            xml.text("description", function.description());
                        });
                    }
                },
                "type",
                EXTENSION + "features-udf");
        features(
                xml,
                EXTENSION + "features-adqlgeo",
                "AREA",
                "BOX",
                "CENTROID",
                "CIRCLE",
                "CONTAINS",
                "COORD1",
                "COORD2",
                "COORDSYS",
                "DISTANCE",
                "INTERSECTS",
                "POINT",
                "POLYGON",
                "REGION");
        features(xml, EXTENSION + "features-adql-string", "LOWER", "UPPER", "ILIKE");
        features(xml, EXTENSION + "features-adql-sets", "UNION", "EXCEPT", "INTERSECT");
        features(xml, EXTENSION + "features-adql-common-table", "WITH");
        features(xml, EXTENSION + "features-adql-type", "CAST");
        features(xml, EXTENSION + "features-adql-conditional", "COALESCE");
        features(xml, EXTENSION + "features-adql-unit", "IN_UNIT");
        features(xml, EXTENSION + "features-adql-offset", "OFFSET");
        features(xml, "ivo://org.gavo.dc/std/exts#extra-adql-keywords", "MOC");
    }

    private static void features(XmlOutput xml, String type, String... forms) throws XMLStreamException {
        xml.element(
                "languageFeatures",
                () -> {
                    for (String form : forms) {
                        xml.element("feature", () -> xml.text("form", form));
                    }
                },
                "type",
                type);
    }

    private static void format(XmlOutput xml, ResultFormat format) throws XMLStreamException {
        String id =
                switch (format) {
                    case VOTABLE -> "output-votable-binary2";
                    case TABLEDATA -> "output-votable-td";
                    case BINARY -> "output-votable-binary";
                    default -> null;
                };
        xml.element(
                "outputFormat",
                () -> {
                    xml.text("mime", format.mediaType());
                    for (String name : format.names()) {
                        xml.text("alias", name);
                    }
                },
                "ivo-id",
                id == null ? null : EXTENSION + id);
    }
}
