package edu.stsci.mast.registry.model.rules;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of terms of the IVOA (http://www.ivoa.net/rdf), compared without regard to case.
 *
 * @param url where the list is kept
 * @param terms the terms as they are written, by their lower case
 * @param instead what deprecated terms, in lower case, are called now; empty text for those without a successor
 */
record Vocabulary(String url, Map<String, String> terms, Map<String, String> instead) {
    private static final String RDF = "http://www.ivoa.net/rdf/";

    static final Vocabulary RELATIONSHIP_TYPES = of(
            "voresource/relationship_type",
            "Cites Continues HasPart IsContinuedBy IsDerivedFrom IsIdenticalTo IsNewVersionOf IsPartOf IsPreviousVersionOf"
                    + " IsServedBy IsServiceFor IsSourceOf IsSupplementTo IsSupplementedBy",
            Map.of(
                    "mirror-of", "IsIdenticalTo",
                    "service-for", "IsServiceFor",
                    "served-by", "IsServedBy",
                    "derived-from", "IsDerivedFrom",
                    "related-to", ""));
    static final Vocabulary DATE_ROLES = of(
            "voresource/date_role",
            "Accepted Available Collected Copyrighted Created ExportRequested Inspected Issued Submitted Updated Valid",
            Map.of("representative", "Collected", "creation", "Created", "update", "Updated"));
    static final Vocabulary CONTENT_LEVELS = of(
            "voresource/content_level",
            "General,Elementary Education,Middle School Education,Secondary Education,Community College,University,Research,Amateur"
                    + ",Informal Education",
            Map.of());
    static final Vocabulary CONTENT_TYPES = of(
            "voresource/content_type",
            "Other Archive Bibliography Catalog Journal Library Simulation Survey Transformation Education Outreach EPOResource"
                    + " Animation Artwork Background BasicData Historical Photographic Press Organisation Project Registry",
            Map.of());
    static final Vocabulary MESSENGERS =
            of("messenger", "Photon Radio Millimeter Infrared Optical UV EUV X-ray Gamma-ray Neutrino", Map.of());

    private static Vocabulary of(String path, String terms, Map<String, String> instead) {
        Map<String, String> byKey = new TreeMap<>();
        for (String term : terms.split(terms.contains(",") ? "," : " ")) {
            byKey.put(term.toLowerCase(Locale.ROOT), term);
        }
        return new Vocabulary(RDF + path, byKey, instead);
    }

    boolean has(String term) {
        return terms.containsKey(term.toLowerCase(Locale.ROOT));
    }

    /** What a deprecated term is called now; empty text when nothing has taken its place. Nothing for other terms. */
    Optional<String> instead(String term) {
        return Optional.ofNullable(instead.get(term.toLowerCase(Locale.ROOT)));
    }

    String list() {
        return String.join(", ", terms.values());
    }
}
