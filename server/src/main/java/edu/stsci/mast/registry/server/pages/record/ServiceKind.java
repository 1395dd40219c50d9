package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.server.pages.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kinds of capabilities, in the order in which a page shows them, with their names in plain words. */
public enum ServiceKind {
    /** Table Access Protocol. */
    TAP("Queries on tables", "TAP", "tap", "tableaccess"),
    /** Simple Cone Search. */
    CONE("Catalogue search around a position", "cone search", "conesearch", "conesearch"),
    /** Simple Image Access 1. */
    SIA1("Search for images around a position", "SIA", "sia", "simpleimageaccess"),
    /** Simple Image Access 2. */
    SIA2("Search for images and data cubes", "SIA 2", "sia#query-2.0", null),
    /** Simple Spectral Access. */
    SSA("Search for spectra around a position", "SSA", "ssa", "simplespectralaccess"),
    /** Simple Line Access. */
    SLAP("Search for spectral lines", "SLAP", "slap", "simplelineaccess"),
    /** Datalink. */
    DATALINK("Links to everything that belongs to a data set", "DataLink", "datalink", null),
    /** Server-side operations. */
    SODA("Cut-outs and other processing", "SODA", "soda", null),
    /** Hierarchical Progressive Surveys. */
    HIPS("All-sky image to zoom into", "HiPS", "hips", null),
    /** VOSpace. */
    VOSPACE("Storage", "VOSpace", "vospace", null),
    /** A page for browsers. */
    WEB_PAGE("Web page", "", null, null),
    /** A SOAP service. */
    SOAP("Service with a WSDL description", "SOAP", null, null),
    /** Any other HTTP service. */
    HTTP("Requests over HTTP", "", null, null),
    /** A search interface of a registry. */
    REGISTRY_SEARCH("Search in a registry", "", null, "search"),
    /** OAI-PMH. */
    HARVEST("Harvesting by registries", "OAI-PMH", "registry", "harvest"),
    /** A standard that isn't known here. */
    OTHER("Service of another standard", "", null, null),
    /** Queries to begin with. */
    EXAMPLES("Example queries", "DALI", "dali", null),
    /** What a service says of itself. */
    VOSI("About the service itself", "VOSI", "vosi", null);

    private static final String STANDARDS = "ivo://ivoa.net/std/";

    private final String words;
    private final String abbreviation;
    private final String standard;
    private final String type;

    ServiceKind(String words, String abbreviation, String standard, String type) {
        this.words = words;
        this.abbreviation = abbreviation;
        this.standard = standard;
        this.type = type;
    }

    /** The kind of a capability: by its standard's IVOID, else by its type, else by its first interface. */
    static ServiceKind of(Element capability) {
        String id = capability.attribute("standardID").toLowerCase(Locale.ROOT);
        List<Element> interfaces = capability.all("interface");
        if (id.startsWith(STANDARDS)) {
            String name = id.substring(STANDARDS.length());
            String plain = name.split("[#/]")[0];
            ServiceKind kind = Arrays.stream(values())
                    .filter(k -> name.equals(k.standard))
                    .findFirst()
                    .or(() -> Arrays.stream(values())
                            .filter(k -> plain.equals(k.standard))
                            .findFirst())
                    .orElse(OTHER);
            return kind == SIA1 && isVersion2(name, interfaces) ? SIA2 : kind;
        }
        String local = local(capability.attribute("type"));
        for (ServiceKind kind : values()) {
            if (local.equals(kind.type)) {
                return kind == SIA1 && isVersion2("", interfaces) ? SIA2 : kind;
            }
        }
        if (!id.isEmpty()) {
            return OTHER;
        }
        return switch (interfaces.isEmpty() ? "" : local(interfaces.get(0).attribute("type"))) {
            case "webbrowser" -> WEB_PAGE;
            case "webservice" -> SOAP;
            case "oaihttp" -> HARVEST;
            default -> HTTP;
        };
    }

    private static boolean isVersion2(String standard, List<Element> interfaces) {
        return standard.contains("2.0")
                || interfaces.stream().anyMatch(i -> i.attribute("version").startsWith("2"));
    }

    private static String local(String type) {
        return type.substring(type.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /** What it is good for, in plain words. */
    public String words() {
        return words;
    }

    /** The name by which astronomers know it; empty when there is none. */
    public String abbreviation() {
        return abbreviation;
    }

    /** The message by which desktop applications take services of the kind (SAMP). */
    public String samp() {
        return switch (this) {
            case TAP -> "voresource.loadlist.tap";
            case CONE -> "voresource.loadlist.cone";
            case SIA1, SIA2 -> "voresource.loadlist.siap";
            case SSA -> "voresource.loadlist.ssap";
            case VOSPACE -> "voresource.loadlist.vospace";
            default -> "";
        };
    }
}
