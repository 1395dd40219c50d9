package edu.stsci.mast.registry.search;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifiers in the one spelling in which they are compared: IVOIDs in lower case, DOIs in lower case without scheme or resolver. */
final class IdentifierKeys {
    private static final Pattern DOI = Pattern.compile(
            "(?:doi:\\s*|https?://(?:dx\\.)?doi\\.org/)?(10\\.[0-9]{4,9}/\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IVOID = Pattern.compile("ivo://[^\\s/]+(/\\S*)?", Pattern.CASE_INSENSITIVE);

    private IdentifierKeys() {}

    /** The key of an identifier of any kind; not empty unless the identifier is blank. */
    static String of(String identifier) {
        String trimmed = identifier.strip();
        Matcher doi = DOI.matcher(trimmed);
        String key = doi.matches() ? doi.group(1) : trimmed;
        return key.toLowerCase(Locale.ROOT);
    }

    /** The key when a whole query is an IVOID or a DOI, also in quotation marks; else empty. */
    static Optional<String> ofQuery(String query) {
        String text = query.strip();
        while (text.length() > 1 && isQuote(text.charAt(0)) && isQuote(text.charAt(text.length() - 1))) {
            text = text.substring(1, text.length() - 1).strip();
        }
        if (!IVOID.matcher(text).matches() && !DOI.matcher(text).matches()) {
            return Optional.empty();
        }
        String key = of(text);
        return Optional.of(key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '\u201c' || c == '\u201d';
    }
}
