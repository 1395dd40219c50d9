package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.All;
import edu.stsci.mast.registry.search.QueryText.Any;
import edu.stsci.mast.registry.search.QueryText.Bag;
import edu.stsci.mast.registry.search.QueryText.Everything;
import edu.stsci.mast.registry.search.QueryText.Nothing;
import edu.stsci.mast.registry.search.QueryText.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.util.ClientUtils;

/**
 * Writes a request for Solr. The structure of the query becomes nested {@code bool} parsers, and each bag of terms an {@code edismax}
 * query whose text stands in a parameter of its own with everything escaped: so nothing that a person types is ever syntax.
 */
final class QueryParameters {
    /** Private-use characters around matches; they part a passage into segments and are never shown. */
    static final char MATCH_BEGINS = '\uE000';

    static final char MATCH_ENDS = '\uE001';

    private static final int MOST_FILTER_VALUES = 100;
    /** Of more words than these, a quarter may be absent. */
    private static final int MOST_REQUIRED = 4;

    private static final int MOST_COLUMNS_SHOWN = 3;
    private static final String WEIGHTS = String.join(
            " ",
            "title^6",
            "title_exact^6",
            "short_name^6",
            "identifier^4",
            "subject^3",
            "subject_exact^3",
            "creator^3",
            "instrument^2.5",
            "about^1.5",
            "description",
            "description_exact",
            "contributor",
            "data_table^0.8",
            "data_column^0.4",
            "ucd^0.3");
    // Words that say nothing of a resource need not occur; beside others they are left out.
    private static final Set<String> STOPWORDS =
            Set.of("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with");

    private final SolrQuery solr = new SolrQuery();
    private int parameters;

    private QueryParameters() {}

    /** The parameters of a search that may take as long as given. */
    static SolrQuery of(SearchRequest request, Duration limit) {
        QueryParameters parameters = new QueryParameters();
        QueryText text = QueryText.parse(request.query());
        parameters.common(request, limit);
        parameters.query(request.query(), text);
        parameters.filters(request);
        parameters.facets(request);
        if (!(text instanceof Everything || text instanceof Nothing)) {
            parameters.highlights();
        }
        return parameters.solr;
    }

    private void common(SearchRequest request, Duration limit) {
        solr.setRequestHandler("/select");
        // ${…} in a parameter would else be replaced by other parameters.
        solr.set("expandMacros", false);
        solr.set("defType", "lucene");
        solr.setTimeAllowed((int) limit.toMillis());
        solr.setStart(request.start());
        solr.setRows(request.rows());
        solr.setFields(
                SolrField.IVOID,
                SolrField.TITLE,
                SolrField.SHORT_NAME,
                SolrField.RESOURCE_TYPE,
                SolrField.DESCRIPTION,
                SolrField.PUBLISHER,
                SolrField.CREATOR,
                SolrField.SUBJECT,
                SolrField.WAVEBAND,
                SolrField.STANDARD,
                SolrField.REFERENCE_URL,
                SolrField.MANAGED,
                SolrField.HOME_REGISTRY,
                SolrField.UPDATED,
                SolrField.ID,
                "score");
        solr.addFilterQuery("{!term f=" + SolrField.KIND + "}" + SolrField.KIND_RECORD);
    }

    private void query(String written, QueryText text) {
        Optional<String> identifier = IdentifierKeys.ofQuery(written);
        if (identifier.isPresent()) {
            QueryText words = new Bag(List.of(new Term(withoutScheme(identifier.get()), Term.Kind.PHRASE)));
            String exact = parameter(
                    "{!lucene}" + SolrField.IDENTIFIER_KEY + ":\"" + quoted(identifier.get()) + "\"^=1000000");
            solr.setQuery("{!bool should=$" + exact + " should=$" + write(words) + "}");
        } else {
            solr.setQuery("{!bool must=$" + write(text) + "}");
        }
        // The identifier makes the order, and so the pages, definite.
        solr.set(
                "sort",
                text instanceof Everything
                        ? SolrField.UPDATED + " desc,id asc"
                        : "score desc," + SolrField.ID + " asc");
    }

    private static String withoutScheme(String identifier) {
        return identifier.startsWith("ivo://") ? identifier.substring("ivo://".length()) : identifier;
    }

