package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.Suggestion.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.response.FacetField;
import org.apache.solr.client.solrj.response.QueryResponse;
import org.apache.solr.common.SolrDocument;

/**
 * Completes what is being typed from the index itself: subjects and instruments by the {@link SuggestionKeys} that begin so, titles by
 * beginnings of their words.
 */
final class Suggester {
    private static final int SHORTEST = 2;
    /** Beyond these, a text is a whole title. */
    private static final int LONGEST = 120;
    /** Of subjects and instruments together, at most this share of all suggestions each, so that titles have room. */
    private static final int SHARE = 3;
    /** More than are shown, since the same may be written in several ways. */
    private static final int KEYS = 40;
    /** So many records of an authority are asked for what is usual. */
    private static final int MOST_RECORDS = 1000;

    private final SolrClient client;

    Suggester(SolrClient client) {
        this.client = client;
    }

    List<Suggestion> suggest(String typed, int most) throws SolrServerException, IOException {
        if (most < 1 || most > Suggestion.MOST) {
            throw new IllegalArgumentException("most must be from 1 to " + Suggestion.MOST + ": " + most);
        }
        String text = FoldedText.of(typed);
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return List.of();
        }
        QueryResponse keys = client.query(keys(text), SolrRequest.METHOD.POST);
        QueryResponse titles = client.query(titles(typed, text, most), SolrRequest.METHOD.POST);
        // By their folded form, so that none is there twice.
        Map<String, Suggestion> chosen = new LinkedHashMap<>();
        int share = Math.max(1, most / SHARE);
        add(chosen, named(keys, SolrField.INSTRUMENT_KEYS), Kind.INSTRUMENT, share);
        add(chosen, named(keys, SolrField.SUBJECT_KEYS), Kind.SUBJECT, chosen.size() + share);
        for (SolrDocument document : titles.getResults()) {
            String shortName = String.valueOf(document.getFirstValue(SolrField.SHORT_NAME));
            if (FoldedText.of(shortName).startsWith(text)) {
                add(chosen, List.of(shortName), Kind.SHORT_NAME, most);
            }
            Object title = document.getFirstValue(SolrField.TITLE);
            if (title != null) {
                add(chosen, List.of(title.toString()), Kind.TITLE, most);
            }
        }
        return List.copyOf(chosen.values());
    }

    /** Subjects or instruments that begin so, the most frequent first; of what was typed with fewer than two letters there are none. */
    List<String> complete(Kind kind, String typed, int most) throws SolrServerException, IOException {
        String text = FoldedText.of(typed);
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return List.of();
        }
        String field = kind == Kind.SUBJECT ? SolrField.SUBJECT_KEYS : SolrField.INSTRUMENT_KEYS;
        return named(client.query(keys(text), SolrRequest.METHOD.POST), field).stream()
                .limit(most)
                .toList();
    }

    /** The subjects of an authority's records, the most frequent first. */
    List<String> usualSubjects(String authority, int most) throws SolrServerException, IOException {
        SolrQuery query = ofRecords();
        query.setQuery("{!prefix f=" + SolrField.ID + " v=$begin}");
        query.set("begin", "ivo://" + authority + "/");
        query.setFields(SolrField.SUBJECT);
        query.setRows(MOST_RECORDS);
        Map<String, Long> counts = client.query(query, SolrRequest.METHOD.POST).getResults().stream()
                .map(record -> record.getFieldValues(SolrField.SUBJECT))
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .collect(Collectors.groupingBy(Object::toString, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void add(Map<String, Suggestion> chosen, Collection<String> texts, Kind kind, int most) {
        for (String text : texts) {
            if (chosen.size() < most) {
                chosen.putIfAbsent(FoldedText.of(text), new Suggestion(text, kind));
            }
        }
    }

    private static SolrQuery keys(String text) {
        SolrQuery query = ofRecords();
        query.setQuery("*:*");
        query.setRows(0);
        query.setFacet(true);
        query.setFacetMinCount(1);
        query.setFacetLimit(KEYS);
        query.setFacetSort("count");
        // Reads the few terms that begin so, and counts the living records of each.
        query.set("facet.method", "enum");
        query.set("facet.enum.cache.minDf", Integer.MAX_VALUE);
        query.setFacetPrefix(text);
        query.addFacetField(SolrField.INSTRUMENT_KEYS, SolrField.SUBJECT_KEYS);
        return query;
    }

    private static SolrQuery titles(String typed, String text, int most) {
        SolrQuery query = ofRecords();
        query.setQuery("{!bool should=$starts should=$short should=$begins}");
        // Folded text holds nothing but letters, digits and blanks, and no operators, which are in capitals.
        String words = text.replaceAll("\\S+", "+$0");
        query.set("starts", SolrField.TITLE_STARTS + ":(" + words + ")");
        query.set("short", SolrField.SHORT_NAME + ":(" + words.replaceAll("\\S+", "$0*") + ")");
        query.set("begins", "{!field f=" + SolrField.TITLE_BEGINS + " v=$whole}");
        query.set("whole", typed);
        query.setFields(SolrField.TITLE, SolrField.SHORT_NAME);
        query.setRows(most);
        query.set("sort", "score desc," + SolrField.ID + " asc");
        return query;
    }

    private static SolrQuery ofRecords() {
        SolrQuery query = new SolrQuery();
        query.setRequestHandler("/select");
        query.set("expandMacros", false);
        query.addFilterQuery("{!term f=" + SolrField.KIND + "}" + SolrField.KIND_RECORD);
        return query;
    }

    /** The texts of the keys in the answer, the most frequent first; of several spellings the most frequent one. */
    private static List<String> named(QueryResponse response, String field) {
        FacetField counted = response.getFacetField(field);
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, String> shown = new LinkedHashMap<>();
        for (FacetField.Count count : counted.getValues()) {
            SuggestionKeys.shownOf(count.getName()).ifPresent(text -> {
                String folded = FoldedText.of(text);
                counts.merge(folded, count.getCount(), Long::sum);
                shown.putIfAbsent(folded, text);
            });
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> shown.get(entry.getKey()))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
