package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole list, read from its first response to the last as a harvester reads it. No response is parsed; the resumption token is looked
 * for in its last bytes.
 *
 * @param urls the addresses of the responses, in order; good for reading them again
 * @param bytes how many bytes the bodies had together
 */
record OaiList(List<String> urls, long bytes) {
    private static final int TAIL = 2048;
    private static final String ELEMENT = "<resumptionToken";

    /** Says what is to be done with the bytes of the response with the given number, counted from 0. */
    @FunctionalInterface
    interface Pages {
        HttpReader.Sink of(int page) throws IOException;
    }

    /**
     * Reads a list.
     *
     * @param base the address of the OAI-PMH service
     * @param verb ListRecords or ListIdentifiers
     * @throws IOException also when the list ends with an OAI-PMH error
     */
    static OaiList read(HttpReader reader, String base, String verb, Pages pages) throws IOException {
        List<String> urls = new ArrayList<>();
        long bytes = 0;
        String url = base + "?verb=" + verb + "&metadataPrefix=ivo_vor";
        while (url != null) {
            Tail tail = new Tail(pages.of(urls.size()));
            bytes += reader.get(url, tail);
            urls.add(url);
            String token = token(tail.text());
            url = token.isEmpty()
                    ? null
                    : base + "?verb=" + verb + "&resumptionToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        }
        return new OaiList(urls, bytes);
    }

    /** The token of a response; empty in the last one. */
    private static String token(String end) throws IOException {
        int element = end.lastIndexOf(ELEMENT);
        if (element < 0) {
            if (!end.contains("</ListRecords>") && !end.contains("</ListIdentifiers>")) {
                throw new IOException("This is not the end of a list: " + end);
            }
            return "";
        }
        int start = end.indexOf('>', element) + 1;
        return end.charAt(start - 2) == '/' ? "" : end.substring(start, end.indexOf('<', start));
    }

    /** Keeps the last bytes of a body, and hands all on. */
    private static final class Tail implements HttpReader.Sink {
        private final HttpReader.Sink next;
        private final byte[] kept = new byte[TAIL];
        private int length;

        Tail(HttpReader.Sink next) {
            this.next = next;
        }

        @Override
        public void take(byte[] bytes, int count) throws IOException {
            int taken = Math.min(count, TAIL);
            int old = Math.min(length, TAIL - taken);
            System.arraycopy(kept, length - old, kept, 0, old);
            System.arraycopy(bytes, count - taken, kept, old, taken);
            length = old + taken;
            next.take(bytes, count);
        }

        String text() {
            return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
