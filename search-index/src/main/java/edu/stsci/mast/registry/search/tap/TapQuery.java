package edu.stsci.mast.registry.search.tap;

import java.util.List;
import java.util.OptionalLong;

/**
 * A query as it was asked.
 *
 * @param adql the text
 * @param maxrec how many rows are wanted at most (DALI 1.1, section 3.4.4); 0 for the columns alone; empty when nothing was said
 * @param format the format of the result
 * @param uploads tables that come with it
 */
public record TapQuery(String adql, OptionalLong maxrec, ResultFormat format, List<UploadedTable> uploads) {
    /** Copies the list. */
    public TapQuery {
        uploads = List.copyOf(uploads);
    }
}
