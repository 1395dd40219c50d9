package edu.stsci.mast.registry.search;

import java.util.List;

/**
 * A passage of a record in which words of the query occur: plain text in segments, so that nothing in a record can become markup.
 *
 * @param field which part of the record it is from
 * @param segments the passage, in order
 */
public record Highlight(Part field, List<Segment> segments) {
    /** Copies the list. */
    public Highlight {
        segments = List.copyOf(segments);
    }

    /** The parts of a record in which matches are shown. */
    public enum Part {
        /** The title, whole. */
        TITLE("Title", "title"),
        /** A passage of the description. */
        DESCRIPTION("Description", "description"),
        /** A subject keyword, whole. */
        SUBJECT("Subject", "subject"),
        /** A column of a table, as {@code name: description}. */
        COLUMN("Column", "data_column");

        private final String label;
        private final String solrField;

        Part(String label, String solrField) {
            this.label = label;
            this.solrField = solrField;
        }

        /** The name for people. */
        public String label() {
            return label;
        }

        String solrField() {
            return solrField;
        }
    }

    /**
     * A stretch of a passage.
     *
     * @param text the text
     * @param matched whether it matches the query
     */
    public record Segment(String text, boolean matched) {}

    /** The passage as plain text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.text()));
        return text.toString();
    }
}
