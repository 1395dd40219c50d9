package edu.stsci.mast.registry.search.uws;

import java.util.Optional;

/**
 * One parameter of a job with one value; a name may occur more than once.
 *
 * @param name as it was sent; names compare without regard to case (DALI 1.1, section 2.3.1)
 * @param value empty when the value is a file
 * @param file the value when it was sent as a file (UWS 1.1, section 2.2.3.1.1)
 */
public record JobParameter(String name, String value, Optional<JobFile> file) {
    /** Whether it has the given name. */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
