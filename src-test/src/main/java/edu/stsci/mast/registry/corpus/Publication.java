package edu.stsci.mast.registry.corpus;

import java.text.Normalizer;

/** The journal article that a catalogue comes from; it names the catalogue, as in VizieR. */
record Publication(String journal, int year, int volume, int page) {
    private static final int SCRAMBLED = 1 << 20;
    private static final int PAGES = 1_300;

    /** The article of the catalogue at an index; no two indices share a volume and page. */
    static Publication of(int index, Dice dice) {
        // an odd factor permutes the residues of a power of two
        int scrambled = (int) ((index * 0x9E3779B1L) & (SCRAMBLED - 1));
        int volume = 100 + scrambled / PAGES + 1_000 * (index / SCRAMBLED);
        return new Publication(
                Vocabulary.standard().text("journals", dice), dice.between(1985, 2024), volume, 1 + scrambled % PAGES);
    }

    /** The catalogue's path, such as J/A+A/612/45. */
    String path() {
        return "J/" + journal + "/" + volume + "/" + page;
    }

    /** The 19 characters that the bibliographic services know the article by, such as 2018A&A...612...45M. */
    String bibcode(String firstAuthor) {
        String name = journal.replace('+', '&');
        String bibcodeJournal = name.equals("other") ? "ARep" : name;
        String place = Integer.toString(volume % 10_000);
        String code = year + bibcodeJournal + ".".repeat(9 - bibcodeJournal.length() - place.length()) + place;
        String first = Integer.toString(page);
        return code + ".".repeat(5 - first.length()) + first + initial(firstAuthor);
    }

    private static char initial(String author) {
        char letter = Normalizer.normalize(author, Normalizer.Form.NFD).charAt(0);
        return letter >= 'A' && letter <= 'Z' ? letter : '.';
    }
}
