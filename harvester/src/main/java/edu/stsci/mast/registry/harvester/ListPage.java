package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a list.
 *
 * @param responseDate when it was answered
 * @param next how to get the next page; empty at the end of the list
 * @param rest the records that are to be stored still
 * @param noRecordsMatch whether the server says that there are none
 * @param brokenOff why not all of the page could be read
 */
record ListPage(
        Optional<Instant> responseDate,
        Optional<ResumptionToken> next,
        List<Delivery> rest,
        boolean noRecordsMatch,
        Optional<HarvestException> brokenOff) {
    /** How many records the list has, as the server says (OAI-PMH 2.0, section 3.5). */
    OptionalLong announced() {
        return next.map(ResumptionToken::completeListSize).orElse(OptionalLong.empty());
    }
}
