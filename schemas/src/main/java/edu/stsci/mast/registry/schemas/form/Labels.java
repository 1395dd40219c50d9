package edu.stsci.mast.registry.schemas.form;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names for people, made from the names of elements, attributes and types. */
final class Labels {
    /** Names that do not read well when they are taken apart. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("ivo-id", "IVOID"),
            Map.entry("altIdentifier", "Other identifier"),
            Map.entry("identifier", "Identifier (IVOID)"),
            Map.entry("nrows", "Number of rows"),
            Map.entry("maxSR", "Largest search radius"),
            Map.entry("sr", "Search radius"),
            Map.entry("ra", "Right ascension"),
            Map.entry("dec", "Declination"),
            Map.entry("lat", "Latitude"),
            Map.entry("long", "Longitude"),
            Map.entry("pos", "Position"),
            Map.entry("arraysize", "Array size"),
            Map.entry("std", "Defined by a standard"),
            Map.entry("tableset", "Tables"),
            Map.entry("mime", "Media type"),
            Map.entry("isMIMEType", "Is a media type"),
            Map.entry("full", "Harvests all registries"),
            Map.entry("managingOrg", "Managing organisation"),
            Map.entry("securityMethod", "Authentication"),
            Map.entry("extras", "Other parameters"),
            Map.entry("regionOfRegard", "Region of regard"),
            Map.entry("OAIHTTP", "OAI-PMH over HTTP"),
            Map.entry("OAISOAP", "OAI-PMH over SOAP"),
            Map.entry("ParamHTTP", "HTTP with parameters"),
            Map.entry("WebBrowser", "Web page"),
            Map.entry("CatalogService", "Catalogue service"),
            Map.entry("CatalogResource", "Catalogue"),
            Map.entry("Organisation", "Organisation"),
            Map.entry("Authority", "Naming authority"),
            Map.entry("SimpleImageAccess", "Simple image access (SIA)"),
            Map.entry("SimpleSpectralAccess", "Simple spectral access (SSA)"),
            Map.entry("SimpleLineAccess", "Simple line access (SLAP)"),
            Map.entry("ConeSearch", "Cone search"),
            Map.entry("TableAccess", "Table access (TAP)"),
            Map.entry("VOTableType", "VOTable type"),
            Map.entry("TAPType", "TAP type"));

    private static final Set<String> ACRONYMS =
            Set.of("url", "uri", "id", "ucd", "http", "mime", "oai", "tap", "stc", "wsdl", "voapp", "sql", "pk", "fk");

    private Labels() {}

    /** {@code referenceURL} becomes 'Reference URL'. */
    static String of(String name) {
        String own = OWN.get(name);
        if (own != null) {
            return own;
        }
        String words = Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_.]"))
                .filter(word -> !word.isEmpty())
                .map(Labels::word)
                .collect(Collectors.joining(" "));
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String word(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean acronym = ACRONYMS.contains(lower) || word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        return acronym ? word.toUpperCase(Locale.ROOT) : lower;
    }
}
