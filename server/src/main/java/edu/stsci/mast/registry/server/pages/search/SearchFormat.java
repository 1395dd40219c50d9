package edu.stsci.mast.registry.server.pages.search;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of results, by {@code format=} or {@code Accept}. */
public enum SearchFormat {
    /** A page for people. */
    HTML("text/html", ""),
    /** As {@code /api/search}. */
    JSON("application/json", ""),
    /** A table of the resources. */
    VOTABLE("application/x-votable+xml", "vot"),
    /** The same table with commas. */
    CSV("text/csv", "csv"),
    /** Citations for LaTeX. */
    BIBTEX("application/x-bibtex", "bib"),
    /** The VOResource documents. */
    XML("application/xml", "xml"),
    /** A feed of what was changed last. */
    ATOM("application/atom+xml", "");

    private final MediaType type;
    private final String ending;

    SearchFormat(String type, String ending) {
        this.type = MediaType.valueOf(type);
        this.ending = ending;
    }

    /** The name that {@code format=} takes. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name for people. */
    public String label() {
        return switch (this) {
            case VOTABLE -> "VOTable";
            case BIBTEX -> "BibTeX";
            case ATOM -> "Atom feed";
            case XML -> "VOResource";
            default -> name();
        };
    }

    /** The media type that answers carry. */
    public MediaType type() {
        return type.withCharset("utf-8");
    }

    /** The ending of a file's name, for formats that are saved rather than looked at; otherwise empty. */
    public String ending() {
        return ending;
    }

    /** The format of a name; empty when there is none. */
    public static Optional<SearchFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.parameter().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names, for people. */
    public static String names() {
        return Arrays.stream(values()).map(SearchFormat::parameter).collect(Collectors.joining(", "));
    }

    /** The format that a client wants: {@code accepted} are the media types of its {@code Accept}, the best first. */
    public static SearchFormat accepted(List<MediaType> accepted) {
        for (MediaType wanted : accepted) {
            if (wanted.isWildcardType() || wanted.isWildcardSubtype()) {
                return HTML;
            }
            for (SearchFormat format : values()) {
                if (format.type.getType().equalsIgnoreCase(wanted.getType())
                        && format.type.getSubtype().equalsIgnoreCase(wanted.getSubtype())) {
                    return format;
                }
            }
        }
        return HTML;
    }
}
