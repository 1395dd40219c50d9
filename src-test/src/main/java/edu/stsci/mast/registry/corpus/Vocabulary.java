package edu.stsci.mast.registry.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words and phrases of astronomy that the corpus is written in, by section. */
final class Vocabulary {
    private static final Vocabulary STANDARD = new Vocabulary(ResourceFile.sections("vocabulary.txt"));

    private final Map<String, ZipfList<Phrase>> phrases = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();

    private Vocabulary(Map<String, List<String>> sections) {
        sections.forEach((section, lines) -> {
            List<String> entries = new ArrayList<>();
            for (String line : lines) {
                for (String entry : line.split(" ; ")) {
                    entries.add(entry.strip());
                }
            }
            if (!entries.isEmpty()) {
                texts.put(section, List.copyOf(entries));
                phrases.put(
                        section,
                        new ZipfList<>(entries.stream()
                                .map(entry -> Phrase.compile(entry, this))
                                .toList()));
            }
        });
    }

    /** The vocabulary in the resource {@code vocabulary.txt}. */
    static Vocabulary standard() {
        return STANDARD;
    }

    Phrase pick(String section, Dice dice) {
        ZipfList<Phrase> list = phrases.get(section);
        if (list == null) {
            throw new IllegalArgumentException("The vocabulary has no section " + section);
        }
        return list.pick(dice);
    }

    /** A new text of the given section. */
    String text(String section, Dice dice) {
        StringBuilder text = new StringBuilder();
        pick(section, dice).appendTo(text, dice);
        return text.toString();
    }

    /** The entries of a section as written, the most frequent first. */
    List<String> entries(String section) {
        return texts.get(section);
    }
}
