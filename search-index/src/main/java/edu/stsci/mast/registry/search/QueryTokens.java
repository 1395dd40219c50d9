package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a person's query into terms, operators and parentheses. */
final class QueryTokens {
    /** More than anybody types; keeps the work for one query bounded. */
    private static final int LONGEST_TEXT = 1000;

    private static final int MOST_TERMS = 64;
    private static final int SHORTEST_PREFIX = 2;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z_]{2,20}):(.*)", Pattern.DOTALL);
    /** What stands before a colon in identifiers, and in names of types. */
    private static final Set<String> NO_FIELDS = Set.of(
            "ivo", "doi", "http", "https", "ftp", "bibcode", "arxiv", "orcid", "hdl", "urn", "mailto", "isbn", "ror",
            "vr", "vs", "vg", "cs", "sia", "ssap", "slap", "tr", "doc", "vstd", "va");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<String> unknownFields = new ArrayList<>();
    /** The fields of the open parentheses, the innermost first. */
    private final Deque<Optional<SearchField>> groups = new ArrayDeque<>();

    /** The field of the term that follows, and where it was named. */
    private Optional<SearchField> field = Optional.empty();

    private int fieldStart;
    private int position;
    private int terms;

    private QueryTokens(String text) {
        this.text = text;
    }

    /** A piece of a query. */
    sealed interface Token {}

    /**
     * A term.
     *
     * @param start where its text begins in the query
     */
    record Word(Term term, int start) implements Token {
        /** Where its text ends in the query. */
        int end() {
            return start + term.text().length();
        }
    }

    /** Something that is not a term. */
    enum Mark implements Token {
        AND,
        OR,
        NOT,
        REQUIRED,
        OPEN,
        CLOSE
    }

    static QueryTokens of(String text) {
        QueryTokens tokens = new QueryTokens(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        while (tokens.position < tokens.text.length()) {
            tokens.next();
        }
        tokens.forgetField();
        return tokens;
    }

    /** The pieces in order. */
    List<Token> list() {
        return tokens;
    }

    /** The names before colons that look like fields and are none, each once. */
    List<String> unknownFields() {
        return unknownFields;
    }

    private void next() {
        char c = text.charAt(position);
        if (isGap(c)) {
            position++;
        } else if (c == '(') {
            groups.push(field.isPresent() ? field : group());
            field = Optional.empty();
            tokens.add(Mark.OPEN);
            position++;
        } else if (c == ')') {
            forgetField();
            groups.poll();
            tokens.add(Mark.CLOSE);
            position++;
        } else if (isQuote(c)) {
            position++;
            phrase();
        } else if ((c == '-' || c == '+') && position + 1 < text.length() && !isGap(text.charAt(position + 1))) {
            tokens.add(c == '-' ? Mark.NOT : Mark.REQUIRED);
            position++;
        } else {
            word();
        }
    }

    private Optional<SearchField> group() {
        return groups.isEmpty() ? Optional.empty() : groups.peek();
    }

    /** To the closing quotation mark; without one, the opening one is passed over. */
    private void phrase() {
        for (int end = position; end < text.length(); end++) {
            if (isQuote(text.charAt(end))) {
                add(position, text.substring(position, end), Term.Kind.PHRASE);
                position = end + 1;
                return;
            }
        }
    }

    private void word() {
        int start = position;
        while (position < text.length() && !endsWord(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        switch (word) {
            case "AND" -> tokens.add(Mark.AND);
            case "OR" -> tokens.add(Mark.OR);
            case "NOT" -> tokens.add(Mark.NOT);
            default -> {
                if (field.isEmpty() && beginsWithField(word, start)) {
                    return;
                }
                boolean prefix = word.endsWith("*")
                        && word.codePoints().filter(Character::isLetterOrDigit).count() >= SHORTEST_PREFIX;
                if (prefix) {
                    add(start, word.substring(0, word.length() - 1), Term.Kind.PREFIX);
                } else {
                    add(start, word, Term.Kind.WORD);
                }
            }
        }
    }

    /** Takes the name of a field, which counts for what follows, also after a blank. */
    private boolean beginsWithField(String word, int start) {
        Matcher matcher = FIELD.matcher(word);
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1);
        field = SearchField.ofWord(name);
        if (field.isPresent()) {
            fieldStart = start;
            position = start + name.length() + 1;
            return true;
        }
        boolean followed = !matcher.group(2).isEmpty() || (position < text.length() && isQuote(text.charAt(position)));
        if (followed && !NO_FIELDS.contains(name.toLowerCase(Locale.ROOT)) && !unknownFields.contains(name)) {
            unknownFields.add(name);
        }
        return false;
    }

    /** A field that nothing follows was meant as a word. */
    private void forgetField() {
        if (field.isPresent()) {
            int end = fieldStart + field.get().word().length();
            field = Optional.empty();
            add(fieldStart, text.substring(fieldStart, end), Term.Kind.WORD);
        }
    }

    private void add(int start, String term, Term.Kind kind) {
        if (terms < MOST_TERMS && term.codePoints().anyMatch(Character::isLetterOrDigit)) {
            tokens.add(new Word(new Term(field.isPresent() ? field : group(), term, kind), start));
            terms++;
            field = Optional.empty();
        }
    }

    private static boolean endsWord(char c) {
        return isGap(c) || isQuote(c) || c == '(' || c == ')';
    }

    private static boolean isGap(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\u201c' || c == '\u201d' || c == '\u201e';
    }
}
