package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.grammar.AdqlParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Turns the parser's first error into a sentence for the person who wrote the query. */
final class SyntaxErrors extends BaseErrorListener {
    /** Words of other dialects, and what ADQL has instead. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "LIMIT", "ADQL limits rows at the beginning: SELECT TOP 10 …",
            "FETCH", "ADQL limits rows at the beginning: SELECT TOP 10 …",
            "CROSS", "Separate the tables by a comma instead.",
            "CASE", "ADQL has no CASE; COALESCE may serve.",
            "END", "ADQL has no CASE; COALESCE may serve.",
            "ESCAPE", "ADQL's LIKE has no ESCAPE.",
            "RECURSIVE", "WITH can't be recursive in ADQL.",
            "TRUE", "ADQL has no boolean values; compare with 1.",
            "FALSE", "ADQL has no boolean values; compare with 0.");

    private static final Set<Integer> CLAUSES = Set.of(
            AdqlParser.FROM,
            AdqlParser.WHERE,
            AdqlParser.GROUP,
            AdqlParser.HAVING,
            AdqlParser.ORDER,
            AdqlParser.OFFSET);

    private final List<Token> tokens;
    private AdqlException first;

    SyntaxErrors(List<Token> tokens) {
        this.tokens = tokens;
    }

    void throwFirst() throws AdqlException {
        if (first != null) {
            throw first;
        }
    }

    static AdqlException strayCharacter(Token token) {
        Spot spot = Spot.of(token);
        return switch (token.getText()) {
            case "'" ->
                new AdqlException(
                        spot,
                        "This single quote opens a string that isn't closed.",
                        "A quote inside a string is doubled: ''.");
            case "\"" ->
                new AdqlException(
                        spot,
                        "This double quote opens a name that isn't closed, or an empty name.",
                        "Strings take single quotes.");
            case ";" ->
                new AdqlException(spot, "A query has no semicolon.", "Remove it; there is one statement a query.");
            case "%" -> new AdqlException(spot, "The character '%' is not part of ADQL here.", "Write MOD(a, b).");
            case "‘", "’", "“", "”" ->
                new AdqlException(
                        spot, "Typographic quotes are not quotes in ADQL.", "Use ' for strings and \" for names.");
            case "[", "`" ->
                new AdqlException(spot, "Names can't be quoted with '" + token.getText() + "'.", "Use double quotes.");
            case "_" -> new AdqlException(spot, "A name can't begin with an underscore.", "Put it into double quotes.");
            default ->
                new AdqlException(
                        spot,
                        "The character '" + token.getText() + "' is not part of ADQL here.",
                        "Names with unusual characters take double quotes, strings single ones.");
        };
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object symbol,
            int line,
            int column,
            String message,
            RecognitionException why) {
        if (first != null) {
            return;
        }
        Token token = why != null && why.getOffendingToken() != null ? why.getOffendingToken() : (Token) symbol;
        IntervalSet expected = new IntervalSet();
        if (recognizer instanceof Parser parser) {
            expected = why != null && why.getExpectedTokens() != null
                    ? why.getExpectedTokens()
                    : parser.getExpectedTokens();
        }
        first = explain(token, expected);
    }

    private AdqlException explain(Token token, IntervalSet expected) {
        Spot spot = Spot.of(token);
        Token before = previous(token);
        if (before != null && before.getType() == AdqlParser.FUNCTION && expected.size() == 1) {
            return new AdqlException(
                    Spot.of(before),
                    "'" + before.getText() + "' names a function, which needs its arguments in parentheses.",
                    "If it is a column, write \"" + before.getText() + "\" in double quotes.");
        }
        if (before != null
                && before.getText().equals(")")
                && expected.contains(AdqlParser.AS)
                && !expected.contains(AdqlParser.FROM)) {
            return new AdqlException(spot, "A subquery in FROM needs a name.", "Write (SELECT …) AS t.");
        }
        if (token.getType() == Token.EOF) {
            return new AdqlException(spot, "The query ends too early.", wanted(expected));
        }
        String word = token.getText();
        String elsewhere = ELSEWHERE.get(word.toUpperCase(Locale.ROOT));
        if (elsewhere == null && before != null && before.getType() == AdqlParser.REGULAR) {
            // "FROM t LIMIT 10": LIMIT was taken for the table's alias, and the number is what surprised the parser.
            elsewhere = ELSEWHERE.get(before.getText().toUpperCase(Locale.ROOT));
            if (elsewhere != null) {
                return new AdqlException(Spot.of(before), "ADQL has no " + before.getText() + ".", elsewhere);
            }
        }
        if (elsewhere != null) {
            return new AdqlException(spot, "'" + word + "' can't stand here.", elsewhere);
        }
        if (word.equals("=") && before != null && before.getText().equals("=")) {
            return new AdqlException(spot, "ADQL has no ==.", "Compare with a single =.");
        }
        if (token.getStartIndex() > 0 && tokens.get(0).getText().equalsIgnoreCase(word) && before == null) {
            return new AdqlException(spot, "A query begins with SELECT or WITH.");
        }
        if (before == null) {
            return new AdqlException(
                    spot, "A query begins with SELECT or WITH, not with '" + word + "'.", "Only reading is possible.");
        }
        boolean incomplete = before.getText().equals(",") || before.getType() == AdqlParser.SELECT;
        if (incomplete && CLAUSES.contains(token.getType())) {
            return new AdqlException(
                    spot,
                    "Something is missing between '" + before.getText() + "' and '" + word + "'.",
                    "Name a column, or remove the comma.");
        }
        boolean reserved = token.getType() == AdqlParser.RESERVED || ReservedWords.isReserved(word);
        if (reserved && expected.contains(AdqlParser.DELIMITED)) {
            return new AdqlException(
                    spot,
                    "'" + word + "' is a reserved word, which can't be a name here.",
                    "If it is a name, write \"" + word + "\" in double quotes.");
        }
        if (expected.contains(AdqlParser.EOF) && word.equals(")")) {
            return new AdqlException(spot, "This parenthesis closes nothing.", "Remove it, or open one before.");
        }
        return new AdqlException(spot, "'" + word + "' can't stand here.", wanted(expected));
    }

    private Token previous(Token token) {
        int index = tokens.indexOf(token);
        return index > 0 ? tokens.get(index - 1) : null;
    }

    /** The most likely of what could stand here. */
    private static String wanted(IntervalSet expected) {
        boolean parenthesis = false;
        boolean comma = false;
        for (int type : expected.toList()) {
            String name = AdqlParser.VOCABULARY.getLiteralName(type);
            parenthesis |= "')'".equals(name);
            comma |= "','".equals(name);
        }
        if (expected.size() == 1 && expected.contains(AdqlParser.UINT)) {
            return "A whole number is expected.";
        }
        if (expected.size() == 1 && !parenthesis && !comma) {
            return "Expected: " + AdqlParser.VOCABULARY.getDisplayName(expected.getMinElement()) + ".";
        }
        if (parenthesis) {
            return comma
                    ? "Is a comma or a closing parenthesis missing before it?"
                    : "Is a closing parenthesis missing?";
        }
        if (expected.contains(AdqlParser.STRING)) {
            return "A value is expected: a column, a number, or a string in single quotes.";
        }
        if (expected.contains(AdqlParser.DELIMITED)) {
            return "A name is expected.";
        }
        return comma ? "Is a comma or an operator missing before it?" : "";
    }
}
