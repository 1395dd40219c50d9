package edu.stsci.mast.registry.model.units;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a unit by VOUnits 1.1, section 2 and appendix C; whole powers only. */
final class UnitParser {
    private static final int LONGEST = 200;
    private static final int LARGEST_POWER = 40;
    private static final Pattern FACTOR =
            Pattern.compile("10(?:\\*\\*|\\^)([+-]?\\d{1,3})|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z]+|%");
    private static final Pattern POWER =
            Pattern.compile("\\*\\*(?:([+-]?\\d{1,3})(?!\\d|\\.\\d)|\\(([+-]?\\d{1,3})\\))");

    private final String text;
    private int at;

    UnitParser(String text) {
        this.text = text.strip();
    }

    VoUnit parse() {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A unit has at most " + LONGEST + " characters.");
        }
        VoUnit unit = factor();
        if (at < text.length()) {
            unit = unit.times(expression());
        }
        if (at < text.length()) {
            throw wrong(
                    text.charAt(at) == '/' || at > 0 && text.lastIndexOf('/', at) >= 0
                            ? "after one '/' there is one unit; put more into parentheses, as in 'erg/(s.cm**2)'"
                            : "units are multiplied by '.', as in 'N.m'");
        }
        return unit.named(text);
    }

    private VoUnit factor() {
        Matcher factor = FACTOR.matcher(text);
        if (!factor.lookingAt()) {
            return VoUnit.number(BigDecimal.ONE);
        }
        at = factor.end();
        BigDecimal number =
                factor.group(1) != null ? new BigDecimal("1e" + factor.group(1)) : new BigDecimal(factor.group());
        if (number.signum() == 0) {
            throw wrong("its factor is 0");
        }
        if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ' ')) {
            at++;
        }
        return VoUnit.number(number);
    }

    private VoUnit expression() {
        VoUnit product = at < text.length() && text.charAt(at) == '/' && at > 0
                ? VoUnit.number(BigDecimal.ONE) // as in '1/s'
                : product();
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
            product = product.times(term().to(-1));
        }
        return product;
    }

    private VoUnit product() {
        VoUnit product = term();
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            product = product.times(term());
        }
        return product;
    }

    private VoUnit term() {
        VoUnit unit;
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            unit = expression();
            if (at >= text.length() || text.charAt(at) != ')') {
                throw wrong("a parenthesis is not closed");
            }
            at++;
        } else {
            unit = symbol();
        }
        Matcher power = POWER.matcher(text).region(at, text.length());
        if (power.lookingAt()) {
            at = power.end();
            int number = Integer.parseInt(power.group(1) != null ? power.group(1) : power.group(2));
            if (Math.abs(number) > LARGEST_POWER) {
                throw wrong("powers go up to " + LARGEST_POWER);
            }
            return unit.to(number);
        }
        if (text.startsWith("**", at)) {
            throw wrong("only whole powers are understood here");
        }
        return unit;
    }

    private VoUnit symbol() {
        Matcher symbol = SYMBOL.matcher(text).region(at, text.length());
        if (!symbol.lookingAt()) {
            throw wrong("at character " + (at + 1) + " there should be the symbol of a unit");
        }
        at = symbol.end();
        if (at < text.length() && text.charAt(at) == '(') {
            throw wrong("functions such as '" + symbol.group() + "' are not understood here");
        }
        return UnitSymbols.find(symbol.group()).orElseThrow(() -> wrong("there is no unit '" + symbol.group() + "'"));
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("'" + text + "' is no unit of VOUnits: " + why + ".");
    }
}
