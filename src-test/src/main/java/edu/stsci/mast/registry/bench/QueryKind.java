package edu.stsci.mast.registry.bench;

/** What people and programs ask a registry's search for, and how often. */
enum QueryKind {
    WORD("one word", 18),
    WORDS("two words", 18),
    PHRASE("a phrase", 5),
    FIELD("a field", 7),
    TYPING_ERROR("a typing error", 4),
    BEGINNING("a word's beginning", 4),
    IDENTIFIER("an identifier", 4),
    FACETS("a word, and facets chosen", 8),
    EVERYTHING("no word", 3),
    PLACE("a place", 4),
    TIME("a time", 2),
    SPECTRUM("a part of the spectrum", 2),
    UNKNOWN("a word and a place, also unknown", 2),
    NEWEST("a word, the newest first", 2),
    BY_TITLE("a word, by title", 2),
    LATER_PAGE("a word, a later page", 3),
    SUGGESTION("suggestions", 12);

    private final String text;
    private final int share;

    QueryKind(String text, int share) {
        this.text = text;
        this.share = share;
    }

    /** What it is, for tables. */
    String text() {
        return text;
    }

    /** How many of a hundred queries are of this kind. */
    int share() {
        return share;
    }
}
