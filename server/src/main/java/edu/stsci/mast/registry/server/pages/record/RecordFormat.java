package edu.stsci.mast.registry.server.pages.record;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of one record, by {@code format=} or {@code Accept}. */
public enum RecordFormat {
    /** A page for people. */
    HTML("text/html", "application/xhtml+xml"),
    /** The VOResource document. */
    XML("application/xml", "text/xml"),
    /** What the page shows, for programs. */
    JSON("application/json"),
    /** Its rows in RegTAP's tables. */
    VOTABLE("application/x-votable+xml"),
    /** A citation for LaTeX. */
    BIBTEX("application/x-bibtex"),
    /** The metadata for a DOI. */
    DATACITE("application/vnd.datacite.datacite+xml");

    private final List<MediaType> types;

    RecordFormat(String... types) {
        this.types = Arrays.stream(types).map(MediaType::valueOf).toList();
    }

    /** The name that {@code format=} takes. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The media type that answers carry. */
    public MediaType type() {
        return types.get(0).withCharset("utf-8");
    }

    /** The format of a name; empty when there is none. */
    public static Optional<RecordFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.shortName().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * The format that a client wants.
     *
     * @param accepted the media types of its {@code Accept}, the best first (RFC 9110, section 12.5.1)
     * @return {@link #HTML} where any will do, or none is there
     */
    public static RecordFormat accepted(List<MediaType> accepted) {
        for (MediaType wanted : accepted) {
            if (wanted.isWildcardType() || wanted.isWildcardSubtype()) {
                return HTML;
            }
            for (RecordFormat format : values()) {
                if (format.types.stream().anyMatch(type -> isSame(type, wanted))) {
                    return format;
                }
            }
        }
        return HTML;
    }

    private static boolean isSame(MediaType type, MediaType wanted) {
        return type.getType().equalsIgnoreCase(wanted.getType())
                && type.getSubtype().equalsIgnoreCase(wanted.getSubtype());
    }
}
