package edu.stsci.mast.registry.model.consolidation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of a table of services. */
public enum SheetColumn {
    /** The template that a new record begins with. */
    KIND("kind", "the template, such as cone-search"),
    /** The record's identifier. */
    IVOID("ivoid", "the IVOID", "identifier"),
    /** The title. */
    TITLE("title", "the title"),
    /** The short name. */
    SHORT_NAME("shortName", "at most 16 characters"),
    /** The description. */
    DESCRIPTION("description", "some sentences"),
    /** Subjects. */
    SUBJECTS("subjects", "several with semicolons between them", "subject"),
    /** Creators. */
    CREATOR("creator", "several with semicolons between them", "creators"),
    /** Whom to ask. */
    CONTACT_NAME("contactName", "whom to ask", "contact"),
    /** At which address. */
    CONTACT_EMAIL("contactEmail", "at which e-mail address", "email"),
    /** A page about it. */
    REFERENCE_URL("referenceURL", "a page about it"),
    /** Where the service is. */
    ACCESS_URL("accessURL", "where the service is"),
    /** Of which capability the access URL is. */
    STANDARD("standard", "the standardID of the capability that the access URL is of", "standardID"),
    /** Where the service's VOSI endpoints are. */
    VOSI_URL("vosiURL", "what stands before /capabilities, /availability and /tables"),
    /** Wavebands. */
    WAVEBAND("waveband", "several with semicolons between them", "wavebands"),
    /** Facilities. */
    FACILITY("facility", "several with semicolons between them", "facilities"),
    /** Instruments. */
    INSTRUMENT("instrument", "several with semicolons between them", "instruments"),
    /** The publication to cite. */
    SOURCE("source", "a bibcode, or another reference");

    private final String text;
    private final String help;
    private final List<String> others;

    SheetColumn(String text, String help, String... others) {
        this.text = text;
        this.help = help;
        this.others = List.of(others);
    }

    /** Its name in the first line. */
    public String text() {
        return text;
    }

    /** What its cells say. */
    public String help() {
        return help;
    }

    /** The column of a name, without regard to case, blanks, {@code _} and {@code -}. */
    static Optional<SheetColumn> named(String name) {
        String wanted = plain(name);
        return Arrays.stream(values())
                .filter(column -> plain(column.text).equals(wanted)
                        || column.others.stream().anyMatch(other -> plain(other).equals(wanted)))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
