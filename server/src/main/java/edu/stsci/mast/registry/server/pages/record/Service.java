package edu.stsci.mast.registry.server.pages.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.stsci.mast.registry.server.pages.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A capability: one way to use a resource.
 *
 * @param standard the IVOID of its standard; empty when it has none
 * @param facts its limits and the like, as short sentences
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Service(
        ServiceKind kind,
        String standard,
        String description,
        List<Access> interfaces,
        List<String> facts,
        Optional<UsageExample> example) {
    /**
     * An interface.
     *
     * @param addresses where it is, as the record says, with mirrors; not all need be links
     * @param notes version and the like
     */
    public record Access(List<String> addresses, List<String> notes, List<Parameter> parameters) {}

    /** A parameter of a request. */
    public record Parameter(
            String name, boolean required, String unit, String ucd, String dataType, String description) {}

    /** What a service tells of itself under its VOSI standard. */
    public String selfDescription() {
        String lower = standard.toLowerCase(Locale.ROOT);
        return kind == ServiceKind.EXAMPLES
                ? "Examples"
                : lower.contains("#availability")
                        ? "Whether it is up"
                        : lower.contains("#capabilities")
                                ? "What it can do"
                                : lower.contains("#tables") ? "Its tables" : standard;
    }

    /** A record's services, the most useful kinds first, and what they say of themselves last. */
    static List<Service> of(Element root) {
        Optional<double[]> position = Coverage.position(root);
        List<Service> services = new ArrayList<>();
        for (Element capability : root.all("capability")) {
            ServiceKind kind = ServiceKind.of(capability);
            services.add(new Service(
                    kind,
                    capability.attribute("standardID"),
                    capability.text("description"),
                    capability.all("interface").stream().map(Service::access).toList(),
                    facts(capability),
                    UsageExample.of(kind, capability, root, position)));
        }
        services.sort(Comparator.comparing(Service::kind));
        return services;
    }

    private static Access access(Element element) {
        List<String> addresses = new ArrayList<>(element.texts("accessURL"));
        addresses.addAll(element.texts("mirrorURL"));
        addresses.addAll(element.texts("wsdlURL"));
        List<String> notes = new ArrayList<>();
        if (!element.attribute("version").isEmpty()) {
            notes.add("version " + element.attribute("version"));
        }
        for (Element method : element.all("securityMethod")) {
            String id = method.attribute("standardID");
            notes.add("login by " + (id.isEmpty() ? "an unnamed method" : id));
        }
        element.texts("resultType").forEach(type -> notes.add("answers as " + type));
        return new Access(
                addresses,
                notes,
                element.all("param").stream()
                        .map(param -> new Parameter(
                                param.text("name"),
                                param.attribute("use").equals("required"),
                                param.text("unit"),
                                param.text("ucd"),
                                param.text("dataType"),
                                param.text("description")))
                        .toList());
    }

    private static List<String> facts(Element capability) {
        List<String> facts = new ArrayList<>();
        List<String> models = capability.texts("dataModel");
        if (!models.isEmpty()) {
            facts.add("Data models: " + String.join(", ", models));
        }
        first(capability, "outputLimit/hard", "At most %s " + limitUnit(capability), facts);
        first(capability, "maxRecords", "At most %s rows", facts);
        first(capability, "maxSR", "Radius at most %s°", facts);
        first(capability, "maxSearchRadius", "Radius at most %s°", facts);
        first(capability, "maxQueryRegionSize/long", "Region at most %s° wide", facts);
        first(capability, "imageServiceType", "Images: %s", facts);
        first(capability, "dataSource", "Data: %s", facts);
        return facts;
    }

    private static String limitUnit(Element capability) {
        return capability.firstAttribute("outputLimit/hard", "unit").equals("byte") ? "bytes" : "rows";
    }

    private static void first(Element capability, String path, String words, List<String> facts) {
        String value = capability.text(path);
        if (!value.isEmpty()) {
            facts.add(words.replace("%s", value));
        }
    }
}
