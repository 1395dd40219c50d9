package edu.stsci.mast.registry.server.pages.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The standards' terms in plain words. What isn't known is told as it is. */
final class PlainWords {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("CatalogService", "Data service"),
            Map.entry("DataService", "Data service"),
            Map.entry("TableService", "Service for tables"),
            Map.entry("Service", "Service"),
            Map.entry("DataCollection", "Data collection"),
            Map.entry("CatalogResource", "Catalogue or data set"),
            Map.entry("DataResource", "Data set"),
            Map.entry("Resource", "Resource"),
            Map.entry("Organisation", "Organisation"),
            Map.entry("Authority", "Naming authority"),
            Map.entry("Registry", "Registry"),
            Map.entry("Standard", "Standard"),
            Map.entry("ServiceStandard", "Standard for services"),
            Map.entry("StandardKeyEnumeration", "List of standard terms"),
            Map.entry("Document", "Document"),
            Map.entry("Application", "Application"),
            Map.entry("DesktopApplication", "Desktop application"),
            Map.entry("SoftwareLibrary", "Software library"),
            Map.entry("DataModel", "Data model"));

    /** Terms of VOResource 1.0 that others have replaced. */
    private static final Map<String, String> RELATIONS_NOW = Map.of(
            "mirror-of", "IsIdenticalTo",
            "service-for", "IsServiceFor",
            "served-by", "IsServedBy",
            "derived-from", "IsDerivedFrom");

    private static final List<String> OPPOSITES = List.of(
            "IsServiceFor=IsServedBy",
            "IsPartOf=HasPart",
            "IsDerivedFrom=IsSourceOf",
            "IsSupplementTo=IsSupplementedBy",
            "Cites=IsCitedBy",
            "Continues=IsContinuedBy",
            "IsNewVersionOf=IsPreviousVersionOf",
            "HasVersion=IsVersionOf",
            "Documents=IsDocumentedBy",
            "Describes=IsDescribedBy",
            "References=IsReferencedBy",
            "Requires=IsRequiredBy",
            "Obsoletes=IsObsoletedBy",
            "Reviews=IsReviewedBy",
            "Compiles=IsCompiledBy",
            "HasMetadata=IsMetadataFor",
            "IsVariantFormOf=IsOriginalFormOf",
            "IsIdenticalTo=IsIdenticalTo",
            "related-to=related-to");

    /** Every relation with its opposite, by any case of its name. */
    private static final Map<String, String> OPPOSITE = opposites();

    private static final Map<String, String> RELATIONS = Map.of(
            "IsServiceFor", "Gives access to",
            "IsServedBy", "Can be used through",
            "IsPartOf", "Is part of",
            "HasPart", "Consists of",
            "IsSourceOf", "Is the source of",
            "IsIdenticalTo", "Is the same as",
            "related-to", "Related to");

    private PlainWords() {}

    private static Map<String, String> opposites() {
        Map<String, String> opposites = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : OPPOSITES) {
            String[] terms = pair.split("=");
            opposites.put(terms[0], terms[1]);
            opposites.put(terms[1], terms[0]);
        }
        return opposites;
    }

    /** The type of a resource, such as {@code vs:CatalogService}. */
    static String type(String type) {
        String local = type.substring(type.indexOf(':') + 1);
        return TYPES.getOrDefault(local, local.isEmpty() ? "Resource" : spaced(local));
    }

    /** The present term of the vocabulary for a relation, in its usual case. */
    static String relation(String term) {
        String now = RELATIONS_NOW.getOrDefault(term.toLowerCase(Locale.ROOT), term);
        String opposite = OPPOSITE.get(now);
        return opposite == null ? now : OPPOSITE.get(opposite);
    }

    /** What a relation is when it is seen from the other side. */
    static String opposite(String term) {
        String now = relation(term);
        String opposite = OPPOSITE.get(now);
        return opposite == null ? now + " (said by the other)" : opposite;
    }

    /** A relation as a heading. */
    static String relationWords(String term) {
        String words = RELATIONS.get(term);
        return words != null ? words : spaced(term);
    }

    /** The role of a date in the life of a resource. */
    static String dateRole(String role) {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "", "representative", "collected" -> "Data taken";
            case "creation", "created" -> "Created";
            case "update", "updated" -> "Updated";
            case "available" -> "Available since";
            default -> spaced(role);
        };
    }

    /** IsPartOf becomes Is part of. */
    private static String spaced(String term) {
        String spaced = term.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return spaced.isEmpty() ? spaced : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
