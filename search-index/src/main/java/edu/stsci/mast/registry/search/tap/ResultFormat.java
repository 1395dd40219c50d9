package edu.stsci.mast.registry.search.tap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of results (TAP 1.1, section 2.7.3; DALI 1.1, section 3.4.3): each has a media type and short names. */
public enum ResultFormat {
    /** VOTable with its rows as base64 of binary data, which clients read fastest and which has room for NULL; the usual format. */
    VOTABLE(
            "application/x-votable+xml",
            "xml",
            "votable",
            "votable/b2",
            "text/xml",
            "application/x-votable+xml;serialization=binary2"),
    /** VOTable with its rows as elements. */
    TABLEDATA("application/x-votable+xml;serialization=tabledata", "xml", "votable/td"),
    /** VOTable with its rows in the older binary form, which has no room for NULL in texts. */
    BINARY("application/x-votable+xml;serialization=binary", "xml", "votable/b"),
    /** Comma-separated values with one line of names. */
    CSV("text/csv;header=present", "csv", "csv", "text/csv"),
    /** Tab-separated values with one line of names. */
    TSV("text/tab-separated-values", "tsv", "tsv"),
    /** A FITS binary table. */
    FITS("application/fits", "fits", "fits"),
    /** Apache Parquet with what the columns mean as VOTable (IVOA Note VOTable in Parquet 1.0). */
    PARQUET("application/vnd.apache.parquet", "parquet", "parquet"),
    /** Text in columns, for people. */
    TEXT("text/plain", "txt", "text"),
    /** An HTML table, for people. */
    HTML("text/html", "html", "html"),
    /** One JSON object: {@code columns} with what VOTable says of them, and {@code data}, a list of rows. */
    JSON("application/json", "json", "json");

    private final String mediaType;
    private final String extension;
    private final List<String> names;

    ResultFormat(String mediaType, String extension, String... names) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.names = List.of(names);
    }

    /** The media type that answers carry. */
    public String mediaType() {
        return mediaType;
    }

    /** How the name of a file with such a result ends. */
    public String extension() {
        return extension;
    }

    /** The shortest name by which requests may ask for it. */
    public String shortName() {
        return names.get(0);
    }

    /** Other names by which requests may ask for it: short ones and equivalent media types. */
    public List<String> names() {
        return names;
    }

    /** Whether it is VOTable. */
    public boolean isVotable() {
        return this == VOTABLE || this == TABLEDATA || this == BINARY;
    }

    /** The format that a RESPONSEFORMAT or an Accept header names, whatever its case, order of parameters aside; empty when there is none. */
    public static Optional<ResultFormat> named(String text) {
        String wanted = text.replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(wanted) || format.names.contains(wanted))
                .findFirst();
    }
}
