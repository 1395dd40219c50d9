package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import java.util.List;

/**
 * A record that the master copy does not take: a managed one that is invalid, or one whose authority is somebody else's. Nothing was
 * stored of it.
 *
 * @param ivoid the record's identifier
 * @param reason a sentence for the person who has to mend it
 * @param findings what validation found, when that is why; else empty
 */
public record Refusal(Ivoid ivoid, String reason, List<Finding> findings) {
    /** The refusal as one line: the record and the reason. */
    @Override
    public String toString() {
        return ivoid + ": " + reason;
    }
}
