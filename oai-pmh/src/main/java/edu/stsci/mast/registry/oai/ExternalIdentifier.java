package edu.stsci.mast.registry.oai;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An identifier that a record gives for a resource, a person or an institution, in the form in which DataCite writes it.
 *
 * @param scheme what kind of identifier it is
 * @param type the name of its kind: DataCite's, where DataCite names it
 * @param value the identifier, without what {@code type} says already
 */
record ExternalIdentifier(Scheme scheme, String type, String value) {
    /**
     * The kinds that are told apart. VOResource wants identifiers as URIs, DOIs as {@code doi:}, ORCID and ROR as {@code https:}
     * (VOResource 1.2, section 2.2.2); the other spellings are what records use besides.
     */
    enum Scheme {
        DOI("DOI", "", "(?:doi:|info:doi/|https?://(?:dx\\.|www\\.)?doi\\.org/)?(10\\.[0-9.]{4,}/\\S+)"),
        ORCID(
                "ORCID",
                "https://orcid.org/",
                "(?:orcid:|https?://(?:www\\.)?orcid\\.org/)((?:\\d{4}-){3}\\d{3}[\\dX])/?"),
        ROR("ROR", "https://ror.org/", "(?:ror:|https?://(?:www\\.)?ror\\.org/)(0[a-z0-9]{8})/?"),
        ISNI("ISNI", "https://isni.org/isni/", "(?:isni:|https?://(?:www\\.)?isni\\.org/(?:isni/)?)(\\d{15}[\\dX])/?"),
        BIBCODE("bibcode", "", "(?:bibcode:)?(\\d{4}[a-z][\\w.&]{13}[a-z.:])"),
        ARXIV("arXiv", "arXiv:", "(?:arxiv:|https?://arxiv\\.org/abs/)(\\S+)"),
        ARK("ARK", "", "(ark:\\S+)"),
        HANDLE("Handle", "", "(?:hdl:|https?://hdl\\.handle\\.net/)(\\S+)"),
        URN("URN", "", "(urn:\\S+)"),
        /** The name is the one under which DOIs of Virtual Observatory resources are registered with DataCite already. */
        IVOID("ivoid", "", "(ivo://\\S+)"),
        URL("URL", "", "((?:https?|ftp)://\\S+)"),
        OTHER(null, "", "[a-z][a-z0-9+.-]*:(\\S+)");

        private final String type;
        private final String prefix;
        private final Pattern pattern;

        Scheme(String type, String prefix, String pattern) {
            this.type = type;
            this.prefix = prefix;
            this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        }
    }

    /** Reads an identifier; empty when the text, which may be null, is none. */
    static Optional<ExternalIdentifier> of(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String identifier = text.strip();
        for (Scheme scheme : Scheme.values()) {
            Matcher matcher = scheme.pattern.matcher(identifier);
            if (matcher.matches()) {
                String type = scheme.type == null ? identifier.substring(0, identifier.indexOf(':')) : scheme.type;
                return Optional.of(new ExternalIdentifier(scheme, type, scheme.prefix + matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /** The IVOID of a registered resource. */
    static ExternalIdentifier ivoid(String ivoid) {
        return new ExternalIdentifier(Scheme.IVOID, Scheme.IVOID.type, ivoid);
    }

    /** A bibliographic code, written without a scheme. */
    static ExternalIdentifier bibcode(String bibcode) {
        return new ExternalIdentifier(Scheme.BIBCODE, Scheme.BIBCODE.type, bibcode);
    }

    /**
     * What DataCite's list of types for related identifiers calls it; empty when it has no name for it. The list lacks the IVOID and the
     * identifiers of persons and institutions. The latter are web addresses; the former has the form that DataCite asks of a URL
     * ({@code scheme://domain/path}), and is registered as such in DOIs of Virtual Observatory resources.
     */
    Optional<String> relatedType() {
        return switch (scheme) {
            case OTHER -> Optional.empty();
            case ORCID, ROR, ISNI, IVOID -> Optional.of(Scheme.URL.type);
            default -> Optional.of(type);
        };
    }

    /** The home of the scheme of an identifier of persons or institutions; null when the scheme has none, or is another. */
    String schemeUri() {
        return switch (scheme) {
            case ORCID -> "https://orcid.org/";
            case ROR -> "https://ror.org/";
            case ISNI -> "https://isni.org/";
            default -> null;
        };
    }
}
