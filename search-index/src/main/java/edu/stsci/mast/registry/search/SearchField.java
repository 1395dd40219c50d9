package edu.stsci.mast.registry.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of a record to which a query may confine a word, a phrase or a beginning of words, as in {@code title:galaxy}. */
public enum SearchField {
    /** The title. */
    TITLE("title", true, "title^2 title_exact"),
    /** The subject keywords. */
    SUBJECT("subject", true, "subject^2 subject_exact"),
    /** The names of creators and contributors. */
    AUTHOR("author", false, "creator^2 contributor"),
    /** The name of the publisher. */
    PUBLISHER("publisher", true, "publisher_words"),
    /** The Unified Content Descriptors of columns. */
    UCD("ucd", false, "ucd"),
    /** What kind of resource it is, as a type of the schemas or in words, and the types of its content. */
    TYPE("type", false, "type_words"),
    /** The wavebands of its data. */
    WAVEBAND("waveband", true, "waveband_words"),
    /** The naming authority of its IVOID. */
    AUTHORITY("authority", false, "authority_words"),
    /** The standards that its services speak, by name or identifier. */
    STANDARD("standard", true, "standard_words"),
    /** The facilities and instruments that its data come from. */
    INSTRUMENT("instrument", true, "instrument"),
    /** The description. */
    DESCRIPTION("description", true, "description^2 description_exact");

    private final String word;
    private final boolean synonyms;
    private final String solrFields;

    SearchField(String word, boolean synonyms, String solrFields) {
        this.word = word;
        this.synonyms = synonyms;
        this.solrFields = solrFields;
    }

    /** What stands before the colon; never changes. */
    public String word() {
        return word;
    }

    /** The field with a name, in whatever case; empty when there is none. */
    public static Optional<SearchField> ofWord(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.word.equals(lower)).findFirst();
    }

    /** All names with their colons, for people. */
    static String list() {
        return Arrays.stream(values()).map(f -> f.word + ":").collect(Collectors.joining(", "));
    }

    /** Whether other names of a thing are looked for, too; not where only one spelling is right. */
    boolean takesSynonyms() {
        return synonyms;
    }

    /** Solr's fields and their weights, in the syntax of {@code qf}. */
    String solrFields() {
        return solrFields;
    }
}
