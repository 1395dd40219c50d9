package edu.stsci.mast.registry.model.rules;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The terms that subjects are taken from: the Unified Astronomy Thesaurus as the IVOA publishes it (http://www.ivoa.net/rdf/uat), in a file that
 * the operator has fetched. Terms compare without regard to case. Immutable.
 */
public final class SubjectTerms {
    /** No terms are known: nothing can be said of subjects, and none be suggested. */
    public static final SubjectTerms NONE = new SubjectTerms("", Map.of());

    private static final long LARGEST = 64L << 20;
    private static final int FARTHEST = 3;
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private final String url;
    private final Map<String, Term> terms;

    /**
     * A term.
     *
     * @param name as it stands in records, such as {@code variable-stars}
     * @param label what it is called, such as Variable stars
     * @param deprecated whether it is not to be used any more
     * @param instead what is to be used in its place; empty when nothing is, or it is not deprecated
     */
    public record Term(String name, String label, boolean deprecated, Optional<String> instead) {}

    private SubjectTerms(String url, Map<String, Term> terms) {
        this.url = url;
        this.terms = terms;
    }

    /**
     * Reads a vocabulary of the IVOA in its form for programs (Vocabularies in the VO 2.1, section 3.2.1: desise, a JSON document).
     *
     * @throws IllegalArgumentException with a sentence when the file cannot be read, or is no such vocabulary
     */
    public static SubjectTerms read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for a vocabulary");
            }
            JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(file));
            Map<String, Term> terms = new TreeMap<>();
            document.path("terms")
                    .fields()
                    .forEachRemaining(entry -> terms.put(key(entry.getKey()), term(entry.getKey(), entry.getValue())));
            if (terms.isEmpty()) {
                throw new IllegalArgumentException(
                        file + " is no vocabulary of the IVOA in JSON: it has no terms. Fetch one with the header"
                                + " Accept: application/x-desise+json");
            }
            return new SubjectTerms(document.path("uri").asText("http://www.ivoa.net/rdf/uat"), terms);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is no vocabulary of the IVOA in JSON: " + e.getOriginalMessage()
                            + ". Fetch one with the header Accept: application/x-desise+json",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The vocabulary " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Term term(String name, JsonNode facts) {
        String instead = facts.path("useInstead").asText("");
        return new Term(
                name,
                facts.path("label").asText(name),
                facts.has("deprecated"),
                instead.isEmpty() ? Optional.empty() : Optional.of(instead));
    }

    private static String key(String term) {
        return term.toLowerCase(Locale.ROOT);
    }

    /** How a term would be written by the IVOA's rules: in small letters, with hyphens for all else. */
    private static String written(String text) {
        return key(text).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** Whether no terms are known. */
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return terms.size();
    }

    /** A text that is the same for the same terms. */
    public String fingerprint() {
        return Integer.toHexString(terms.values().hashCode());
    }

    /** Where the vocabulary is published. */
    public String url() {
        return url;
    }

    /** The term of this name, without regard to case; empty when there is none. */
    public Optional<Term> find(String name) {
        return Optional.ofNullable(terms.get(key(name)));
    }

    /** The term that somebody may have meant by a text that is none: its label, or one that differs in a few letters. */
    public Optional<Term> meant(String text) {
        String written = written(text);
        Optional<Term> exact = find(written).or(() -> terms.values().stream()
                .filter(term -> term.label().equalsIgnoreCase(text.strip()))
                .findFirst());
        if (exact.isPresent() || written.length() <= FARTHEST) {
            return exact.filter(term -> !term.deprecated());
        }
        return terms.values().stream()
                .filter(term -> !term.deprecated())
                .filter(term -> Math.abs(term.name().length() - written.length()) <= FARTHEST)
                .map(term -> Map.entry(term, DISTANCE.apply(key(term.name()), written)))
                .filter(near -> near.getValue() <= Math.min(FARTHEST, written.length() / 4))
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    /** Terms that begin with a text, by name or label; then those of which a word begins with it; in the order of their names. */
    public List<Term> beginning(String text, int most) {
        String written = written(text);
        if (written.isEmpty()) {
            return List.of();
        }
        List<Term> found = new ArrayList<>();
        for (Term term : terms.values()) {
            String name = key(term.name());
            if (!term.deprecated() && (name.startsWith(written) || name.contains("-" + written))) {
                found.add(term);
            }
        }
        found.sort(Comparator.comparing(term -> !key(term.name()).startsWith(written)));
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }
}
