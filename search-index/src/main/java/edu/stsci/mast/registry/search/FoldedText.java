package edu.stsci.mast.registry.search;

import java.util.Locale;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Texts in the form in which names are compared: lower case, without accents, and single blanks for what is neither letter nor digit. */
final class FoldedText {
    private FoldedText() {}

    static String of(String text) {
        char[] written = text.toLowerCase(Locale.ROOT).toCharArray();
        char[] folded = new char[4 * written.length];
        int length = ASCIIFoldingFilter.foldToASCII(written, 0, folded, 0, written.length);
        StringBuilder result = new StringBuilder(length);
        new String(folded, 0, length).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                result.appendCodePoint(c);
            } else if (!result.isEmpty() && result.charAt(result.length() - 1) != ' ') {
                result.append(' ');
            }
        });
        return result.toString().stripTrailing();
    }
}