    /** Writes a part of the query; the name of the parameter that holds it. */
    private String write(QueryText text) {
        if (text instanceof Bag bag) {
            return bag(bag.terms());
        }
        if (text instanceof All all) {
            List<String> clauses = new ArrayList<>();
            all.required().forEach(part -> clauses.add("must=$" + write(part)));
            if (all.required().isEmpty()) {
                clauses.add("must=$" + parameter("*:*"));
            }
            all.forbidden().forEach(part -> clauses.add("must_not=$" + write(part)));
            return parameter("{!bool " + String.join(" ", clauses) + "}");
        }
        if (text instanceof Any any) {
            return parameter(any.parts().stream()
                    .map(part -> "should=$" + write(part))
                    .collect(Collectors.joining(" ", "{!bool ", "}")));
        }
        return parameter(text instanceof Everything ? "*:*" : "-*:*");
    }

    private String bag(List<Term> terms) {
        List<Term> telling = terms.stream()
                .filter(term -> term.kind() != Term.Kind.WORD || !STOPWORDS.contains(term.text()))
                .toList();
        List<Term> counted = telling.isEmpty() ? terms : telling;
        boolean allRequired = counted.size() <= MOST_REQUIRED;
        // edismax applies mm also to the spellings of a single word ('pan starrs' or 'panstarrs'), where one is enough.
        // So all words are
        // required by a sign, and of many, mm says how many may be absent, which is harmless there.
        String sign = allRequired ? "+" : "";
        String mm = allRequired ? "0" : "-" + counted.size() / 4;
        String text = counted.stream().map(term -> sign + escaped(term)).collect(Collectors.joining(" "));
        return parameter("{!edismax v=$" + parameter(text) + " qf='" + WEIGHTS + "'"
                + " pf='title^6 subject^3 description^1.5' ps=2 tie=0.2 mm='" + mm + "' sow=true uf='-*'"
                + " lowercaseOperators=false stopwords=false}");
    }

    private static String escaped(Term term) {
        return switch (term.kind()) {
            case WORD -> ClientUtils.escapeQueryChars(term.text());
            case PREFIX -> ClientUtils.escapeQueryChars(term.text()) + "*";
            case PHRASE -> "\"" + quoted(term.text()) + "\"";
        };
    }

    /** Keeps a value under a new name, for others to refer to. */
    private String parameter(String value) {
        String name = "p" + parameters++;
        solr.set(name, value);
        return name;
    }

    private void filters(SearchRequest request) {
        request.filters().forEach((field, values) -> {
            String alternatives = values.stream()
                    .limit(MOST_FILTER_VALUES)
                    .map(value -> "\"" + quoted(value) + "\"")
                    .collect(Collectors.joining(" OR "));
            solr.addFilterQuery("{!tag=" + field.parameter() + "}" + field.solrField() + ":(" + alternatives + ")");
        });
    }

    private void facets(SearchRequest request) {
        solr.setFacet(true);
        solr.setFacetMinCount(1);
        for (FacetField field : FacetField.values()) {
            String own = request.filters().containsKey(field) ? "{!ex=" + field.parameter() + "}" : "";
            solr.add("facet.field", own + field.solrField());
            solr.set("f." + field.solrField() + ".facet.limit", field.mostBuckets());
        }
    }

    private void highlights() {
        solr.setHighlight(true);
        solr.set("hl.method", "unified");
        for (Highlight.Part part : Highlight.Part.values()) {
            solr.addHighlightField(part.solrField());
            // 0 gives whole values.
            boolean passage = part == Highlight.Part.DESCRIPTION;
            solr.set("f." + part.solrField() + ".hl.fragsize", passage ? 200 : 0);
        }
        solr.set("hl.snippets", MOST_COLUMNS_SHOWN);
        solr.set("f." + SolrField.DESCRIPTION + ".hl.snippets", 2);
        solr.set("hl.tag.pre", String.valueOf(MATCH_BEGINS));
        solr.set("hl.tag.post", String.valueOf(MATCH_ENDS));
        // Else a field would have to match the whole query by itself to have anything marked.
        solr.set("hl.weightMatches", false);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
