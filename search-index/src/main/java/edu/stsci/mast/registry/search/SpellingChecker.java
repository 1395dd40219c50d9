package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Term;
import edu.stsci.mast.registry.search.QueryTokens.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.response.SpellCheckResponse;
import org.apache.solr.client.solrj.response.SpellCheckResponse.Suggestion;

/**
 * Finds what was probably meant by words that no record has, or hardly any. Solr knows words that are alike; the queries with some of them
 * are put together here, with all their operators, for the caller to try.
 */
final class SpellingChecker {
    private static final int MOST_WORDS = 6;
    private static final int WORDS_EACH = 4;
    private static final int MOST_QUERIES = 6;
    /** A word in so few records may be mistyped in them ... */
    private static final int RARE = 2;
    /** ... when it is not short, and the other one is in many more. */
    private static final int LONG = 6;

    private static final int MUCH_MORE = 10;

    private static final Pattern IDENTIFIER = Pattern.compile("[/:@]");

    private final SolrClient client;

    SpellingChecker(SolrClient client) {
        this.client = client;
    }

    /** Other queries, the likeliest first, none of which is known to find anything; empty when no word seems to be mistyped. */
    List<String> corrections(TypedQuery query) throws SolrServerException, IOException {
        String words = words(query);
        if (words.isBlank()) {
            return List.of();
        }
        SpellCheckResponse response =
                client.query(parameters(words), SolrRequest.METHOD.POST).getSpellCheckResponse();
        if (response == null) {
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        for (Suggestion suggestion : response.getSuggestions()) {
            Place place = place(suggestion);
            if (!place.words().isEmpty() && places.size() < MOST_WORDS) {
                places.add(place);
            }
        }
        places.sort(Comparator.comparingInt(Place::start));
        return queries(query.written(), places);
    }

    /** A stretch of the query and what may stand there instead, the likeliest first. */
    private record Place(int start, int end, List<String> words) {}

    /** The query with all but correctable words blanked out, so that places in it are places in the query. */
    private static String words(TypedQuery query) {
        StringBuilder words = new StringBuilder(" ".repeat(query.written().length()));
        for (Word word : query.words()) {
            Term term = word.term();
            if (term.kind() == Term.Kind.PREFIX
                    || IDENTIFIER.matcher(term.text()).find()
                    || Synonyms.standard().knows(term.text())) {
                continue;
            }
            for (int i = word.start(); i < word.end(); i++) {
                words.setCharAt(i, query.written().charAt(i));
            }
        }
        return words.toString().replaceAll("[^\\p{L}\\p{M}\\p{N}]", " ");
    }

    private static SolrQuery parameters(String words) {
        SolrQuery parameters = new SolrQuery();
        parameters.setRequestHandler("/spell");
        parameters.set("expandMacros", false);
        parameters.set("spellcheck", true);
        parameters.set("spellcheck.q", words);
        parameters.set("spellcheck.dictionary", "default", "wordbreak");
        parameters.set("spellcheck.count", WORDS_EACH);
        // Words that are in the index, too.
        parameters.set("spellcheck.alternativeTermCount", WORDS_EACH);
        parameters.set("spellcheck.extendedResults", true);
        return parameters;
    }

    private static Place place(Suggestion suggestion) {
        String written = suggestion.getToken();
        List<String> words = new ArrayList<>();
        // A number is not a mistyped one: M 31 is not M 33.
        if (written.codePoints().allMatch(Character::isLetter)) {
            for (int i = 0; i < suggestion.getAlternatives().size(); i++) {
                String word = suggestion.getAlternatives().get(i);
                int records = suggestion.getAlternativeFrequencies().get(i);
                boolean likelier = suggestion.getOriginalFrequency() == 0
                        || suggestion.getOriginalFrequency() <= RARE
                                && written.length() >= LONG
                                && records >= MUCH_MORE * suggestion.getOriginalFrequency();
                if (likelier && word.codePoints().noneMatch(Character::isDigit)) {
                    words.add(word);
                }
            }
        }
        // Another word is likelier than two.
        words.sort(Comparator.comparing(word -> word.contains(" ")));
        return new Place(suggestion.getStartOffset(), suggestion.getEndOffset(), words);
    }

    /** The query with one of the words at each place, those with likelier words first. */
    private static List<String> queries(String written, List<Place> places) {
        List<int[]> choices = new ArrayList<>();
        choices.add(new int[places.size()]);
        for (int place = 0; place < places.size(); place++) {
            int more = choices.size();
            for (int choice = 1; choice < places.get(place).words().size(); choice++) {
                for (int i = 0; i < more && choices.size() < 10 * MOST_QUERIES; i++) {
                    int[] other = choices.get(i).clone();
                    other[place] = choice;
                    choices.add(other);
                }
            }
        }
        choices.sort(Comparator.comparingInt(SpellingChecker::sum));
        return places.isEmpty()
                ? List.of()
                : choices.stream()
                        .limit(MOST_QUERIES)
                        .map(choice -> query(written, places, choice))
                        .toList();
    }

    private static int sum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static String query(String written, List<Place> places, int[] choice) {
        StringBuilder query = new StringBuilder();
        int done = 0;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            query.append(written, done, place.start()).append(place.words().get(choice[i]));
            done = place.end();
        }
        return query.append(written.substring(done)).toString();
    }
}
