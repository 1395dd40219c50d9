package edu.stsci.mast.registry.server.http;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.http.parser.HttpParser;

/**
 * HTTP that also takes the characters which an address must percent-encode and often does not (RFC 3986, section 2), so that the resource
 * can answer in its own protocol. Tomcat's setting {@code relaxedQueryChars} does the same for ASCII characters only.
 */
final class LenientHttp extends Http11NioProtocol {
    private static final HttpParser PARSER = new Parser();

    @Override
    public HttpParser getHttpParser() {
        return PARSER;
    }

    @Override
    protected Processor createProcessor() {
        return new ClientWatch.Processor(this, getAdapter());
    }

    /** Control characters, blanks and {@code #} stay forbidden, and in a path all of ASCII that is. */
    private static final class Parser extends HttpParser {
        Parser() {
            super("", "\"<>[\\]^`{|}");
        }

        @Override
        public boolean isQueryRelaxed(int c) {
            return isBeyondAscii(c) || super.isQueryRelaxed(c);
        }

        @Override
        public boolean isNotRequestTargetRelaxed(int c) {
            return !isBeyondAscii(c) && super.isNotRequestTargetRelaxed(c);
        }

        /** Bytes are signed. */
        private static boolean isBeyondAscii(int c) {
            return c < 0 || c > 0x7F;
        }
    }
}
