package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.All;
import edu.stsci.mast.registry.search.QueryText.Any;
import edu.stsci.mast.registry.search.QueryText.Bag;
import edu.stsci.mast.registry.search.QueryText.Everything;
import edu.stsci.mast.registry.search.QueryText.Term;
import edu.stsci.mast.registry.search.Synonyms.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.util.ClientUtils;

/**
 * Writes what a query asks for in Solr's syntax. Its structure becomes nested {@code bool} parsers, and each term an {@code edismax} query
 * whose text stands in a parameter of its own with everything escaped: so nothing that a person types is ever syntax.
 */
final class QueryWriter {
    /** Of more words than these, a quarter may be absent. */
    private static final int MOST_REQUIRED = 4;

    private static final String WEIGHTS = String.join(
            " ",
            "title^6",
            "title_exact^2",
            "short_name^6",
            "identifier^4",
            "subject^3",
            "subject_exact",
            "creator^3",
            "instrument^2.5",
            "about^1.5",
            "description",
            "description_exact",
            "contributor",
            "data_table^0.8",
            "data_column^0.4",
            "ucd^0.3");
    /** The same for other names of what was typed: not where only the typed form is right, as in identifiers and names of people. */
    private static final String SYNONYM_WEIGHTS =
            "title^6 title_exact^2 short_name^6 subject^3 subject_exact instrument^2.5"
                    + " about^1.5 description description_exact data_table^0.8 data_column^0.4";
    /** Where words that stand side by side in the query count more when they do so in the record. */
    private static final String PHRASE_WEIGHTS = "title^6 subject^3 description^1.5";
    /** What a match of another name of the same thing counts, against one of the name that was typed. */
    private static final double SYNONYM = 0.7;
    /** More than words can earn: what is called so comes first. */
    private static final int SAME_NAME = 1000;

    private static final int SYNONYM_NAME = 500;
    // Words that say nothing of a resource need not occur; beside others they are left out.
    private static final Set<String> STOPWORDS =
            Set.of("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with");

    private final SolrQuery solr;
    private int parameters;

    /** A writer that puts the query and all its parts into these parameters. */
    QueryWriter(SolrQuery solr) {
        this.solr = solr;
        solr.set("tie", "0.2");
        // Several spellings of one word ('pan starrs' or 'panstarrs') are clauses, too, of which one is enough.
        solr.set("mm", "0");
        solr.set("sow", true);
        solr.set("uf", "-*");
        solr.set("lowercaseOperators", false);
        solr.set("stopwords", false);
    }

    /** Writes a whole query. */
    void write(TypedQuery query) {
        Optional<String> identifier = IdentifierKeys.ofQuery(query.written());
        if (identifier.isPresent()) {
            String words = phrase(withoutScheme(identifier.get()), Optional.empty());
            String exact =
                    parameter("{!lucene}" + SolrField.IDENTIFIER_KEY + ":" + quoted(identifier.get()) + "^=1000000");
            solr.setQuery("{!bool should=$" + exact + " should=$" + words + "}");
        } else if (query.hasWords()) {
            solr.setQuery("{!bool must=$" + write(query.meaning()) + " should=$" + names(query) + "}");
        } else {
            solr.setQuery("{!bool must=$" + write(query.meaning()) + "}");
        }
    }

    private static String withoutScheme(String identifier) {
        return identifier.startsWith("ivo://") ? identifier.substring("ivo://".length()) : identifier;
    }

