package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One response of a list.
 *
 * @param responseDate the response date that it must carry
 * @param records its records, at least one
 * @param resumption the resumption token's element; empty when the whole list is in one response
 */
record ListPage(Instant responseDate, List<OaiRecord> records, Optional<Resumption> resumption) {
    /**
     * The element {@code resumptionToken} (section 3.5).
     *
     * @param token the token; empty in the last response
     * @param cursor how many records were delivered before this response
     * @param completeListSize how many records the list has
     */
    record Resumption(String token, int cursor, int completeListSize) {}
}
