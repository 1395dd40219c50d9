package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Term;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names by which the same things go in astronomy, from the resource {@code synonyms.txt}. They are looked up in queries, where several
 * words may be one name, and never in records, so that a change of the list needs no new index.
 */
final class Synonyms {
    private static final Synonyms STANDARD = new Synonyms(lines("synonyms.txt"));

    private final StemmedWords stemmer = new StemmedWords();
    /** By the stems of a name, in whatever form it is typed, the other names. */
    private final Map<List<String>, Set<String>> others = new HashMap<>();

    private int longest;

    /** The lines of a list: names with commas between them, which stand for each other, or {@code A => B, C} for one direction. */
    Synonyms(List<String> lines) {
        for (String line : lines) {
            String[] sides = line.split("=>", 2);
            List<String> names = names(sides[sides.length - 1]);
            (sides.length == 1 ? names : names(sides[0])).forEach(name -> add(name, names));
        }
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void add(String name, List<String> names) {
        List<String> stems = stemmer.of(name);
        add(stems, stems, names);
        if (!name.contains(" ")) {
            // Pan-STARRS is typed as panstarrs, too.
            add(stemmer.of(FoldedText.of(name).replace(" ", "")), stems, names);
        }
    }

    private void add(List<String> typed, List<String> same, List<String> names) {
        longest = Math.max(longest, typed.size());
        Set<String> known = others.computeIfAbsent(typed, key -> new LinkedHashSet<>());
        names.stream().filter(other -> !stemmer.of(other).equals(same)).forEach(known::add);
    }

    /** The list that comes with the registry. */
    static Synonyms standard() {
        return STANDARD;
    }

    /**
     * Words that are one name, with the other names of the same thing.
     *
     * @param terms the words, at least one; all in the same field
     * @param synonyms the other names; empty when there are none
     */
    record Unit(List<Term> terms, List<String> synonyms) {}

    /** Parts terms into names, the longest first; every term is in one unit, in order. Phrases and beginnings of words stand alone. */
    List<Unit> units(List<Term> terms) {
        List<Unit> units = new ArrayList<>();
        for (int start = 0; start < terms.size(); ) {
            Unit unit = unit(terms.subList(start, terms.size()));
            units.add(unit);
            start += unit.terms().size();
        }
        return units;
    }

    /** The other names of what a whole text names; empty when it is not in the list. */
    List<String> of(String text) {
        return List.copyOf(others.getOrDefault(stemmer.of(text), Set.of()));
    }

    /** Whether a text is a name in the list. */
    boolean knows(String text) {
        return others.containsKey(stemmer.of(text));
    }

    /** The unit at the beginning of some terms. */
    private Unit unit(List<Term> terms) {
        Unit unit = new Unit(terms.subList(0, 1), List.of());
        Optional<SearchField> field = terms.get(0).field();
        if (field.isPresent() && !field.get().takesSynonyms()) {
            return unit;
        }
        List<String> stems = new ArrayList<>();
        for (int end = 0; end < terms.size() && stems.size() < longest; end++) {
            Term term = terms.get(end);
            if (term.kind() != Term.Kind.WORD || !term.field().equals(field)) {
                break;
            }
            stems.addAll(stemmer.of(term.text()));
            Set<String> known = others.get(stems);
            if (known != null) {
                unit = new Unit(terms.subList(0, end + 1), List.copyOf(known));
            }
        }
        return unit;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Synonyms.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its resource " + resource);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
