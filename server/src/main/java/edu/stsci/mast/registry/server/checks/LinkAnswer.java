package edu.stsci.mast.registry.server.checks;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What came back from an address.
 *
 * @param status the last answer's status; 0 when there was none
 * @param contentType its content type in lower case; empty when it has none
 * @param body its beginning, as far as it was read
 * @param movedTo where the address leads for good; empty when it does not
 * @param trouble why there was no answer, as a clause; empty when there was one
 */
record LinkAnswer(int status, String contentType, byte[] body, Optional<String> movedTo, String trouble) {
    static LinkAnswer failed(String trouble) {
        return new LinkAnswer(0, "", new byte[0], Optional.empty(), trouble);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the resource is there, perhaps only for those who may use it. */
    boolean there() {
        return status >= 200 && status < 300 || status == 401 || status == 403;
    }
}
