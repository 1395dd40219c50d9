package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.All;
import edu.stsci.mast.registry.search.QueryText.Any;
import edu.stsci.mast.registry.search.QueryText.Bag;
import edu.stsci.mast.registry.search.QueryText.Nothing;
import edu.stsci.mast.registry.search.QueryText.Term;
import edu.stsci.mast.registry.search.QueryTokens.Mark;
import edu.stsci.mast.registry.search.QueryTokens.Token;
import edu.stsci.mast.registry.search.QueryTokens.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the meaning of a query of its tokens: AND binds more strongly than OR, and words side by side are one bag. */
final class QueryParser {
    /** Deeper parentheses are passed over. */
    private static final int DEEPEST = 10;

    private final List<Token> tokens;
    private int position;

    QueryParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    QueryText parse() {
        List<QueryText> parts = new ArrayList<>();
        while (position < tokens.size()) {
            alternatives(0).ifPresent(parts::add);
            position++; // a closing parenthesis without an opening one
        }
        if (parts.isEmpty()) {
            return new Nothing();
        }
        return parts.size() == 1 ? parts.get(0) : new All(parts, List.of());
    }

    /** Up to a closing parenthesis or the end; empty when there is no term. */
    private Optional<QueryText> alternatives(int depth) {
        List<QueryText> parts = new ArrayList<>();
        sequence(depth).ifPresent(parts::add);
        while (at(Mark.OR)) {
            position++;
            sequence(depth).ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parts.size() == 1 ? parts.get(0) : new Any(parts));
    }

    /** Up to an OR, a closing parenthesis or the end. */
    private Optional<QueryText> sequence(int depth) {
        List<Term> bag = new ArrayList<>();
        List<QueryText> required = new ArrayList<>();
        List<QueryText> forbidden = new ArrayList<>();
        boolean strict = false;
        boolean negative = false;
        while (position < tokens.size() && !at(Mark.OR) && !at(Mark.CLOSE)) {
            Token token = tokens.get(position);
            position++;
            if (token == Mark.AND || token == Mark.REQUIRED) {
                strict = true;
            } else if (token == Mark.NOT) {
                negative = true;
            } else {
                Optional<QueryText> operand = operand(token, depth);
                if (operand.isEmpty()) {
                    continue;
                }
                if (negative) {
                    forbidden.add(operand.get());
                } else if (strict || at(Mark.AND) || !(token instanceof Word word)) {
                    required.add(operand.get());
                } else {
                    bag.add(word.term());
                }
                strict = false;
                negative = false;
            }
        }
        if (!bag.isEmpty()) {
            required.add(0, new Bag(bag));
        }
        if (required.size() == 1 && forbidden.isEmpty()) {
            return Optional.of(required.get(0));
        }
        return required.isEmpty() && forbidden.isEmpty() ? Optional.empty() : Optional.of(new All(required, forbidden));
    }

    private Optional<QueryText> operand(Token token, int depth) {
        if (token instanceof Word word) {
            return Optional.of(new Bag(List.of(word.term())));
        }
        // An opening parenthesis.
        if (depth >= DEEPEST) {
            return Optional.empty();
        }
        Optional<QueryText> inner = alternatives(depth + 1);
        if (at(Mark.CLOSE)) {
            position++;
        }
        return inner;
    }

    private boolean at(Mark mark) {
        return position < tokens.size() && tokens.get(position) == mark;
    }
}
