package edu.stsci.mast.registry.search;

import java.util.Map;

/** Names for people of the types that the IVOA's schemas define. */
final class ResourceTypes {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("vr:Resource", "Resource"),
            Map.entry("vr:Organisation", "Organisation"),
            Map.entry("vr:Service", "Service"),
            Map.entry("vs:DataResource", "Data resource"),
            Map.entry("vs:DataService", "Data service"),
            Map.entry("vs:DataCollection", "Data collection"),
            Map.entry("vs:CatalogResource", "Catalog resource"),
            Map.entry("vs:CatalogService", "Catalog service"),
            Map.entry("vs:TableService", "Table service"),
            Map.entry("vs:StandardSTC", "Coordinate systems"),
            Map.entry("vg:Registry", "Registry"),
            Map.entry("vg:Authority", "Naming authority"),
            Map.entry("vstd:Standard", "Standard"),
            Map.entry("vstd:ServiceStandard", "Service standard"),
            Map.entry("vstd:StandardKeyEnumeration", "Vocabulary"),
            Map.entry("doc:Document", "Document"),
            Map.entry("va:Application", "Software"));

    private ResourceTypes() {}

    /** The name of a type with its canonical prefix; the type itself when it is not one of the IVOA's. */
    static String label(String type) {
        return LABELS.getOrDefault(type, type);
    }
}