    /** Records of which the whole query is a name. */
    private String names(TypedQuery query) {
        List<String> names = new ArrayList<>();
        names.add(SolrField.NAME + ":" + quoted(query.written()) + "^=" + SAME_NAME);
        for (String other : Synonyms.standard().of(query.written())) {
            names.add(SolrField.NAME + ":" + quoted(other) + "^=" + SYNONYM_NAME);
        }
        return parameter("{!maxscore v=$" + parameter(String.join(" ", names)) + "}");
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
        List<Term> telling = terms.stream().filter(term -> !isStopword(term)).toList();
        List<Unit> units = Synonyms.standard().units(telling.isEmpty() ? terms : telling);
        String clauses;
        if (units.size() <= MOST_REQUIRED) {
            clauses = units.stream().map(unit -> "must=$" + unit(unit)).collect(Collectors.joining(" "));
        } else {
            String most = units.stream().map(unit -> "should=$" + unit(unit)).collect(Collectors.joining(" "));
            clauses = "must=$" + parameter("{!bool mm=" + (units.size() - units.size() / 4) + " " + most + "}");
        }
        return parameter("{!bool " + clauses + sideBySide(telling) + "}");
    }

    private static boolean isStopword(Term term) {
        return term.kind() == Term.Kind.WORD && term.field().isEmpty() && STOPWORDS.contains(term.text());
    }

    /** A clause that raises records in which the words stand side by side. */
    private String sideBySide(List<Term> terms) {
        List<String> words = terms.stream()
                .filter(term -> term.kind() == Term.Kind.WORD && term.field().isEmpty())
                .map(Term::text)
                .toList();
        if (words.size() < 2) {
            return "";
        }
        return " should=$"
                + parameter("{!edismax v=$" + parameter(quoted(String.join(" ", words))) + " qf='" + PHRASE_WEIGHTS
                        + "' qs=2}");
    }

    /** Some words, all of them, or one of their synonyms. */
    private String unit(Unit unit) {
        List<String> words = unit.terms().stream().map(this::term).toList();
        String typed = words.size() == 1
                ? words.get(0)
                : parameter(
                        words.stream().map(word -> "must=$" + word).collect(Collectors.joining(" ", "{!bool ", "}")));
        if (unit.synonyms().isEmpty()) {
            return typed;
        }
        Optional<SearchField> field = unit.terms().get(0).field();
        StringBuilder clauses = new StringBuilder(clause(typed, 1));
        for (String other : unit.synonyms()) {
            // A name of more words earns no more than one of fewer.
            double share = Math.min(1, (double) words.size() / other.split(" ").length);
            String name =
                    dismax(quoted(other), field.map(SearchField::solrFields).orElse(SYNONYM_WEIGHTS));
            clauses.append(clause(name, SYNONYM * share));
        }
        return best(clauses);
    }

    private String term(Term term) {
        return switch (term.kind()) {
            case WORD -> dismax(ClientUtils.escapeQueryChars(term.text()), weights(term.field()));
            case PHRASE -> phrase(term.text(), term.field());
            case PREFIX -> prefix(term);
        };
    }

    /** Names with punctuation are kept joined where they are words, and in parts where they are identifiers. */
    private String prefix(Term term) {
        String joined = term.text()
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String beginning = dismax(joined + "*", weights(term.field()));
        return joined.equals(term.text())
                ? beginning
                : best(clause(beginning, 1) + clause(phrase(term.text(), term.field()), 1));
    }

    private String phrase(String text, Optional<SearchField> field) {
        return dismax(quoted(text), weights(field));
    }

    private static String weights(Optional<SearchField> field) {
        return field.map(SearchField::solrFields).orElse(WEIGHTS);
    }

    private String dismax(String text, String weights) {
        return parameter("{!edismax v=$" + parameter(text) + " qf='" + weights + "'}");
    }

    /** The best of some clauses; the others count a little, too. */
    private String best(CharSequence clauses) {
        return parameter("{!maxscore tie=0.1 v=$" + parameter(clauses.toString()) + "}");
    }

    private static String clause(String parameter, double weight) {
        return String.format(Locale.ROOT, " _query_:\"{!query v=$%s}\"^%.3f", parameter, weight);
    }

    /** Keeps a value under a new name, for others to refer to. */
    private String parameter(String value) {
        String name = "p" + parameters++;
        solr.set(name, value);
        return name;
    }

    /** A text as a phrase in Solr's syntax. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
