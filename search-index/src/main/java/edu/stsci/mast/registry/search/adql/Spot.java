package edu.stsci.mast.registry.search.adql;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** A place in the query's text: line and column from 1, and the number of characters. */
record Spot(int line, int column, int length) {
    static Spot of(Token token) {
        int length = token.getType() == Token.EOF ? 0 : token.getStopIndex() - token.getStartIndex() + 1;
        return new Spot(token.getLine(), token.getCharPositionInLine() + 1, length);
    }

    static Spot of(ParserRuleContext rule) {
        Token first = rule.getStart();
        Token last = rule.getStop() == null ? first : rule.getStop();
        return new Spot(
                first.getLine(),
                first.getCharPositionInLine() + 1,
                Math.max(0, last.getStopIndex() - first.getStartIndex() + 1));
    }
}
