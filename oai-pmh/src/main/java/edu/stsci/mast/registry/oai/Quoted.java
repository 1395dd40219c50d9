package edu.stsci.mast.registry.oai;

/** What a request says, made fit to be repeated in an error's message. */
final class Quoted {
    private static final int LONGEST = 100;

    private Quoted() {}

    /** The text in quotation marks, shortened, and with the characters that XML cannot hold replaced. */
    static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().limit(LONGEST).map(c -> isXml(c) ? c : 0xFFFD).forEach(quoted::appendCodePoint);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            quoted.append('…');
        }
        return quoted.append('\'').toString();
    }

    /** Whether XML 1.0 can hold the text (section 2.2 there). */
    static boolean isXml(String text) {
        return text.codePoints().allMatch(Quoted::isXml);
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
