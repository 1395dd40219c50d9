package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import edu.stsci.mast.registry.search.adql.geometry.SkyCell;
import edu.stsci.mast.registry.search.coverage.CellTerms;
import edu.stsci.mast.registry.search.coverage.Interval;
import java.util.ArrayList;
import java.util.List;
import org.apache.solr.common.SolrInputDocument;

/**
 * What a record says it has data of, for one document; see {@link CoverageQuery}, which finds it. What cannot be read is as if it were not
 * there, as in the relational registry.
 */
final class RecordCoverage {
    /** Maps with more cells than these become coarser: a document must have a bounded number of terms. */
    private static final int MOST_CELLS = 50_000;

    private final List<SkyCell> cells = new ArrayList<>();
    private final List<Interval> times = new ArrayList<>();
    private final List<Interval> energies = new ArrayList<>();

    /** Takes the ASCII form of a MOC (VODataService 1.2, section 3.2). */
    void sky(CharSequence text) {
        Sky.mocBytes(text.toString()).ifPresent(moc -> cells.addAll(Sky.mocCells(moc, MOST_CELLS)));
    }

    /** Takes an interval of times, in days. */
    void time(CharSequence text) {
        Interval.ofRecord(text.toString()).ifPresent(times::add);
    }

    /** Takes an interval of energies, in joules. */
    void energy(CharSequence text) {
        Interval.ofRecord(text.toString()).ifPresent(energies::add);
    }

    /** Puts all into the fields of a document. */
    void writeTo(SolrInputDocument document) {
        CellTerms.of(cells).forEach(term -> document.addField(SolrField.SKY_CELLS, term));
        CellTerms.around(cells).forEach(term -> document.addField(SolrField.SKY_AROUND, term));
        write(times, document, SolrField.TIME_CELLS, SolrField.TIME_STARTS);
        write(energies, document, SolrField.ENERGY_CELLS, SolrField.ENERGY_STARTS);
        unknown(cells, document, SolrField.SKY_CELLS);
        unknown(times, document, SolrField.TIME_CELLS);
        unknown(energies, document, SolrField.ENERGY_CELLS);
    }

    private static void write(List<Interval> intervals, SolrInputDocument document, String cells, String starts) {
        for (Interval interval : intervals) {
            CellTerms.of(interval).forEach(term -> document.addField(cells, term));
            document.addField(starts, interval.low());
        }
    }

    private static void unknown(List<?> what, SolrInputDocument document, String field) {
        if (what.isEmpty()) {
            document.addField(SolrField.COVERAGE_UNKNOWN, field);
        }
    }
}
