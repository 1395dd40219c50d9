package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.grammar.AdqlLexer;
import edu.stsci.mast.registry.search.adql.grammar.AdqlParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads a query's text into its syntax tree. */
final class AdqlReader {
    private static final Set<Integer> STARTS_TABLE =
            Set.of(AdqlParser.SELECT, AdqlParser.FROM, AdqlParser.JOIN, AdqlParser.UNION);

    private AdqlReader() {}

    static Syntax.Statement read(String text, AdqlLimits limits) throws AdqlException {
        checkText(text, limits);
        AdqlLexer lexer = new AdqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> tokens = new java.util.ArrayList<>(lexer.getAllTokens());
        for (Token token : tokens) {
            classify((CommonToken) token);
        }
        tokens.add(lexer.emitEOF());
        checkTokens(tokens, limits);
        return new SyntaxBuilder().statement(parse(tokens));
    }

    private static void checkText(String text, AdqlLimits limits) throws AdqlException {
        if (text.length() > limits.length()) {
            throw new AdqlException(
                    new Spot(1, 1, 0),
                    "The query has " + text.length() + " characters; at most " + limits.length() + " are taken.",
                    "Upload long lists as a table, or split the query.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new AdqlException(spotAt(text, text.indexOf('\0')), "The query has a NUL character.", "Remove it.");
        }
    }

    private static Spot spotAt(String text, int index) {
        String before = text.substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Spot(line, index - before.lastIndexOf('\n'), 1);
    }

    /** Words that the grammar doesn't mention, but the standard reserves. */
    private static void classify(CommonToken token) {
        if (token.getType() == AdqlParser.REGULAR) {
            if (ReservedWords.isFunction(token.getText())) {
                token.setType(AdqlParser.FUNCTION);
            } else if (ReservedWords.isReserved(token.getText())) {
                token.setType(AdqlParser.RESERVED);
            }
        }
    }

    /** Nesting and size are limited before parsing, since the parser and all that follows recurse. */
    private static void checkTokens(List<Token> tokens, AdqlLimits limits) throws AdqlException {
        int depth = 0;
        int tables = 0;
        Deque<Integer> queries = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getType() == AdqlParser.OTHER) {
                throw SyntaxErrors.strayCharacter(token);
            }
            if (token.getText().equals("(")) {
                depth++;
            } else if (token.getText().equals(")")) {
                depth--;
            }
            if (depth > limits.depth()) {
                throw new AdqlException(
                        Spot.of(token),
                        "Parentheses are nested more than " + limits.depth() + " deep.",
                        "Write the query flatter.");
            }
            checkQueries(token, depth, queries, limits);
            tables += STARTS_TABLE.contains(token.getType()) ? 1 : 0;
            if (tables > 3 * limits.tables()) {
                throw new AdqlException(Spot.of(token), "The query has too many SELECTs and joins.", "Split it.");
            }
        }
    }

    /** {@code queries} holds the depth of parentheses of every SELECT that is still open. */
    private static void checkQueries(Token token, int depth, Deque<Integer> queries, AdqlLimits limits)
            throws AdqlException {
        while (!queries.isEmpty() && queries.peek() > depth) {
            queries.pop();
        }
        if (token.getType() == AdqlParser.SELECT && (queries.isEmpty() || queries.peek() < depth)) {
            queries.push(depth);
            if (queries.size() > limits.queries() + 1) {
                throw new AdqlException(
                        Spot.of(token),
                        "Subqueries are nested more than " + limits.queries() + " deep.",
                        "WITH makes nested queries flat.");
            }
        }
    }

    /** SLL prediction is fast and nearly always right; only where it fails, full LL decides (and finds the error). */
    private static AdqlParser.StatementContext parse(List<Token> tokens) throws AdqlException {
        AdqlParser parser = parser(tokens);
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return parser.statement();
        } catch (ParseCancellationException notSll) {
            AdqlParser again = parser(tokens);
            SyntaxErrors errors = new SyntaxErrors(tokens);
            again.addErrorListener(errors);
            AdqlParser.StatementContext statement = again.statement();
            errors.throwFirst();
            return statement;
        }
    }

    private static AdqlParser parser(List<Token> tokens) {
        AdqlParser parser = new AdqlParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        return parser;
    }
}
