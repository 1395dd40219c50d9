package edu.stsci.mast.registry.harvester;

import java.net.URI;

/**
 * An answer that cannot be read to its end.
 *
 * @param request what was asked
 * @param answer what came; only there as long as the answer is open
 * @param fault where the reading ended
 */
record BrokenAnswer(URI request, OaiAnswer answer, XmlFault fault) {
    /** Whether another answer to the same request is broken in the same way. */
    boolean isLike(BrokenAnswer other) {
        return answer.size() == other.answer.size() && fault.equals(other.fault);
    }

    /** A verb phrase that says what is wrong. */
    String trouble() {
        return answer.whole() ? "did not answer in readable XML: " + fault : answer.trouble();
    }

    /** What was received around the place. */
    String excerpt() {
        return answer.excerpt(fault.offset() < 0 ? 0 : fault.offset());
    }

    /** The answer as the reason why the harvest cannot go on. */
    HarvestException failure() {
        return new HarvestException(request + " " + trouble(), excerpt(), null);
    }
}
