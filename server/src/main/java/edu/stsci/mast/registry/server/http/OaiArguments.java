package edu.stsci.mast.registry.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the arguments of OAI-PMH from a query and a form (OAI-PMH 2.0, section 3.1.1.3): pairs between {@code &}, percent-encoded UTF-8,
 * {@code +} for a blank.
 *
 * <p>Nothing is an error here, since the protocol has its own answer to illegal arguments. What cannot be decoded (a {@code %} without two
 * hexadecimal digits, bytes that are not UTF-8) becomes a lone surrogate: no text has such a character, so the provider refuses the argument
 * and can name it. What should have been encoded and was not is taken as it stands.
 */
final class OaiArguments {
    private static final String UNREADABLE = "\uDC00";
    /** A byte that UTF-8 never has. */
    private static final byte NO_UTF8 = (byte) 0xFF;

    private OaiArguments() {}

    /**
     * All arguments, in the order in which they were first given, each with all its values.
     *
     * @param query the query as it was sent, one character for a byte; null for none
     * @param form the form as it was sent; empty for none
     */
    static Map<String, List<String>> read(String query, byte[] form) {
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        if (query != null) {
            readPairs(query.getBytes(StandardCharsets.ISO_8859_1), arguments);
        }
        readPairs(form, arguments);
        return arguments;
    }

    private static void readPairs(byte[] pairs, Map<String, List<String>> arguments) {
        for (int start = 0; start < pairs.length; ) {
            int end = indexOf('&', pairs, start, pairs.length);
            if (end > start) { // two ampersands in a row, or one at either end, mean nothing
                int equals = indexOf('=', pairs, start, end);
                arguments
                        .computeIfAbsent(decode(pairs, start, equals), name -> new ArrayList<>())
                        .add(decode(pairs, Math.min(equals + 1, end), end));
            }
            start = end + 1;
        }
    }

    /** Where the character is between start and end; the end when it is not. */
    private static int indexOf(char c, byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != c) {
            i++;
        }
        return i;
    }

    private static String decode(byte[] encoded, int start, int end) {
        ByteBuffer bytes = ByteBuffer.allocate(end - start);
        for (int i = start; i < end; i++) {
            if (encoded[i] == '%') {
                int high = i + 2 < end ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    bytes.put(NO_UTF8);
                } else {
                    bytes.put((byte) (high << 4 | low));
                    i += 2;
                }
            } else {
                bytes.put(encoded[i] == '+' ? (byte) ' ' : encoded[i]);
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(UNREADABLE);
        try {
            return decoder.decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("What is malformed is replaced", e);
        }
    }
}
