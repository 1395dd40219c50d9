package edu.stsci.mast.registry.bench;

/** Those who use a registry at the same time, how many of a hundred clients they are, and how long they pause between two requests. */
enum LoadKind {
    SEARCH("keyword searches, and a record's page after every third", 60, 1.0),
    TAP("ADQL queries as pyVO sends them", 20, 1.0),
    HARVEST("pages of OAI-PMH lists", 10, 0.5),
    FRONT("the front page and its suggestions", 5, 1.0),
    EDIT("edits by staff, each with a look before", 5, 3.0);

    private final String text;
    private final int share;
    private final double pauses;

    LoadKind(String text, int share, double pauses) {
        this.text = text;
        this.share = share;
        this.pauses = pauses;
    }

    /** What they ask for. */
    String text() {
        return text;
    }

    /** How many of a hundred clients are of this kind. */
    int share() {
        return share;
    }

    /** How many times the usual pause they pause. */
    double pauses() {
        return pauses;
    }
}
