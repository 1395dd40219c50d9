package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Term;
import java.util.ArrayList;
import java.util.List;

/** Cuts a person's query into terms, operators and parentheses. */
final class QueryTokens {
    /** More than anybody types; keeps the work for one query bounded. */
    private static final int LONGEST_TEXT = 1000;

    private static final int MOST_TERMS = 64;
    private static final int SHORTEST_PREFIX = 2;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int terms;

    private QueryTokens(String text) {
        this.text = text;
    }

    /** A piece of a query. */
    sealed interface Token {}

    /** A term. */
    record Word(Term term) implements Token {}

    /** Something that is not a term. */
    enum Mark implements Token {
        AND,
        OR,
        NOT,
        REQUIRED,
        OPEN,
        CLOSE
    }

    static List<Token> of(String text) {
        QueryTokens tokens = new QueryTokens(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        while (tokens.position < tokens.text.length()) {
            tokens.next();
        }
        return tokens.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (isGap(c)) {
            position++;
        } else if (c == '(' || c == ')') {
            tokens.add(c == '(' ? Mark.OPEN : Mark.CLOSE);
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

    /** To the closing quotation mark; without one, the opening one is passed over. */
    private void phrase() {
        for (int end = position; end < text.length(); end++) {
            if (isQuote(text.charAt(end))) {
                add(text.substring(position, end), Term.Kind.PHRASE);
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
                String beginning = word.endsWith("*") ? word.substring(0, word.length() - 1) : "";
                if (beginning.length() >= SHORTEST_PREFIX
                        && beginning.codePoints().allMatch(Character::isLetterOrDigit)) {
                    add(beginning, Term.Kind.PREFIX);
                } else {
                    add(word, Term.Kind.WORD);
                }
            }
        }
    }

    private void add(String term, Term.Kind kind) {
        if (terms < MOST_TERMS && term.codePoints().anyMatch(Character::isLetterOrDigit)) {
            tokens.add(new Word(new Term(term, kind)));
            terms++;
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
