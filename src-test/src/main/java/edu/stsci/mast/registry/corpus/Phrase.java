package edu.stsci.mast.registry.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with holes, compiled once: "{Objects} in {targets}" gives "Cepheids in M 31", and another text next time. */
final class Phrase {
    private static final Pattern HOLE = Pattern.compile("\\{(?:n:(\\d+)-(\\d+)|(\\w+))}");

    private final List<Part> parts;

    private Phrase(List<Part> parts) {
        this.parts = parts;
    }

    /** Compiles a text; its holes are filled from the vocabulary's sections when the phrase is used. */
    static Phrase compile(String text, Vocabulary vocabulary) {
        List<Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(text);
        int end = 0;
        while (hole.find()) {
            if (hole.start() > end) {
                parts.add(new Literal(text.substring(end, hole.start())));
            }
            if (hole.group(3) == null) {
                parts.add(new NumberHole(Integer.parseInt(hole.group(1)), Integer.parseInt(hole.group(2))));
            } else {
                String name = hole.group(3);
                String section = Character.toLowerCase(name.charAt(0)) + name.substring(1);
                parts.add(new WordHole(section, !name.equals(section), vocabulary));
            }
            end = hole.end();
        }
        if (end < text.length()) {
            parts.add(new Literal(text.substring(end)));
        }
        return new Phrase(List.copyOf(parts));
    }

    void appendTo(StringBuilder out, Dice dice) {
        for (Part part : parts) {
            part.appendTo(out, dice);
        }
    }

    /** One stretch of a phrase. */
    private interface Part {
        void appendTo(StringBuilder out, Dice dice);
    }

    private record Literal(String text) implements Part {
        @Override
        public void appendTo(StringBuilder out, Dice dice) {
            out.append(text);
        }
    }

    private record NumberHole(int low, int high) implements Part {
        @Override
        public void appendTo(StringBuilder out, Dice dice) {
            out.append(dice.between(low, high));
        }
    }

    private record WordHole(String section, boolean capital, Vocabulary vocabulary) implements Part {
        @Override
        public void appendTo(StringBuilder out, Dice dice) {
            int start = out.length();
            vocabulary.pick(section, dice).appendTo(out, dice);
            if (capital && out.length() > start) {
                out.setCharAt(start, Character.toUpperCase(out.charAt(start)));
            }
        }
    }
}
