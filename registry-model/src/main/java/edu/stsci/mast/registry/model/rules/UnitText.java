package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.units.VoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of VOUnits 1.1 (appendix C there) with all that it allows: broken powers, functions and quoted units of one's own, which
 * {@link VoUnit} does not compute with.
 */
final class UnitText {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 20;
    private static final int KEPT = 2000;
    private static final Pattern FACTOR = Pattern.compile(
            "10(?:\\*\\*|\\^)(?:[+-]?\\d+|\\([+-]?\\d+\\))|0?\\.\\d+(?:[eE][+-]?\\d+)?|[1-9]\\d*(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z]+|%|[A-Za-z]{0,2}'[A-Za-z]+'");
    private static final Pattern POWER = Pattern.compile("\\*\\*(?:[+-]?\\d+|\\([+-]?\\d+(?:\\.\\d+|/[1-9]\\d*)?\\))");
    private static final Pattern FUNCTION = Pattern.compile("(?:log|ln|exp|sqrt)\\(");
    /** What was said of units before: a registry's columns share a few hundred. */
    private static final Map<String, Optional<String>> KNOWN = new ConcurrentHashMap<>();

    private final String text;
    private int at;
    private int depth;

    private UnitText(String text) {
        this.text = text;
    }

    /** What is wrong with a unit, as the end of a sentence; empty when nothing is. */
    static Optional<String> fault(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("it has more than " + LONGEST + " characters");
        }
        Optional<String> known = KNOWN.get(text);
        if (known == null) {
            known = new UnitText(text).read();
            if (KNOWN.size() < KEPT) {
                KNOWN.put(text, known);
            }
        }
        return known;
    }

    private Optional<String> read() {
        try {
            if (take(FACTOR) && at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ' ')) {
                at++;
            }
            if (at < text.length()) {
                expression(at > 0);
            }
            if (at < text.length()) {
                return Optional.of(
                        Character.isDigit(text.charAt(at)) || text.charAt(at) == '-' || text.charAt(at) == '^'
                                ? "powers are written with **, as in m**2"
                                : "what begins at character " + (at + 1) + " cannot follow there");
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void expression(boolean mayBeginWithSlash) {
        if (!(mayBeginWithSlash && at < text.length() && text.charAt(at) == '/')) {
            term();
            while (at < text.length() && text.charAt(at) == '.') {
                at++;
                term();
            }
        }
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
            term();
        }
    }

    private void term() {
        boolean function = take(FUNCTION);
        if (function || at < text.length() && text.charAt(at) == '(') {
            at += function ? 0 : 1;
            if (++depth > DEEPEST) {
                throw new IllegalArgumentException("it has too many parentheses");
            }
            expression(false);
            depth--;
            if (at >= text.length() || text.charAt(at) != ')') {
                throw new IllegalArgumentException("a parenthesis is not closed");
            }
            at++;
        } else {
            int start = at;
            if (!take(SYMBOL)) {
                throw new IllegalArgumentException("at character " + (at + 1) + " there should be a unit");
            }
            String symbol = text.substring(start, at);
            if (!symbol.contains("'") && !VoUnit.isSymbol(symbol)) {
                throw new IllegalArgumentException("there is no unit " + symbol);
            }
        }
        take(POWER);
    }

    private boolean take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }
}
