package edu.stsci.mast.registry.search.regtap;

import java.util.Locale;
import java.util.Map;

/** Terms of the IVOA's vocabularies that are deprecated, and what they are called now (RegTAP 1.2, section 4.5). */
final class Terms {
    /** http://www.ivoa.net/rdf/voresource/relationship_type */
    private static final Map<String, String> RELATIONSHIPS = Map.of(
            "mirror-of", "isidenticalto",
            "service-for", "isservicefor",
            "served-by", "isservedby",
            "derived-from", "isderivedfrom");

    /** http://www.ivoa.net/rdf/voresource/date_role */
    private static final Map<String, String> DATE_ROLES =
            Map.of("representative", "collected", "creation", "created", "update", "updated");

    /** The role of dates that name none (VOResource 1.1, section 3.1.3). */
    private static final String USUAL_DATE_ROLE = "representative";

    private Terms() {}

    /** A relationship's type in lower case; null for null. */
    static String relationship(String term) {
        String lower = lower(term);
        return lower == null ? null : RELATIONSHIPS.getOrDefault(lower, lower);
    }

    /** A date's role in lower case. */
    static String dateRole(String term) {
        String lower = lower(term == null ? USUAL_DATE_ROLE : term);
        return DATE_ROLES.getOrDefault(lower, lower);
    }

    /** In lower case; null for null. */
    static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
