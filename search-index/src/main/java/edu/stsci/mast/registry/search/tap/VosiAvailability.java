package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.schemas.VoNamespace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether a service can be used now (VOSI 1.1, section 2.2). */
public final class VosiAvailability {
    private VosiAvailability() {}

    /**
     * The document.
     *
     * @param upSince since when the process runs
     * @param trouble why the service cannot be used now; empty when it can
     * @param good what is to be told when it can
     */
    public static byte[] document(Instant upSince, Optional<String> trouble, String good) {
        return XmlOutput.document(VoNamespace.VOSI_AVAILABILITY, "availability", new VoNamespace[0], xml -> {
            String uri = VoNamespace.VOSI_AVAILABILITY.uri();
            xml.qualified(uri, "available", Boolean.toString(trouble.isEmpty()));
            xml.qualified(
                    uri, "upSince", upSince.truncatedTo(ChronoUnit.SECONDS).toString());
            xml.qualified(uri, "note", trouble.orElse(good));
        });
    }
}
