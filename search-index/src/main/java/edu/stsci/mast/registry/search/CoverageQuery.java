package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.adql.geometry.SkyCell;
import edu.stsci.mast.registry.search.coverage.CellTerms;
import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import edu.stsci.mast.registry.search.coverage.Interval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.solr.client.solrj.SolrQuery;

/**
 * Writes for Solr which resources must have data of a part of the sky, of times and of the spectrum. Records are found by the terms of
 * {@link CellTerms}, which {@link RecordCoverage} puts into the index.
 */
final class CoverageQuery {
    /** The count of the records that do not say enough of what data they have. */
    static final String UNKNOWN = "unknown_coverage";

    private static final String TAG = "coverage";

    private final SolrQuery solr;
    /** For each constraint the clauses of what fulfils it, and the clause of what does not say. */
    private final List<Constraint> constraints = new ArrayList<>();

    private record Constraint(String fulfilling, String unknown) {
        String unknownToo() {
            return fulfilling + " " + unknown;
        }
    }

    private CoverageQuery(SolrQuery solr) {
        this.solr = solr;
    }

    /** Adds to a query what a request wants. */
    static CoverageQuery write(CoverageRequest request, SolrQuery solr) {
        CoverageQuery query = new CoverageQuery(solr);
        request.region().ifPresent(region -> query.sky(region.cells()));
        request.time().ifPresent(time -> query.interval(time, SolrField.TIME_CELLS, SolrField.TIME_STARTS));
        request.energy().ifPresent(energy -> query.interval(energy, SolrField.ENERGY_CELLS, SolrField.ENERGY_STARTS));
        // One filter for each, since Solr keeps them by themselves.
        for (Constraint constraint : query.constraints) {
            solr.addFilterQuery("{!bool tag=" + TAG + " "
                    + (request.unknownToo() ? constraint.unknownToo() : constraint.fulfilling()) + "}");
        }
        return query;
    }

    /** Has those counted that say of nothing that they do not have it, and of something not whether they have it. */
    void countUnknown() {
        List<String> all = new ArrayList<>();
        List<String> perhaps = new ArrayList<>();
        for (Constraint constraint : constraints) {
            all.add("must=$" + parameter("{!bool " + constraint.fulfilling() + "}"));
            perhaps.add("must=$" + parameter("{!bool " + constraint.unknownToo() + "}"));
        }
        String matching = parameter("{!bool " + String.join(" ", all) + "}");
        solr.addFacetQuery("{!bool ex=" + TAG + " key=" + UNKNOWN + " " + String.join(" ", perhaps) + " must_not=$"
                + matching + "}");
    }

    /** A cell of the record is one of these or has one in it, or the other way round. */
    private void sky(List<SkyCell> cells) {
        Set<String> terms = CellTerms.of(cells);
        Set<String> larger = new LinkedHashSet<>(terms);
        larger.addAll(CellTerms.around(cells));
        add(SolrField.SKY_CELLS, terms(SolrField.SKY_CELLS, larger) + " " + terms(SolrField.SKY_AROUND, terms));
    }

    /** An interval of the record begins in this one, or this one begins in it. */
    private void interval(Interval interval, String cells, String starts) {
        String begins = "should=$"
                + parameter("{!lucene}" + starts + ":[" + end(interval.low()) + " TO " + end(interval.high()) + "]");
        add(cells, begins + " " + terms(cells, CellTerms.at(interval.low())));
    }

    private static String end(double number) {
        return Double.isInfinite(number) ? "*" : Double.toString(number);
    }

    private String terms(String field, Set<String> terms) {
        return "should=$"
                + parameter(
                        terms.stream().collect(Collectors.joining(" ", "{!terms f=" + field + " separator=' '}", "")));
    }

    private void add(String field, String fulfilling) {
        constraints.add(new Constraint(
                fulfilling, "should=$" + parameter("{!term f=" + SolrField.COVERAGE_UNKNOWN + "}" + field)));
    }

    /** Keeps a value under a new name, for others to refer to. */
    private String parameter(String value) {
        String name = "c" + solr.getParameterNames().size();
        solr.set(name, value);
        return name;
    }
}
