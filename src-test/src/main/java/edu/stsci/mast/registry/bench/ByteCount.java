package edu.stsci.mast.registry.bench;

import java.nio.charset.StandardCharsets;

/** Counts how often an ASCII word occurs in bodies; its first character must not occur in it again. */
final class ByteCount implements HttpReader.Sink {
    private final byte[] word;
    private int matched;
    private int count;

    ByteCount(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == word[matched]) {
                if (++matched == word.length) {
                    count++;
                    matched = 0;
                }
            } else {
                matched = bytes[i] == word[0] ? 1 : 0;
            }
        }
    }

    int count() {
        return count;
    }
}
