package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.server.pages.Element;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The categories under which the old application's pages put resources. */
final class NvoTags {
    private NvoTags() {}

    /** The categories as a list. */
    static String of(Element resource) {
        String type = NvoTable.local(resource.attribute("type"));
        List<Element> capabilities = resource.all("capability");
        Set<String> tags = new LinkedHashSet<>();
        if (type.equals("Registry")) {
            String kinds = (has(capabilities, "Search") ? "Searchable " : "")
                    + (has(capabilities, "Harvest") ? "Publishing " : "");
            tags.add(kinds + "Registry");
        } else if (!capabilities.isEmpty()) {
            capabilities.forEach(capability -> of(capability, tags));
        } else {
            tags.add(
                    switch (type) {
                        case "DataCollection" -> "Data Collection";
                        case "" -> "Generic Resource";
                        case "Authority" -> "VO Support";
                        default -> type.contains("Standard") ? "VO Support" : type;
                    });
        }
        return "#" + String.join("#", tags) + "#";
    }

    private static boolean has(List<Element> capabilities, String type) {
        return capabilities.stream().anyMatch(capability -> NvoTable.local(capability.attribute("type"))
                .equals(type));
    }

    private static void of(Element capability, Set<String> tags) {
        switch (NvoTable.local(capability.attribute("type"))) {
            case "ConeSearch", "OpenSkyNode" -> tags.add("Catalog");
            case "SimpleImageAccess" -> tags.add("Images");
            case "SimpleSpectralAccess" -> tags.add("Spectra");
            case "Search", "Harvest" -> tags.add("Registry");
            default -> {
                if (capability.all("interface").isEmpty()) {
                    tags.add("Custom Service");
                }
                for (Element face : capability.all("interface")) {
                    tags.add(
                            switch (NvoTable.local(face.attribute("type"))) {
                                case "ParamHTTP" -> "HTTP Request";
                                case "WebBrowser" -> "Web Page";
                                default -> "Custom Service";
                            });
                }
            }
        }
    }
}
